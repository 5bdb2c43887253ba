"""A ledger as large as a city's gets: every task in every unit, a report from each every month.

    python -m benchmarks.support.crowded_city        (with ZHICHENG_DATA, and ZHICHENG_DATABASE_URL for PostgreSQL)

Puts rows straight into a prepared sample city – 24 months of work of 40 offices would take hours through
the actions – and leaves them as the actions would: ``zhicheng ledger check`` finds nothing wrong with them.
Prints as JSON: ``cookies``, one session a user, for who is to look at the pages; ``questions``, how often
each page asks the database, with the first ten tasks and with all.
"""

import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import django

if TYPE_CHECKING:
    from zhicheng.foundation.accounts.models import User
    from zhicheng.governance.plans.models import Item

FEW, TASKS, UNITS, MONTHS, USERS = 10, 1_000, 40, 24, 8
LONGEST_WAIT = 180
"""Seconds, for the worker."""
PAGES = ("/tasks/", "/")
OPENED = datetime(2024, 11, 1, 1, tzinfo=UTC)
_CHAPTERS = ("一、强化创造", "二、促进运用", "三、严格保护", "四、优化服务", "五、夯实基础")
_REPORTS = """
INSERT INTO tasks_report (assignment_id, state, text, progress, handed_up, version,
                          drafted_by_id, drafted_at, sent_by_id, sent_at)
SELECT a.id, 'verified', %s, %s, %s, 1, %s, %s, %s, %s FROM tasks_assignment a
JOIN tasks_task t ON t.id = a.task_id WHERE t.plan_id = %s
"""
_STEPS = """
INSERT INTO tasks_step (task_id, assignment_id, verb, title, stage_from, stage_to, reason, by_id, at)
SELECT a.task_id, a.id, 'send', '报送', 'in_progress', 'reported', '', %s, %s FROM tasks_assignment a
JOIN tasks_task t ON t.id = a.task_id WHERE t.plan_id = %s
"""


def fill() -> dict[str, list[int]]:
    """Write the plan, its tasks, every unit's part in each, and the monthly reports.

    Returns for each page how many queries it takes with few tasks and with all of them.
    """
    from django.db import transaction

    from zhicheng.foundation.accounts.models import User
    from zhicheng.governance.plans.models import Item

    author = User.objects.get(username="coordinator")
    with transaction.atomic():
        plan = _plan(author)
        items = list(Item.objects.filter(version__plan=plan).order_by("position"))
        _parts(plan, items[:FEW])
    few = questions()
    with transaction.atomic():
        _parts(plan, items[FEW:])
        _report(plan, author)
    _settle()
    return {page: [few[page], many] for page, many in questions().items()}


def _settle() -> None:
    """Wait for the worker, which has today's reminders to send for all this, and let the database put away
    what it was given at once: months of work would have come in small pieces.

    Raises SystemExit when the worker does not come to an end.
    """
    from django.db import connection
    from django.utils import timezone

    from zhicheng.foundation.jobs.models import Job
    from zhicheng.foundation.jobs.rules import State

    due = Job.objects.filter(state__in=[State.QUEUED, State.RUNNING], run_after__lte=timezone.now())
    end = time.monotonic() + LONGEST_WAIT
    while due.exists():
        if time.monotonic() > end:
            raise SystemExit(
                f"the worker is still busy: {list(due.values_list('kind', flat=True))}"
            )
        time.sleep(0.5)
    away = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "VACUUM"}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(away[connection.vendor])


def _report(plan: int, author: "User") -> None:
    """A report of every unit on each of its tasks for every month."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else PostgreSQL takes the ledger for as small as it was
        for month in range(MONTHS):
            at = OPENED + timedelta(days=30 * month + 20)
            text, progress = f"第{month + 1}个月工作进展。", min(95, 4 * (month + 1))
            by = author.pk
            cursor.execute(_REPORTS, [text, progress, False, by, at, by, at, plan])
            cursor.execute(_STEPS, [by, at, plan])


def questions() -> dict[str, int]:
    """How many queries each page takes of a process that has kept nothing."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from zhicheng.foundation.accounts.models import User
    from zhicheng.foundation.audit.memory import forget_all

    client = Client()
    client.force_login(User.objects.get(username="mayor"))
    found = {}
    for page in PAGES:
        client.get(
            page, headers={"host": "127.0.0.1"}
        )  # what a process reads once a day is read now
        forget_all()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page, headers={"host": "127.0.0.1"})
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")
        found[page] = len(asked)
    return found


