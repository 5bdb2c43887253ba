"""The daily clock: puts the work of each day into the table once, whoever looks and however often."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import Error
from django.utils import timezone

from zhicheng.engines.calendar import published
from zhicheng.foundation.face.told import told
from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Daily, dailies, watches
from zhicheng.foundation.jobs.rules import State, due_day
from zhicheng.foundation.jobs.worker import name_of_worker, work_once

LOOK_EVERY = timedelta(seconds=3)
logger = logging.getLogger(__name__)


class Clock:
    """What a worker looks at between two jobs. For the work of a day it asks the database only when its hour
    has come; what rooms watch for, every few seconds."""

    def __init__(self) -> None:
        self._seen: dict[str, date] = {}
        self._looked: datetime | None = None

    def strike(self, at: datetime) -> list[Job]:
        """Queue the daily work that is due. Returns the jobs that this clock was the first to queue."""
        self._look(at)
        queued = []
        for daily in dailies():
            on = due_day(daily.at, timezone.localtime(at))
            if self._seen.get(daily.name) == on:
                continue
            job, new = actions.enqueue_daily(daily=daily, on=on, at=at)
            self._seen[daily.name] = on
            if new:
                queued.append(job)
        return queued

    def _look(self, at: datetime) -> None:
        """What rooms watch for; a fault of one is no fault of the worker."""
        if self._looked is not None and timedelta(0) <= at - self._looked < LOOK_EVERY:
            return
        self._looked = at
        for watch in watches():
            try:
                watch(at)
            except Error:
                raise  # the database is away: the worker waits for it
            except Exception:
                logger.exception("what %s watches for could not be looked at", watch.__module__)


def _first_day() -> date:
    """The first year in which one can also count back, over New Year, by a published calendar."""
    return date(min(published().years) + 1, 1, 1)


def run_day(*, on: date, at: datetime) -> Iterator[tuple[Daily, Job, bool]]:
    """Do the work of a day here and now: each piece, its job, and whether it was done just now.

    What was done before is not done again; what failed is tried again; what another worker is doing is
    left to it. Raises ValueError (Chinese, for people) for a day that has not come, since its work would
    then not be done when it comes, and for one before any calendar, by which nothing could be counted.
    """
    if on < (first := _first_day()):
        raise ValueError(
            told("%(on)s 没有可用的工作日历，只能补办 %(first)s 及以后的工作。", on=on, first=first)
        )
    if on > timezone.localtime(at).date():
        raise ValueError(told("%(on)s 尚未到来，不能提前办理当日的工作。", on=on))
    for daily in dailies():
        job, _new = actions.enqueue_daily(daily=daily, on=on, at=at)
        if job.state == State.FAILED:
            actions.requeue(job=job, at=at)
        worked = work_once(name_of_worker(), at=max(at, job.run_after), only=job)
        job.refresh_from_db()
        yield daily, job, worked is not None
