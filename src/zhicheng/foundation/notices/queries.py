"""Reading notices."""

from django.db.models import QuerySet

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.models import Notice


def notices_of(user: User) -> QuerySet[Notice]:
    """All notices to a person, newest first."""
    return Notice.objects.filter(to=user)


def unread_count(user: User) -> int:
    return Notice.objects.filter(to=user, read_at=None).count()
