"""The daily clock: each day's work once, with two workers, after a kill, after a night without power."""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from subprocess import Popen
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.foundation.jobs.practice import jobs as practice
from tests.foundation.jobs.processes import until

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.clock import Clock, run_day
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Daily, dailies, daily
from zhicheng.foundation.jobs.rules import FAULT, State, due_day
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2026, 3, 2)
HALF_PAST_SEVEN = time(7, 30)
MORNING, MIDNIGHT = "practice.morning", "practice.daily"


@pytest.fixture(autouse=True)
def _practice_alone() -> Iterator[None]:
    """What other rooms do every day is their tests' story."""
    practice.days.clear()
    practice.missing.add(2)
    mine = {d.name: d for d in dailies() if d.name.startswith("practice.")}
    with patch("zhicheng.foundation.jobs.registry._dailies", mine):
        yield


def moment(day: int, clock: str) -> datetime:
    """A moment of March 2026 in the city."""
    return datetime.fromisoformat(f"2026-03-{day:02}T{clock}+08:00").astimezone(UTC)


def keys() -> list[str | None]:
    return list(Job.objects.order_by("id").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(0, 0, 1), (7, 29, 1), (7, 30, 2), (23, 59, 2)]
)
def test_a_day_is_due_from_its_hour_on(hour: int, minute: int, day: int) -> None:
    assert due_day(HALF_PAST_SEVEN, datetime(2026, 3, 2, hour, minute)) == date(2026, 3, day)  # noqa: DTZ001 - a clock on the wall


def test_each_day_is_queued_when_its_hour_has_come_by_the_clock_of_the_city() -> None:
    clock = Clock()
    clock.strike(moment(2, "07:29:59"))
    assert keys() == [f"{MIDNIGHT}:2026-03-02", f"{MORNING}:2026-03-01"]
    assert [job.key for job in clock.strike(moment(2, "07:30:00"))] == [f"{MORNING}:2026-03-02"]
    job = Job.objects.get(key=f"{MORNING}:2026-03-02")
    assert (job.kind, job.title, job.payload) == (
        MORNING,
        "每日晨报（2026-03-02）",
        {"on": "2026-03-02"},
    )


def test_a_clock_that_looks_again_and_again_asks_the_database_once_a_day(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhicheng.foundation.jobs.registry._watches", [])
    clock = Clock()
    clock.strike(moment(2, "08:00"))
    with django_assert_num_queries(0):
        for second in range(60):
            assert clock.strike(moment(2, "08:01") + timedelta(seconds=second)) == []


def test_of_the_days_that_were_missed_the_last_is_caught_up() -> None:
    Clock().strike(moment(2, "08:00"))
    Clock().strike(moment(6, "06:00"))  # a new process, after three days without power
    assert keys()[2:] == [f"{MIDNIGHT}:2026-03-06", f"{MORNING}:2026-03-05"]


def test_a_clock_that_is_put_back_does_nothing_twice() -> None:
    clock = Clock()
    for hour in ("08:00", "07:00", "08:00"):
        clock.strike(moment(3, hour))
    assert sorted(map(str, keys())) == [
        f"{MIDNIGHT}:2026-03-03",
        f"{MORNING}:2026-03-02",
        f"{MORNING}:2026-03-03",
    ]


def test_eight_workers_queue_a_day_once() -> None:
    def strike(_number: int) -> list[Job]:
        try:
            return Clock().strike(moment(2, "08:00"))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        queued = [job.key for jobs in pool.map(strike, range(8)) for job in jobs]
    assert sorted(map(str, queued)) == sorted(map(str, keys()))
    assert len(queued) == 2


def test_the_work_learns_the_day_it_is_for() -> None:
    Clock().strike(moment(2, "00:10"))
    while work_once("a") is not None:
        pass
    assert practice.days == [MONDAY]
    assert Job.objects.get(kind=MIDNIGHT).result == {"on": "2026-03-02"}


def test_a_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="two handlers"):
        daily(name=MORNING, title="又一份晨报", at="08:00")(lambda on, progress: {})


# Two real workers


def the_day_is_done() -> bool:
    return Job.objects.filter(kind=MIDNIGHT, state=State.DONE).exists()


def test_two_workers_do_a_day_once(
    start_worker: Callable[..., Popen[bytes]], tmp_path: Path, officer: User
) -> None:
    nobody_dies = tmp_path / "no-such-folder" / "sign"
    for _ in range(2):
        start_worker(PRACTICE_DAILY=str(nobody_dies))
    until(the_day_is_done)
    late = start_worker(PRACTICE_DAILY=str(nobody_dies))
    other = actions.enqueue(
        kind="practice.succeeds", title="练习", payload={}, by=None, at=timezone.now()
    )
    until(lambda: Job.objects.get(pk=other.pk).state == State.DONE)
    assert late.poll() is None
    today = timezone.localdate()
    assert [notice.text for notice in Notice.objects.all()] == [today.isoformat()]
    assert Job.objects.filter(kind=MIDNIGHT).count() == 1


