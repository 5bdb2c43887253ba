"""Jobs that succeed, fail, fail for good, and one that dies in the middle the first time."""

import os
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Progress, daily, handler
from zhicheng.foundation.jobs.rules import JobFailed
from zhicheng.foundation.notices.actions import notify

done: list[int] = []
"""The keys of the jobs that were done in this process."""
go_on = threading.Event()
"""What a job of kind ``practice.waits`` waits for."""


@handler("practice.succeeds")
def succeed(job: Job, progress: Progress) -> dict[str, Any]:
    progress(1, 2, "一半")
    done.append(job.pk)
    return {"attempt": job.attempts}


@handler("practice.fails")
def fail(job: Job, progress: Progress) -> dict[str, Any]:
    raise RuntimeError("a defect")


@handler("practice.hopeless")
def give_up(job: Job, progress: Progress) -> dict[str, Any]:
    raise JobFailed("文件已损坏，请重新上传。")


@handler("practice.waits")
def wait(job: Job, progress: Progress) -> dict[str, Any]:
    if not go_on.wait(timeout=60):
        raise RuntimeError("nobody said to go on")
    done.append(job.pk)
    return {}


@handler("practice.reports")
def report_afterwards(job: Job, progress: Progress) -> dict[str, Any]:
    """Waits, and only then reports: by then, the job may be another's."""
    wait(job, progress)
    with transaction.atomic():
        notify(to=User.objects.all(), text="办结", url="/", at=timezone.now())
        progress(1, 1)
    return {}


@handler("practice.dies")
def die_in_the_middle(job: Job, progress: Progress) -> dict[str, Any]:
    """Writes a notice; the first time it stays inside the transaction until it is killed."""
    with transaction.atomic():
        notify(to=User.objects.all(), text="办结", url="/", at=timezone.now())
        if job.attempts == 1:
            Path(job.payload["sign_of_life"]).touch()
            time.sleep(600)
    return {"attempt": job.attempts}


days: list[date] = []
"""The days whose work was done in this process."""


@daily(name="practice.daily", title="每日练习", at="00:00")
def work_of_the_day(on: date, progress: Progress) -> dict[str, Any]:
    """Writes a notice where a test asks for it; the first time it may wait inside until it is killed."""
    days.append(on)
    if "PRACTICE_DAILY" in os.environ:
        with transaction.atomic():
            notify(to=User.objects.all(), text=f"{on}", url="/", at=timezone.now())
            _die_the_first_time(Path(os.environ["PRACTICE_DAILY"]))
            progress(1, 1)
    return {"on": on.isoformat()}


def _die_the_first_time(sign_of_life: Path) -> None:
    if sign_of_life.parent.exists() and not sign_of_life.exists():
        sign_of_life.touch()
        time.sleep(600)


missing = {2}
"""The days of a month that ``practice.morning`` has nothing for."""


@daily(name="practice.morning", title="每日晨报", at="07:30")
def report_of_the_morning(on: date, progress: Progress) -> dict[str, Any]:
    if on.day in missing:
        raise JobFailed("当日资料缺失。")
    return {}
