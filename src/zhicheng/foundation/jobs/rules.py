"""When a job may run, and what becomes of it when it fails. Plain values only."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=30)
HEARTBEAT = timedelta(seconds=5)
ATTEMPTS = 5
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)


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


def after_error(attempts: int, *, at: datetime, hopeless: bool) -> tuple[State, datetime]:
    """The state after an attempt failed, and when the next one is due."""
    if hopeless or attempts >= ATTEMPTS:
        return State.FAILED, at
    return State.QUEUED, at + pause(attempts)
