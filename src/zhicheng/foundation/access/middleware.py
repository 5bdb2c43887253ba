"""What stands before the programs' addresses: the token, the language, and errors in one form."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from zhicheng.foundation.access.actions import mark_used
from zhicheng.foundation.access.problems import MEDIA_TYPE, problem
from zhicheng.foundation.access.queries import usable
from zhicheng.foundation.access.rules import PREFIX, bearer
from zhicheng.foundation.access.throttle import seconds_to_wait
from zhicheng.foundation.audit.through import acting_through

_CHINESE, _ENGLISH = "zh-hans", "en"


class ProgramsDoor:
    """Lets programs in by their token alone: a browser's session counts for nothing here.

    Stands behind the login of the pages, whose person it takes away, and before whatever asks who is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        _let_in(request)
        language = language_of(request.headers.get("Accept-Language", ""))
        token = request.token  # type: ignore[attr-defined]  # by ``_let_in``
        with translation.override(language), acting_through(token):
            response = _too_soon(request) or self.get_response(request)
            if response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE:
                allow = response.get("Allow")
                response = problem(response.status_code)
                if allow:
                    response["Allow"] = allow
        response["Content-Language"] = "en" if language == _ENGLISH else "zh-Hans"
        return response


def _let_in(request: HttpRequest) -> None:
    today = timezone.localdate()
    secret = bearer(request.headers.get("Authorization", ""))
    token = usable(secret, today) if secret else None
    if token is not None:
        mark_used(token=token, on=today)
    request.token = token  # type: ignore[attr-defined]  # asked by ``routing.Token``
    request.user = token.user if token else AnonymousUser()


def _too_soon(request: HttpRequest) -> HttpResponse | None:
    """The answer to a token that asks more often than it may (RFC 6585 section 4); None for all others."""
    seconds = seconds_to_wait(request)
    if not seconds:
        return None
    detail = _("这个令牌的请求过于频繁，没有处理。请在 %(seconds)s 秒后再试。") % {
        "seconds": seconds
    }
    response = problem(HTTPStatus.TOO_MANY_REQUESTS, detail)
    response["Retry-After"] = str(seconds)
    return response


def language_of(header: str) -> str:
    """Chinese, unless the program prefers English (``Accept-Language``)."""
    for code, _weight in parse_accept_lang_header(header.lower()[:200]):
        if code.startswith("zh") or code == "*":
            return _CHINESE
        if code.startswith("en"):
            return _ENGLISH
    return _CHINESE
