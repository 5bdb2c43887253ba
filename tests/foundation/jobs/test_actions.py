"""The life of a job: queued, claimed, kept, finished, failed, run again."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import ATTEMPTS, INTERRUPTED, PACE, State

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def job(officer: User, now: datetime) -> Job:
    return actions.enqueue(
        kind="practice.succeeds", title="读取方案", payload={"n": 1}, by=officer, at=now
    )


def claimed(worker: str, at: datetime) -> Job:
    job = actions.claim(worker=worker, at=at)
    assert job is not None
    return job


def test_a_queued_job_is_claimed_once(job: Job, now: datetime) -> None:
    mine = claimed("a", now)
    assert (mine.pk, mine.state, mine.worker, mine.attempts) == (job.pk, State.RUNNING, "a", 1)
    assert mine.lease_until == now + PACE.lease
    assert actions.claim(worker="b", at=now) is None
    assert str(mine) == "读取方案"


def test_a_job_is_not_claimed_before_its_time(job: Job, now: datetime) -> None:
    assert actions.claim(worker="a", at=now - SECOND) is None


def test_the_oldest_comes_first(job: Job, officer: User, now: datetime) -> None:
    actions.enqueue(kind="x", title="后来的", payload={}, by=officer, at=now + SECOND)
    assert claimed("a", now + SECOND).pk == job.pk


def test_what_a_silent_worker_left_is_taken_up(job: Job, now: datetime) -> None:
    claimed("a", now)
    later = now + PACE.lease + SECOND
    taken = claimed("b", later)
    assert (taken.pk, taken.worker, taken.attempts) == (job.pk, "b", 2)


def test_of_two_that_see_the_same_row_one_gets_it(
    job: Job, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other worker claims between this one's look and its UPDATE."""
    look = type(Job.objects.all()).__iter__
    came_between: list[bool] = []

    def look_and_be_late(rows: object) -> object:
        found = look(rows)  # type: ignore[arg-type]  # stands in for a method
        if not came_between:
            came_between.append(True)
            assert claimed("b", now).worker == "b"
        return found

    monkeypatch.setattr(type(Job.objects.all()), "__iter__", look_and_be_late)
    assert actions.claim(worker="a", at=now) is None
    assert Job.objects.get().worker == "b"


def test_a_job_that_kills_its_workers_is_given_up(job: Job, now: datetime) -> None:
    at = now
    for attempt in range(ATTEMPTS):
        assert claimed(f"w{attempt}", at).attempts == attempt + 1
        at += PACE.lease + SECOND
    assert actions.claim(worker="last", at=at) is None
    job.refresh_from_db()
    assert (job.state, job.error, job.finished_at, job.worker) == (
        State.FAILED,
        INTERRUPTED,
        at,
        "",
    )


def test_the_holder_reports_and_keeps_the_lease(job: Job, now: datetime) -> None:
    mine = claimed("a", now)
    later = now + 20 * SECOND
    assert actions.report(job=mine, worker="a", at=later, done=9, total=3, message="三" * 300)
    mine.refresh_from_db()
    assert (mine.done, mine.total, len(mine.message)) == (3, 3, 200)
    assert mine.lease_until == later + PACE.lease
    assert actions.extend(job=mine, worker="a", at=later + SECOND)
    mine.refresh_from_db()
    assert mine.lease_until == later + SECOND + PACE.lease


def test_who_lost_the_lease_can_do_nothing_more(job: Job, now: datetime) -> None:
    mine = claimed("a", now)
    later = now + PACE.lease + SECOND
    claimed("b", later)
    assert not actions.extend(job=mine, worker="a", at=later)
    assert not actions.report(job=mine, worker="a", at=later, done=1, total=1, message="")
    assert not actions.finish(job=mine, worker="a", at=later, result={})
    assert not actions.fail(job=mine, worker="a", at=later, error="", hopeless=True)
    job.refresh_from_db()
    assert (job.state, job.worker) == (State.RUNNING, "b")


def test_a_finished_job_keeps_its_result(job: Job, now: datetime) -> None:
    assert actions.finish(job=claimed("a", now), worker="a", at=now, result={"items": 3})
    job.refresh_from_db()
    assert (job.state, job.result, job.finished_at) == (State.DONE, {"items": 3}, now)


def test_a_failed_attempt_is_queued_again(job: Job, now: datetime) -> None:
    assert actions.fail(job=claimed("a", now), worker="a", at=now, error="出错", hopeless=False)
    job.refresh_from_db()
    assert (job.state, job.error, job.finished_at) == (State.QUEUED, "出错", None)
    assert job.run_after == now + timedelta(seconds=5)


def test_a_hopeless_job_ends_and_can_be_run_again(job: Job, officer: User, now: datetime) -> None:
    actions.fail(job=claimed("a", now), worker="a", at=now, error="文件损坏", hopeless=True)
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (State.FAILED, now)
    actions.rerun(job=job, by=officer, at=now + SECOND)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.finished_at) == (State.QUEUED, 0, "", None)
    assert Entry.objects.get().verb == "jobs.rerun"


def test_only_a_failed_job_is_run_again(job: Job, officer: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="未成功"):
        actions.rerun(job=job, by=officer, at=now)
    assert not Entry.objects.exists()


def test_nobody_runs_the_job_of_another_again(job: Job, other_officer: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.rerun(job=job, by=other_officer, at=now)


def test_a_coordinator_may(job: Job, coordinator: User, now: datetime) -> None:
    Job.objects.update(state=State.FAILED)
    actions.rerun(job=job, by=coordinator, at=now)
    assert Job.objects.get().state == State.QUEUED


def test_the_database_knows_no_running_job_without_a_lease(job: Job) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state=State.RUNNING)