def test_what_a_killed_worker_began_another_does_once(
    start_worker: Callable[..., Popen[bytes]], tmp_path: Path, officer: User
) -> None:
    sign_of_life = tmp_path / "in-the-middle"
    first = start_worker(PRACTICE_DAILY=str(sign_of_life))
    until(sign_of_life.exists)
    first.kill()
    first.wait()
    assert not Notice.objects.exists()
    for _ in range(2):
        start_worker(PRACTICE_DAILY=str(sign_of_life))
    until(the_day_is_done)
    assert Notice.objects.count() == 1
    job = Job.objects.get(kind=MIDNIGHT)
    assert job.attempts == 2


# By hand


def by_hand(*words: str) -> str:
    out = io.StringIO()
    call_command("clock", *words, stdout=out)
    return out.getvalue()


def test_a_day_is_done_by_hand_once() -> None:
    assert "2026-03-03 每日练习：已办理\n" in by_hand("--on", "2026-03-03")
    assert practice.days == [date(2026, 3, 3)]
    said = by_hand("--on", "2026-03-03")
    assert said.count("此前已办理，未重办") == 2
    assert practice.days == [date(2026, 3, 3)]


def test_without_a_day_it_is_today(today: date) -> None:
    practice.missing.clear()
    assert by_hand().startswith(f"{today} 每日练习：已办理\n{today} 每日晨报：已办理\n")


def test_what_failed_says_why_and_is_tried_again() -> None:
    for _ in range(2):
        with pytest.raises(CommandError, match="有 1 项未办成"):
            by_hand("--on", "2026-03-02")
    job = Job.objects.get(kind=MORNING)
    assert (job.state, job.error, job.attempts) == (State.FAILED, "当日资料缺失。", 1)
    assert practice.days == [MONDAY]


def test_a_defect_is_no_success() -> None:
    out = io.StringIO()
    broken = patch.object(practice, "days", None)
    with broken, pytest.raises(CommandError, match="有 1 项"):
        call_command("clock", "--on", "2026-03-03", stdout=out)
    assert f"每日练习：{FAULT}" in out.getvalue()


def test_what_another_worker_is_doing_is_left_to_it(now: datetime) -> None:
    [midnight] = (d for d in dailies() if d.name == MIDNIGHT)
    job, _new = actions.enqueue_daily(daily=midnight, on=date(2026, 3, 3), at=now)
    assert actions.claim(worker="elsewhere", at=timezone.now(), only=job) is not None
    assert "每日练习：另一程序正在办理" in by_hand("--on", "2026-03-03")
    assert practice.days == []


def test_only_the_work_of_the_day_is_done(now: datetime) -> None:
    other = actions.enqueue(kind="practice.succeeds", title="练习", payload={}, by=None, at=now)
    by_hand("--on", "2026-03-03")
    other.refresh_from_db()
    assert other.state == State.QUEUED


def test_a_day_that_has_not_come_is_refused(today: date) -> None:
    with pytest.raises(CommandError, match="尚未到来"):
        by_hand("--on", str(today + timedelta(days=1)))
    assert not Job.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1949-10-01", "2004-12-31"])
def test_a_day_before_any_calendar_is_refused_in_one_sentence(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError) as refused:
        by_hand("--on", day)
    assert str(refused.value) == f"{day} 没有可用的工作日历，只能补办 2005-01-01 及以后的工作。"
    assert capsys.readouterr().err == ""
    assert not Job.objects.exists()


@pytest.mark.parametrize("words", ["明天", "2026-13-01", "2026-02-30"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(CommandError, match="不是日期"):
        by_hand("--on", words)


def test_a_moving_clock_does_each_day_once() -> None:
    """A year of days that others have not seen yet: the moment is passed in, nothing asks for today."""
    for n in range(10):
        day = date(2031, 3, 3) + timedelta(days=n)
        at = datetime.combine(day, time(9, 0), tzinfo=UTC)
        for _ in range(2):
            list(run_day(on=day, at=at))
    assert practice.days == [date(2031, 3, 3) + timedelta(days=n) for n in range(10)]


def test_work_is_listed_by_the_hour() -> None:
    assert [type(one) for one in dailies()] == [Daily, Daily]
    assert [one.name for one in dailies()] == [MIDNIGHT, MORNING]
