"""What stands between the server and the rooms."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class LoginForFragments:
    """A fragment asked for without a login sends the whole page to the login, and back to it afterwards.

    Without this, the login page would appear inside the part that was to be replaced.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        asked: HtmxDetails | None = getattr(request, "htmx", None)
        if not asked or response.status_code != 302 or not response["Location"].startswith(login):
            return response
        back = redirect_to_login(asked.current_url_abs_path or "/", login)
        return HttpResponseClientRedirect(back["Location"])
