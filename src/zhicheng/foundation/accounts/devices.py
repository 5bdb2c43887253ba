"""Browsers that somebody has been logged in with.

Whoever knows a user name can type wrong passwords until the account is locked. The owner's own browser is
therefore counted apart: it carries a signed cookie that names the account and nothing else. The cookie lets
nobody in; it only gives its browser attempts of its own (OWASP: device cookies).
"""

from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

COOKIE = "zhicheng_device"
_SALT = "accounts:device"
_LASTS = 180 * 24 * 3600
"""Seconds since the last login."""


def known(request: HttpRequest, username: str) -> str:
    """The key of this browser, where this account has been logged in with it; else empty."""
    try:
        value = request.get_signed_cookie(COOKIE, "", salt=_SALT, max_age=_LASTS)
    except BadSignature:
        return ""
    owner, _, device = (value or "").rpartition("|")
    return device if owner == username.casefold() else ""


def remember(response: HttpResponse, username: str, device: str = "") -> None:
    """Give the browser its cookie. device: the key that it has already. A shared desk knows who was last."""
    response.set_signed_cookie(
        COOKIE,
        f"{username.casefold()}|{device or token_urlsafe(12)}",
        salt=_SALT,
        max_age=_LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
