"""When people are at their desks: for what is made up, such as the days of the sample city."""

from datetime import datetime, time, timedelta

from django.utils import timezone

OPENS = time(9)
WORK = timedelta(hours=8)
"""From nine to five; what falls on a weekend was done in the last hour of the Friday before."""
_DAY = timedelta(1)
_LATE = timedelta(minutes=30)
_FRIDAY = 4


def in_office_hours(moment: datetime) -> datetime:
    """The moment of a working week that stands for any moment: later ones stand for later ones."""
    local = timezone.localtime(moment)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    share = (local - midnight) / _DAY
    opens = midnight.replace(hour=OPENS.hour)
    beyond = local.weekday() - _FRIDAY
    if beyond <= 0:
        return opens + WORK * share
    return opens - _DAY * beyond + WORK + _LATE * (beyond - 1 + share)
