"""How a stored file goes to a program: with its hash, and not again where the program has it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.views import download


def sent(request: HttpRequest, file: StoredFile, name: str) -> HttpResponseBase:
    """The content under its name; 304 when the program named its hash (``If-None-Match``).

    Raises Http404 when the bytes are gone.
    """
    etag = f'"{file.sha256}"'
    known = get_conditional_response(request, etag=etag)
    if isinstance(known, HttpResponse):
        return known
    response = download(file, name)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
