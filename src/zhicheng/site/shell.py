"""What the shell around every page shows. All of it is lazy: a page without a login asks nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.queries import unread_count
from zhicheng.site.modes import mode_of
from zhicheng.site.navigation import Navigation, navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: the city, the mode, the navigation and the number of unread notices."""

    def nav() -> Navigation:
        return navigation(request.user, request.path)

    def unread() -> int:
        return unread_count(request.user) if isinstance(request.user, User) else 0

    return {
        "city_name": settings.CITY_NAME,
        "mode": mode_of(request),
        "navigation": SimpleLazyObject(nav),
        "unread_notices": unread,
    }
