"""Which function does which kind of job. Rooms register theirs in their ``jobs.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import told
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import JobFailed


class Progress(Protocol):
    """What a running job calls to say how far it is; also extends its lease.

    Raises ``LeaseLost`` when another worker has taken the job over: stop at once.
    """

    def __call__(self, done: int, total: int, message: str = "") -> None: ...


Handler = Callable[[Job, Progress], dict[str, Any]]
_handlers: dict[str, Handler] = {}


class LeaseLost(Exception):
    """The job is no longer this worker's."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of ``kind``: called with the job and a ``Progress``.

    It returns the job's result, may be called again after an interruption, and so must leave nothing
    half-done: one transaction for each step, and the same outcome the second time. A step that must not
    happen twice calls ``Progress`` as the last thing inside its transaction: whoever has lost the lease is
    stopped there, and the step is rolled back. (Earlier in it, the call would lock the job's row, and the
    heartbeat with it, until the commit.)
    """

    def register(function: Handler) -> Handler:
        if kind in _handlers and _handlers[kind] is not function:
            raise ValueError(f"two handlers for jobs of kind {kind}")
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    """Raises JobFailed for a kind that no room has registered."""
    if kind not in _handlers:
        raise JobFailed(
            told("系统中没有办理这类任务（%(kind)s）的程序，请与系统管理员联系。", kind=kind)
        )
    return _handlers[kind]


DayWork = Callable[[date, Progress], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Daily:
    """Work of every day. name: also the kind of its jobs. at: the hour in the city from which it is due."""

    name: str
    title: Text
    at: time


_dailies: dict[str, Daily] = {}


def daily(*, name: str, title: Text, at: str) -> Callable[[DayWork], DayWork]:
    """Register work that is done once for every day, at ``at`` ("07:30") or as soon after as a worker runs.

    The function is called with the day that it is done for – not always today: what a night without
    power missed is caught up – and a ``Progress``; like every handler it may be called again after an
    interruption (see ``handler``). Raises ValueError for a name that is taken.
    """

    def register(function: DayWork) -> DayWork:
        def work(job: Job, progress: Progress) -> dict[str, Any]:
            return function(date.fromisoformat(job.payload["on"]), progress)

        handler(name)(work)
        _dailies[name] = Daily(name, title, time.fromisoformat(at))
        return function

    return register


def dailies() -> tuple[Daily, ...]:
    """All work of every day, by the hour."""
    return tuple(sorted(_dailies.values(), key=lambda one: (one.at, one.name)))


Watch = Callable[[datetime], None]
_watches: list[Watch] = []


def watch(function: Watch) -> Watch:
    """Register what a worker looks at every few seconds between two jobs; twice is the same as once.

    It is called with the moment, should be short, and queues a job for what takes time.
    """
    if function not in _watches:
        _watches.append(function)
    return function


def watches() -> tuple[Watch, ...]:
    """All that is looked at, in the order of registration."""
    return tuple(_watches)
