"""The pages of background work."""

from datetime import datetime

import pytest
from django.test import Client
from tests.factories import fresh, queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(officer: User, now: datetime) -> Job:
    return actions.enqueue(kind="x", title="读取某某方案", payload={}, by=officer, at=now)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_one_sees_ones_own_jobs(
    client: Client, job: Job, officer: User, other_officer: User, coordinator: User
) -> None:
    client.force_login(officer)
    assert "读取某某方案" in page(client, "/jobs/")
    assert "正在等待办理" in page(client, f"/jobs/{job.pk}/")
    client.force_login(other_officer)
    assert "读取某某方案" not in page(client, "/jobs/")
    for url in (f"/jobs/{job.pk}/", f"/jobs/{job.pk}/progress/"):
        assert client.get(url).status_code == 404
    assert client.post(f"/jobs/{job.pk}/rerun/").status_code == 404
    client.force_login(coordinator)
    assert "读取某某方案" in page(client, "/jobs/?state=queued")
    assert "读取某某方案" not in page(client, "/jobs/?state=failed")


def test_the_page_follows_a_job_to_its_end(
    client: Client, job: Job, officer: User, now: datetime
) -> None:
    client.force_login(officer)
    running = actions.claim(worker="a", at=now)
    assert running is not None
    actions.report(job=running, worker="a", at=now, done=3, total=12, message="识别任务")
    shown = page(client, f"/jobs/{job.pk}/progress/")
    assert "识别任务 3 / 12" in shown
    assert f'hx-get="/jobs/{job.pk}/progress/"' in shown
    actions.finish(job=running, worker="a", at=now, result={})
    shown = page(client, f"/jobs/{job.pk}/progress/")
    assert "已完成" in shown
    assert "hx-get" not in shown


def test_a_failed_job_says_why_and_is_run_again(
    client: Client, job: Job, officer: User, now: datetime
) -> None:
    client.force_login(officer)
    running = actions.claim(worker="a", at=now)
    assert running is not None
    actions.fail(job=running, worker="a", at=now, error="文件已损坏。", hopeless=True)
    shown = page(client, f"/jobs/{job.pk}/")
    assert "文件已损坏。" in shown
    assert "重新运行" in shown
    answer = client.post(f"/jobs/{job.pk}/rerun/", follow=True).content.decode()
    assert "已重新提交" in answer
    assert fresh(job).state == State.QUEUED
    answer = client.post(f"/jobs/{job.pk}/rerun/", follow=True).content.decode()
    assert "只有未成功的任务可以重新运行" in answer


def test_a_job_that_waits_for_another_try_says_what_went_wrong(
    client: Client, job: Job, officer: User, now: datetime
) -> None:
    client.force_login(officer)
    Job.objects.update(error="系统出错，已记入日志。")
    shown = page(client, f"/jobs/{job.pk}/")
    assert "系统出错，已记入日志。" in shown
    assert "下一次办理" in shown


def test_a_failure_without_words_and_a_job_of_the_system(
    client: Client, coordinator: User, now: datetime
) -> None:
    job = actions.enqueue(kind="x", title="每日核对", payload={}, by=None, at=now)
    Job.objects.update(state=State.FAILED, finished_at=now)
    client.force_login(coordinator)
    assert "未说明原因" in page(client, f"/jobs/{job.pk}/")
    assert "系统" in page(client, "/jobs/")


def test_the_list_asks_no_more_for_many(
    client: Client, job: Job, officer: User, now: datetime
) -> None:
    client.force_login(officer)
    few = queries_of(client, "/jobs/")
    for _ in range(60):
        actions.enqueue(kind="x", title="x", payload={}, by=officer, at=now)
    assert queries_of(client, "/jobs/") == few
