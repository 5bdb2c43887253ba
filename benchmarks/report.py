"""How long the yearly report over 1,000 tasks and 60 targets takes, and how much memory.

Limits: 5 s by the clock from the first read to the frozen .docx, 300 MB at the peak of a process of its own.

    script/bench report

In a throw-away SQLite database on the disk: thirty units, three of them in each task, a fifth of the tasks
overdue and a fifth closed, every target measured twice. The report is drafted, its data gathered, and it is issued
by the product's own actions, PDF aside, which LibreOffice makes later.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

SECONDS, MEGABYTES = 5.0, 300.0
TASKS, TARGETS = 1_000, 60


def build() -> None:
    """The city, by its own process: what that takes is not the report's."""
    from benchmarks.publish import coordinator, units, version
    from django.core.management import call_command
    from django.utils import timezone

    from zhicheng.governance.plans.actions.publishing import publish
    from zhicheng.governance.plans.models import Plan
    from zhicheng.governance.tasks.models import Assignment, Task

    call_command("migrate", verbosity=0)
    carried_by = units()
    by, at = coordinator(carried_by[0]), timezone.now()
    plan = Plan.objects.create(title="示例市工作方案", created_by=by, created_at=at)
    publish(version=version(plan, 1, [uuid4() for _ in range(TASKS)], carried_by), by=by, at=at)
    keys = list(Task.objects.order_by("pk").values_list("pk", flat=True))
    late, done = keys[::5], keys[1::5]
    past = timezone.localdate() - timedelta(30)
    Task.objects.filter(pk__in=late).update(due_on=past)
    Assignment.objects.filter(task__in=late).update(due_on=past)
    Task.objects.filter(pk__in=done).update(stage="closed")
    Assignment.objects.filter(task__in=done).update(stage="closed", closed_at=at)
    _targets(plan, carried_by[0], by, at)


def _targets(plan: Any, owner: Any, by: Any, at: datetime) -> None:
    from zhicheng.foundation.files.models import StoredFile
    from zhicheng.governance.plans.models import Item
    from zhicheng.governance.targets.models import Observation, Target

    item, file = Item.objects.filter(version__plan=plan)[0], StoredFile.objects.all()[0]
    rows = Target.objects.bulk_create(
        Target(
            plan=plan, item=item, key=uuid4(), position=n, indicator=f"第{n}项指标", comparator=">=",
            value=Decimal(100), unit="件", due_on=date(at.year + 1, 12, 31), state="confirmed",
            owner=owner, opened_at=at,
        )
        for n in range(TARGETS)
    )  # fmt: skip
    Observation.objects.bulk_create(
        Observation(
            target=row, as_of=at.date() - timedelta(days), value=Decimal(90 - days), unit="件",
            source="统计月报", evidence=file, evidence_name="统计月报.txt", by=by, at=at,
        )
        for row in rows
        for days in (60, 10)
    )  # fmt: skip


def measure() -> bool:
    """Draft, gather, issue; prints time and memory. True when both keep their limits."""
    from django.utils import timezone

    from zhicheng.foundation.accounts.models import User
    from zhicheng.foundation.jobs.worker import work_once
    from zhicheng.governance.bulletins import actions
    from zhicheng.governance.bulletins import jobs as _jobs  # noqa: F401 - registers the work
    from zhicheng.governance.bulletins.models import Report
    from zhicheng.governance.bulletins.queries import content_of, disagreements
    from zhicheng.governance.bulletins.rules import Kind

    by, at = User.objects.get(username="office"), timezone.now()
    begun = time.perf_counter()
    period = actions.Period(Kind.YEARLY, timezone.localdate(at).year)
    work_once("benchmark", only=actions.draft(period=period, by=by, at=at).job)
    gathered = time.perf_counter() - begun
    report = Report.objects.get()
    issued = actions.issue(report=report, signed_off="审签", by=by, at=at)
    spent = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    content = content_of(report)
    assert content is not None and not disagreements(issued)  # noqa: S101 - we measured the real thing
    lines = {table.key: len(table.lines) for table in content.tables}
    assert (lines["tasks"], lines["targets"]) == (TASKS, TARGETS), lines  # noqa: S101 - as above
    size = issued.papers.get().file.size / 1024
    print(
        f"yearly report over {TASKS:,} tasks and {TARGETS} targets: {spent:.1f} s (limit {SECONDS:.0f} s), "
        f"{gathered:.1f} s of it gathering; peak {peak:.0f} MB (limit {MEGABYTES:.0f} MB); "
        f"{sum(1 for _figure in content.all_figures):,} figures, .docx of {size:.0f} KB"
    )
    return spent <= SECONDS and peak <= MEGABYTES


def _apart(step: str) -> int:
    """A step in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "benchmarks.report", step], check=False
    ).returncode


def main() -> int:
    if len(sys.argv) > 1:
        import django

        django.setup()
        if sys.argv[1] == "build":
            build()
            return 0
        return 0 if measure() else 1
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {
            "ZHICHENG_DATA": data,
            "ZHICHENG_SECRET_KEY": "benchmark-only-" * 4,
            "ZHICHENG_ENCRYPTION_KEY": "benchmark-only-too-" * 4,
            "DJANGO_SETTINGS_MODULE": "zhicheng.site.settings",
        }
        return _apart("build") or _apart("measure")


if __name__ == "__main__":
    sys.exit(main())
