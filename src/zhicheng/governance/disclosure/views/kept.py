"""Answers for everybody: without a login, kept by the process and by caches on the way.

What is shown changes with the city's deeds and with the day. So an answer is kept until the audit chain has gone
on with a deed that can change it (``audit.memory``), and its ETag is the digest of what it says: two
processes, or one after a restart, give the same. Nothing of the address but its path is looked at, so that
nobody can make the server work by asking in ever new ways.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.memory import Memory
from zhicheng.foundation.face.modes import Mode

MAX_AGE: Final = 300
"""Seconds for which a cache need not ask again."""
_ELSEWHERE: Final = frozenset(
    {
        "accounts", "agenda", "assessment", "audit", "files", "jobs", "notices", "supervision",
        "systems",
    }
)  # fmt: skip
_COPIED: Final = ("Content-Type", "Content-Disposition", "Last-Modified")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was made once."""

    content: bytes
    headers: dict[str, str]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:32]


_kept: Final = Memory[Kept](elsewhere=_ELSEWHERE, size=400)
View = Callable[..., HttpResponse]
Response = TypeVar("Response", bound=HttpResponseBase)


def public_page(view: View) -> Callable[..., HttpResponseBase]:
    """A page for everybody, in the mode of the visitor. Who is logged in has a way back on it, so that
    no cache keeps it."""

    def named(request: HttpRequest) -> tuple[object, ...]:
        return (str(mode_of(request)), isinstance(request.user, User))

    def sent(request: HttpRequest, kept: Kept) -> HttpResponse:
        response = _response(kept, f"{kept.digest}-{mode_of(request)}")
        if isinstance(request.user, User):
            response["Cache-Control"] = "private, no-cache"
        return response

    return _public(view, named, sent)


def public_file(view: View) -> Callable[..., HttpResponseBase]:
    """A file for everybody alike, whatever the mode; other sites' pages may read it as well."""

    def named(request: HttpRequest) -> tuple[object, ...]:
        return (request.scheme, request.get_host())

    def sent(_request: HttpRequest, kept: Kept) -> HttpResponse:
        return for_all(_response(kept, kept.digest))

    return _public(view, named, sent)


def mode_of(request: HttpRequest) -> Mode:
    """As the site's middleware has found it."""
    found = getattr(request, "mode", None)
    return found if isinstance(found, Mode) else Mode()


def _public(
    view: View,
    named: Callable[[HttpRequest], tuple[object, ...]],
    sent: Callable[[HttpRequest, Kept], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        name = (request.path, timezone.localdate(), *named(request))
        kept = _kept.get(name, lambda: _read(view(request, *args, **keys)))
        response = sent(request, kept)
        found = get_conditional_response(request, etag=response["ETag"], response=response)
        assert found is not None  # noqa: S101 - a response was given
        return for_all(found) if hasattr(response, "same_for_all") else found

    return login_not_required(require_safe(answer))


def for_all(response: Response) -> Response:
    """Marked for the site's middleware: it does not depend on anybody's cookies."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = "zh-Hans"
    response.same_for_all = True  # type: ignore[attr-defined]  # read there by this name
    return response


def _read(response: HttpResponse) -> Kept:
    headers = {name: response[name] for name in _COPIED if response.has_header(name)}
    return Kept(response.content, headers)


def _response(kept: Kept, tag: str) -> HttpResponse:
    return keep_by(HttpResponse(kept.content, headers=kept.headers), tag)


def keep_by(response: Response, tag: str) -> Response:
    """To be kept by caches, and asked for again by this tag."""
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response
