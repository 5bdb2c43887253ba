"""What programs may ask of this room: who they are, the files that they bring, and the audit chain, whose own
room is too low to know of tokens."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Schema, Status

from zhicheng.foundation.access.actions import bring
from zhicheng.foundation.access.files import sent
from zhicheng.foundation.access.models import Brought
from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.permissions import own_files
from zhicheng.foundation.access.routing import Operations, person, token_of
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import masked

operations = Operations()


class Me(Schema):
    """The token, and what it may do."""

    token: str
    username: str
    scopes: list[str]
    expires_on: date


@operations.reads("/me", scope="", answer=Me)
def me(request: HttpRequest) -> Any:
    """Whose token this is, and its scopes."""
    token = token_of(request)
    return {
        "token": token.name,
        "username": token.user.username,
        "scopes": token.scopes,
        "expires_on": token.expires_on,
    }


class FileOut(Schema):
    """A file that a program brought."""

    id: int
    name: str
    sha256: str
    size: int
    media_type: str
    at: datetime

    @staticmethod
    def resolve_sha256(row: Brought) -> str:
        return row.file.sha256

    @staticmethod
    def resolve_size(row: Brought) -> int:
        return row.file.size

    @staticmethod
    def resolve_media_type(row: Brought) -> str:
        return row.file.media_type


class FileName(Schema):
    """name: with its ending, which must fit the content."""

    name: Annotated[Words, Field(min_length=1, max_length=200)]


@operations.reads("/files", scope="read:files", answer=Page[FileOut])
def files(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The files that the token's owner has brought."""
    return page_of(own_files(person(request)), paging)


@operations.writes("/files", scope="write:files", answer=FileOut, file=True)
def add_file(request: HttpRequest, named: Query[FileName]) -> Any:
    """Bring a file, to be attached to a report or a value by its id. The body is its content."""
    content = request.brought  # type: ignore[attr-defined]  # by ``once.brings_a_file``
    return Status(
        201, bring(stream=content, name=named.name, by=person(request), at=timezone.now())
    )


@operations.reads("/files/{key}", scope="read:files", answer=FileOut)
def file(request: HttpRequest, key: Key) -> Any:
    """One file that the token's owner has brought."""
    return get_object_or_404(own_files(person(request)), pk=key)


@operations.hands_out("/files/{key}/content", scope="read:files")
def file_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """Its content. The ETag is its SHA-256."""
    row = get_object_or_404(own_files(person(request)), pk=key)
    return sent(request, row.file, row.name)


class EntryOut(Schema):
    """A row of the audit chain. Personal data in ``before`` and ``after`` stays sealed."""

    seq: int
    at: datetime
    actor: str
    verb: str
    subject_type: str
    subject_id: str
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]
    previous: str
    digest: str

    @staticmethod
    def resolve_before(row: Entry) -> dict[str, Any]:
        return {name: _plain(value) for name, value in masked(row.before).items()}

    @staticmethod
    def resolve_after(row: Entry) -> dict[str, Any]:
        return {name: _plain(value) for name, value in masked(row.after).items()}


def _plain(value: Any) -> Any:
    """The same with words for what is sealed, which are told in the reader's language."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


class EntryFilter(Paging):
    """verb: whole, or its beginning with a dot at the end (``tasks.``)."""

    verb: Annotated[Words, Field(max_length=60)] = ""


@operations.reads("/audit", scope="read:audit", answer=Page[EntryOut])
def entries(request: HttpRequest, asked: Query[EntryFilter]) -> Any:
    """The audit chain, oldest first."""
    require("audit.read", person(request))
    rows = Entry.objects.all()
    if asked.verb.endswith("."):
        rows = rows.filter(verb__startswith=asked.verb)
    elif asked.verb:
        rows = rows.filter(verb=asked.verb)
    return page_of(rows, asked)


@operations.reads("/audit/{seq}", scope="read:audit", answer=EntryOut)
def entry(request: HttpRequest, seq: Key) -> Any:
    """One row of the audit chain."""
    require("audit.read", person(request))
    found = Entry.objects.filter(seq=seq).first()
    if found is None:
        raise Http404
    return found
