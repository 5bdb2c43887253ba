"""The mode of every page – language, script, size – and the switch that changes it.

The account's own choice comes first, so that it follows the person; a visitor has a cookie. What the browser
says of its languages is not asked: many desks in a city's offices run systems in English.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zhicheng.foundation.accounts.actions.modes import keep_mode
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.modes import COOKIE, Mode
from zhicheng.foundation.face.script import traditional_page

YEAR = 365 * 24 * 3600


def mode_of(request: HttpRequest) -> Mode:
    """The mode of the person who asks: as kept with the account, else as kept in the browser."""
    person = getattr(
        request, "user", None
    )  # absent where the request failed before the login was read
    kept = person.mode if isinstance(person, User) else ""
    return Mode.parse(kept or request.COOKIES.get(COOKIE, "")) or Mode()


class ModeOfThePerson:
    """Answers every request in the person's language and script (after AuthenticationMiddleware)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mode = mode_of(request)
        request.mode = mode  # type: ignore[attr-defined] # as request.user: for templates
        with translation.override(mode.language):
            response = self.get_response(request)
            if mode.is_traditional and _is_page(response):
                charset = response.charset
                response.content = traditional_page(response.content.decode(charset)).encode(
                    charset
                )
        response.headers.setdefault("Content-Language", mode.language.tag)
        patch_vary_headers(response, ("Cookie",))
        return response


def _is_page(response: HttpResponse) -> bool:
    """Is this text for the screen? Never a file that is handed out."""
    kind = response.headers.get("Content-Type", "")
    return (
        not response.streaming
        and kind.startswith("text/html")
        and "Content-Disposition" not in response.headers
    )


@require_POST
@login_not_required
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the mode that was asked for, and lead back to the page where it was asked."""
    mode = Mode.parse(request.POST.get("mode", ""))
    if mode is not None and isinstance(request.user, User):
        keep_mode(mode=str(mode), by=request.user)
    return _kept_in_the_browser(request, mode)


@csrf_exempt
@require_POST
@login_not_required
def switch_of_visitor(request: HttpRequest) -> HttpResponse:
    """The same for the public pages, which are one for all visitors and so carry no token. It changes nothing
    but how the browser that asks is answered."""
    return _kept_in_the_browser(request, Mode.parse(request.POST.get("mode", "")))


def _kept_in_the_browser(request: HttpRequest, mode: Mode | None) -> HttpResponse:
    if mode is None:
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        COOKIE,
        str(mode),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _back(request: HttpRequest) -> str:
    """The page that was left; the first page where the address is none of ours."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours and asked.startswith("/") else "/"
