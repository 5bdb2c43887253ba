"""Workers: in threads, and as processes that are killed."""

import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from tests.foundation.jobs.practice import jobs as practice
from tests.foundation.jobs.processes import until

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Progress, handler
from zhicheng.foundation.jobs.rules import FAULT, Pace, State
from zhicheng.foundation.jobs.worker import name_of_worker, work_once
from zhicheng.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
QUICK = Pace(timedelta(seconds=1), timedelta(seconds=0.1))


@pytest.fixture(autouse=True)
def _nothing_done_yet() -> None:
    practice.done.clear()
    practice.go_on.clear()


def queue(kind: str, **payload: str) -> Job:
    return actions.enqueue(kind=kind, title="练习", payload=payload, by=None, at=timezone.now())


def state_of(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_is_done_and_its_result_kept() -> None:
    job = queue("practice.succeeds")
    claimed = work_once("a")
    assert claimed == job
    assert (state_of(job).state, job.result, job.message) == (State.DONE, {"attempt": 1}, "一半")
    assert work_once("a") is None


def test_a_defect_waits_for_another_try_without_its_details_on_the_page() -> None:
    job = queue("practice.fails")
    work_once("a")
    assert (state_of(job).state, job.error) == (State.QUEUED, FAULT)


def test_a_hopeless_job_says_why() -> None:
    job = queue("practice.hopeless")
    work_once("a")
    assert (state_of(job).state, job.error) == (State.FAILED, "文件已损坏，请重新上传。")


def test_a_kind_that_no_room_registered_fails_with_a_clear_message() -> None:
    job = queue("practice.unheard_of")
    work_once("a")
    assert state_of(job).state == State.FAILED
    assert "practice.unheard_of" in job.error


def test_one_kind_has_one_handler() -> None:
    def another(job: Job, progress: Progress) -> dict[str, object]:
        return {}

    with pytest.raises(ValueError, match=r"practice\.succeeds"):
        handler("practice.succeeds")(another)
    assert handler("practice.succeeds")(practice.succeed) is practice.succeed


def test_no_two_workers_have_the_same_name() -> None:
    assert name_of_worker() != name_of_worker()


def in_thread(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()


def test_four_workers_do_each_job_once() -> None:
    jobs = [queue("practice.succeeds") for _ in range(24)]

    def work() -> None:
        worker = name_of_worker()
        while work_once(worker) is not None:
            pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(in_thread, [work] * 4))
    assert Counter(practice.done) == {job.pk: 1 for job in jobs}
    assert {job.state for job in Job.objects.all()} == {State.DONE}


@pytest.fixture
def busy() -> Iterator[tuple[Job, threading.Thread]]:
    """A worker in another thread that is in the middle of a job which waits for ``go_on``."""
    job = queue("practice.reports")
    thread = threading.Thread(target=in_thread, args=[lambda: work_once("first", pace=QUICK)])
    thread.start()
    until(lambda: state_of(job).state == State.RUNNING)
    yield job, thread
    practice.go_on.set()
    thread.join()


def test_a_beating_heart_keeps_a_long_job(busy: tuple[Job, threading.Thread]) -> None:
    job, thread = busy
    first_lease = state_of(job).lease_until
    assert first_lease is not None
    until(lambda: timezone.now() > first_lease)
    assert actions.claim(worker="second", at=timezone.now(), pace=QUICK) is None
    practice.go_on.set()
    thread.join()
    assert (state_of(job).state, job.attempts) == (State.DONE, 1)


def test_a_heart_that_misses_a_beat_goes_on() -> None:
    job = queue("practice.waits")
    beats = []
    extend = actions.extend

    def miss_the_first(**which: object) -> bool:
        beats.append(which)
        if len(beats) == 1:
            raise OperationalError("database is locked")
        return extend(**which)  # type: ignore[arg-type]  # the same arguments as came in

    with patch.object(actions, "extend", miss_the_first):
        thread = threading.Thread(target=in_thread, args=[lambda: work_once("a", pace=QUICK)])
        thread.start()
        until(lambda: len(beats) >= 3)
        practice.go_on.set()
        thread.join()
    assert (state_of(job).state, job.attempts) == (State.DONE, 1)


def test_who_lost_the_lease_leaves_nothing_behind(
    busy: tuple[Job, threading.Thread], officer: User
) -> None:
    """Its last step asks for progress within the transaction, and is rolled back."""
    job, thread = busy
    with patch.object(actions, "extend", wraps=actions.extend) as beat:
        Job.objects.filter(pk=job.pk).update(worker="second")
        until(lambda: beat.called)  # the heart finds out first, and stops
    practice.go_on.set()
    thread.join()
    assert (state_of(job).state, job.worker) == (State.RUNNING, "second")
    assert not Notice.objects.exists()


@pytest.mark.parametrize("kind", ["practice.waits", "practice.fails"])
def test_who_lost_the_lease_changes_nothing_at_the_end(kind: str) -> None:
    job = queue(kind)
    practice.go_on.set()
    taken_over = lambda **_: False  # noqa: E731 - the answer of an action that came too late
    with patch.object(actions, "finish", taken_over), patch.object(actions, "fail", taken_over):
        work_once("a")
    assert state_of(job).state == State.RUNNING


def test_the_command_does_what_is_due() -> None:
    jobs = [queue("practice.succeeds") for _ in range(3)]
    call_command("worker", "--once")
    assert [state_of(job).state for job in jobs] == [State.DONE] * 3


def test_the_command_survives_a_database_that_is_away() -> None:
    with patch.object(actions, "claim", side_effect=OperationalError("gone")):
        call_command("worker", "--once")


def test_another_worker_finishes_what_a_killed_one_began(
    start_worker: Callable[[], subprocess.Popen[bytes]],
    tmp_path: Path,
    officer: User,
) -> None:
    sign_of_life = tmp_path / "in-the-middle"
    job = queue("practice.dies", sign_of_life=str(sign_of_life))
    first = start_worker()
    until(sign_of_life.exists)
    first.kill()
    first.wait()
    assert state_of(job).state == State.RUNNING
    assert not Notice.objects.exists()
    second = start_worker()
    until(lambda: state_of(job).state == State.DONE)
    assert (job.attempts, job.result) == (2, {"attempt": 2})
    assert Notice.objects.count() == 1
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=30) == 0


def test_a_moment_in_the_future_is_not_due(now: datetime) -> None:
    queue("practice.succeeds")
    assert work_once("a", at=now - timedelta(days=1)) is None
