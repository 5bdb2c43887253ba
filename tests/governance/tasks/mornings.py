"""Mornings of the daily clock, at the moment that a story is told of.

work(date(2026, 3, 30), at=moment)  # the day's work, done to the end
kill(date(2026, 3, 30), at=moment)  # begun by a worker that is gone before its end
"""

from datetime import date, datetime
from unittest.mock import patch

from django.utils import timezone

from zhicheng.foundation.jobs.actions import claim, enqueue_daily
from zhicheng.foundation.jobs.clock import run_day
from zhicheng.foundation.jobs.registry import dailies


def work(day: date, at: datetime) -> None:
    """Do the work of a day at a moment, which may be days later: the product's clock shows it."""
    with patch.object(timezone, "now", lambda: at):
        list(run_day(on=day, at=at))


def kill(day: date, at: datetime) -> None:
    """A worker takes the day's jobs and is gone: they are held until their lease ends."""
    for daily in dailies():
        job, _new = enqueue_daily(daily=daily, on=day, at=at)
        assert claim(worker="killed", at=at, only=job)
