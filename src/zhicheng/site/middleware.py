"""What stands between the server and the rooms."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from zhicheng.site import errors
from zhicheng.site.typed import typed_in

LARGEST_REQUEST = 200 * 1024 * 1024
"""Bytes of a form with its files, of somebody who is logged in; four files of the largest size."""
LARGEST_OF_STRANGERS = 1024 * 1024
_LARGEST_TO_READ_AWAY = 1024 * LARGEST_OF_STRANGERS


class BoundedBody:
    """Refuses a body that is too large before anything of it is written to the disk.

    Stands behind the authentication: who is not logged in has nothing large to say.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = _announced(request)
        if size <= LARGEST_OF_STRANGERS:
            return self.get_response(request)
        known = request.user.is_authenticated
        if known and size <= LARGEST_REQUEST:
            return self.get_response(request)
        if known and size <= _LARGEST_TO_READ_AWAY:
            # A browser shows the answer only when it has been able to send everything.
            while request.read(LARGEST_OF_STRANGERS):
                pass
        return errors.too_large(request)


def _announced(request: HttpRequest) -> int:
    """The size of the body; without a sound length Django reads none."""
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


class PrivatePages:
    """Pages are not kept by proxies nor shown again unasked; with the logout the browser forgets them.
    What a room answers for all alike (``same_for_all``: public files) does not vary with anybody's cookies, and
    hands out none: a cache would hand them on.

    Not ``no-store``: a browser then throws away what was typed when one goes back to a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        if getattr(response, "same_for_all", False):
            del response["Vary"]
            response.cookies.clear()
        if request.method == "POST" and request.path == resolve_url("account_logout"):
            response["Clear-Site-Data"] = '"cache"'
        return response


class LoginForFragments:
    """What becomes of a request whose login has ended, where sending it to the login page would do harm.

    A fragment sends the whole page to the login, and back to it afterwards: otherwise the login page would
    appear inside the part that was to be replaced. A form that was filled in is given back with what
    was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        asked: HtmxDetails | None = getattr(request, "htmx", None)
        if response.status_code != 302 or not response["Location"].startswith(login):
            return response
        if request.path != login and typed_in(request).texts:
            return errors.login_ended(request, login)
        if not asked:
            return response
        back = redirect_to_login(asked.current_url_abs_path or "/", login)
        return HttpResponseClientRedirect(back["Location"])
