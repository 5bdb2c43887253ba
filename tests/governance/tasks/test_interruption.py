"""A process is killed while it reports: nothing is half-done, and nothing that was reported is lost."""

import hashlib
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from time import sleep

import pytest
from django.conf import settings
from django.db import connection
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.files.queries import is_whole
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Report, Step
from zhicheng.governance.tasks.queries import derived_stage
from zhicheng.governance.tasks.rules import ReportState, Stage

ROOT = Path(__file__).resolve().parents[3]
PARTS = 12


def address_of_the_database() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def start_reporting(head: User) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.governance.tasks.reporter", str(head.pk)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "ZHICHENG_DATABASE_URL": address_of_the_database(),
            "ZHICHENG_DATA": str(Path(settings.FILES_ROOT).parent),
        },
        stdout=subprocess.PIPE,
        text=True,
    )


def assert_wholly_reported(assignment: Assignment) -> None:
    report = assignment.reports.get()
    assert report.state == ReportState.SENT
    evidence = report.evidence.get()
    assert is_whole(evidence.file)
    content = f"第 {assignment.pk} 项的佐证\n".encode() * 200_000
    assert evidence.file.sha256 == hashlib.sha256(content).hexdigest()
    steps = list(Step.objects.filter(assignment=assignment).values_list("verb", flat=True))
    assert steps == ["assign", "sign", "begin", "send"]
    subject = {"subject_type": "tasks.assignment", "subject_id": str(assignment.pk)}
    assert Entry.objects.filter(**subject, verb="tasks.send").count() == 1
    assert Notice.objects.filter(text__contains=f"{assignment.task.number}“").count() >= 1


def assert_untouched(assignment: Assignment) -> None:
    assert not Report.objects.filter(assignment=assignment).exists()
    steps = list(Step.objects.filter(assignment=assignment).values_list("verb", flat=True))
    assert steps == ["assign", "sign"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("after", "pause"), [(1, 0.0), (3, 0.02), (5, 0.06)])
def test_a_killed_report_is_done_or_not_begun(
    after: int, pause: float, ledger: Ledger, science: Unit, head: User, officer: User,
    verifier: User, now: datetime,
) -> None:  # fmt: skip
    tasks = ledger.publish(*(Order(f"任务{n}", lead=[science]) for n in range(PARTS)))
    for task in tasks:
        actions.move(assignment=part(task, science), verb="sign", by=officer, at=now)

    process = start_reporting(head)
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(after)]
    sleep(pause)
    process.kill()
    rest, _ = process.communicate()
    said += [int(line) for line in rest.split()]

    assignments = Assignment.objects.select_related("task").order_by("pk")
    sent = {a.pk for a in assignments if a.stage == Stage.REPORTED}
    assert set(said) <= sent, "what the head was told is sent, is sent"
    assert len(sent) <= len(said) + 1, "at most the one whose word was cut off"
    assert len(sent) < PARTS, "killed in the middle"
    for assignment in assignments:
        if assignment.pk in sent:
            assert_wholly_reported(assignment)
        else:
            assert_untouched(assignment)
        assert assignment.task.stage == derived_stage(assignment.task)
    assert not list(verify())

    again = start_reporting(head)
    again.communicate()
    assert again.returncode == 0, "after the restart the rest is reported"
    for assignment in Assignment.objects.select_related("task"):
        assert_wholly_reported(assignment)
