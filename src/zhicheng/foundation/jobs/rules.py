"""When a job may run, and what becomes of it when it fails. Plain values only."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext_noop

ATTEMPTS = 5
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a job is leased to a worker, and how often its heart beats to keep the lease.

    The lease is how long a job waits after its worker was killed. Raises ValueError when a single late
    beat would lose it.
    """

    lease: timedelta = timedelta(seconds=30)
    heartbeat: timedelta = timedelta(seconds=5)

    def __post_init__(self) -> None:
        if not timedelta(0) < self.heartbeat * 2 <= self.lease:
            raise ValueError("the heart must beat at least twice within a lease")


PACE = Pace()


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobFailed(Exception):
    """The work cannot be done, and trying again would not help. The message is Chinese, for people."""


def pause(attempts: int) -> timedelta:
    """How long to wait after the n-th attempt failed: 5 s, 10 s, 20 s … at most 10 minutes."""
    doublings: int = min(max(attempts, 1) - 1, 20)
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


FAULT = gettext_noop("系统出错，已记入日志。")
INTERRUPTED = gettext_noop("办理程序多次中途终止，已停止重试。请与系统管理员联系。")


def after_error(attempts: int, *, at: datetime, hopeless: bool) -> tuple[State, datetime]:
    """The state after an attempt failed, and when the next one is due."""
    if hopeless or attempts >= ATTEMPTS:
        return State.FAILED, at
    return State.QUEUED, at + pause(attempts)


def due_day(daily_at: time, local: datetime) -> date:
    """The last day whose daily work is due: today from its hour on, before that yesterday.

    local: the moment, in the city's time zone. Of several days that were missed only the last is due:
    what is done for a day looks at the whole ledger.
    """
    today = local.date()
    return today if local.time() >= daily_at else today - timedelta(days=1)
