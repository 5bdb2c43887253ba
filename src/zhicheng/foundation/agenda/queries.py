"""What stands in a person's agenda."""

from datetime import date

from django.utils import timezone

from zhicheng.engines.calendar import Calendar, CalendarUnknown
from zhicheng.foundation.accounts.keys import matches
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.models import Feed
from zhicheng.foundation.agenda.registry import sources
from zhicheng.foundation.agenda.rules import Day, Entry, as_seen, by_day, weeks_of
from zhicheng.foundation.calendars.queries import calendar


def entries_of(user: User, first: date, last: date) -> list[Entry]:
    """From all rooms, by day. Each room asks a fixed number of questions."""
    today = timezone.localdate()
    found = [as_seen(entry, today) for ask in sources() for entry in ask(user, first, last)]
    return [entry for _day, rows in sorted(by_day(found).items()) for entry in rows]


def month_page(user: User, month: date) -> list[list[Day]]:
    """The weeks of a month with what stands on each day."""
    weeks = weeks_of(month)
    found = by_day(entries_of(user, weeks[0][0], weeks[-1][-1]))
    days = calendar()
    return [
        [Day(on, on.month == month.month, _working(days, on), found.get(on, ())) for on in week]
        for week in weeks
    ]


def _working(days: Calendar, on: date) -> bool | None:
    try:
        return days.is_working_day(on)
    except CalendarUnknown:
        return None


def feed_of(user: User) -> Feed | None:
    return Feed.objects.filter(user=user).first()


def subscriber(username: str, secret: str) -> User | None:
    """Whose calendar program knows this name and secret; nobody when the account is closed."""
    feed = (
        Feed.objects.select_related("user")
        .filter(user__username=username, user__is_active=True)
        .first()
    )
    return feed.user if feed and matches(secret, feed.secret_sha256) else None