def _plan(author: "User") -> int:
    """The published plan with its items; returns its key."""
    from zhicheng.foundation.files.models import StoredFile
    from zhicheng.governance.plans.models import Item, Plan, Version

    file, _new = StoredFile.objects.get_or_create(
        sha256="0" * 64, defaults={"sm3": "0" * 64, "size": 1, "media_type": "text/plain"}
    )
    plan = Plan.objects.create(title="示例市大型工作方案", created_by=author, created_at=OPENED)
    version = Version.objects.create(
        plan=plan, number=1, title=plan.title, state="draft", file=file, file_name="方案.txt",
        created_by=author, created_at=OPENED,
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(
            version=version, key=uuid4(), kind="task", state="accepted", position=n, path=f"{n}",
            span_start=n * 10, span_end=n * 10 + 9, sentence=f"第{n + 1}项任务。",
        )
        for n in range(TASKS)
    )  # fmt: skip
    version.state, version.published_by, version.published_at = "published", author, OPENED
    version.save()
    return plan.pk


def _parts(plan: int, items: "Sequence[Item]") -> None:
    """Tasks in progress, a sixth of them late, and in each a part of every unit."""
    from zhicheng.foundation.units.models import Unit, UnitKind
    from zhicheng.governance.tasks.actions.distribution import kind_of
    from zhicheng.governance.tasks.actions.timing import retime
    from zhicheng.governance.tasks.models import Assignment, Milestone, Task

    units = list(Unit.objects.exclude(kind=UnitKind.OFFICE).order_by("order", "id")[:UNITS])
    if len(units) < UNITS:
        raise SystemExit(f"the sample city has only {len(units)} units")
    Task.objects.bulk_create(
        Task(
            plan_id=plan, item=item, key=item.key, number=f"B-{item.position:04d}",
            position=item.position, path=item.path, chapter=_CHAPTERS[item.position % 5],
            section="（一）", title=f"大型方案第{item.position + 1}项任务", body=item.sentence,
            due_on=date(2026, 6, 1) + timedelta(days=item.position), due_source="stated",
            stage="in_progress", opened_at=OPENED,
        )
        for item in items
    )  # fmt: skip
    progress = min(95, 4 * MONTHS)
    tasks = Task.objects.filter(plan=plan, item__in=[item.pk for item in items])
    for task in tasks:
        Assignment.objects.bulk_create(
            Assignment(
                task=task, unit=unit, kind=kind_of(unit, lead=position == 0), position=position,
                due_on=task.due_on, stage="in_progress", version=2 * MONTHS, progress=progress, changed_at=OPENED,
            )
            for position, unit in enumerate(units)
        )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(
            task=task, kind="year", key=str(year), title=f"{year}年度", due_on=date(year, 12, 31)
        )
        for task in tasks
        for year in (2024, 2025, 2026)
        if date(year, 12, 31) <= task.due_on
    )
    retime(tasks)


def sessions() -> list[str]:
    """Session cookies of people who see the whole city, one for each user of the benchmark."""
    from django.test import Client

    from zhicheng.foundation.accounts.models import User

    names = ("coordinator", "verifier", "mayor", "auditor")
    found = []
    for number in range(USERS):
        client = Client()
        client.force_login(User.objects.get(username=names[number % len(names)]))
        found.append(client.cookies["sessionid"].value)
    return found


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.site.settings")
    django.setup()
    asked = fill()
    sys.stdout.write(json.dumps({"cookies": sessions(), "questions": asked}))
