"""How a stored file goes to a program: with its hash, and not again where the program has it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from ninja import Schema

from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.views import download


class AttachedOut(Schema):
    """A file that was attached: the row names a stored file, and how it was called."""

    id: int
    name: str
    sha256: str
    size: int
    media_type: str

    @staticmethod
    def resolve_sha256(row: Any) -> str:
        sha256: str = row.file.sha256
        return sha256

    @staticmethod
    def resolve_size(row: Any) -> int:
        size: int = row.file.size
        return size

    @staticmethod
    def resolve_media_type(row: Any) -> str:
        media_type: str = row.file.media_type
        return media_type


def sent(request: HttpRequest, file: StoredFile, name: str) -> HttpResponseBase:
    """The content under its name; 304 when the program named its hash (``If-None-Match``).

    Raises Http404 when the bytes are gone.
    """
    return sent_unless_known(request, file.sha256, lambda: download(file, name))


def sent_unless_known(
    request: HttpRequest, sha256: str, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """What ``make`` answers, with the SHA-256 of its content as ETag; 304 when the program named that."""
    etag = f'"{sha256}"'
    known = get_conditional_response(request, etag=etag)
    if isinstance(known, HttpResponse):
        return known
    response = make()
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
