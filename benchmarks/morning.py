"""How long the daily clock's work takes over 1,000 tasks of three units each, on the worst of days: every part
is to be reminded of, by its due day and for its missing signature; and on the day after, when none is.

Limit: 5 s of the processor for the worst day, 1 s for an ordinary one.

    python -m benchmarks.morning [TASKS]
"""

import os
import sys
import tempfile
import time
from datetime import date, datetime
from uuid import uuid4

from benchmarks.publish import UNITS_A_TASK, coordinator, units, version

WORST, ORDINARY = 5.0, 1.0
DAY = date(2027, 12, 30)


def measure(tasks: int) -> bool:
    """Publish, then let two mornings come. True when both keep their limits."""
    from django.core.management import call_command
    from django.utils import timezone

    from zhicheng.governance.plans.actions.publishing import publish
    from zhicheng.governance.plans.models import Plan
    from zhicheng.governance.tasks.models import Reminder

    call_command("migrate", verbosity=0)
    carried_by = units()
    by, at = coordinator(carried_by[0]), timezone.now()
    plan = Plan.objects.create(title="示例市工作方案", created_by=by, created_at=at)
    keys = [uuid4() for _ in range(tasks)]
    publish(version=version(plan, 1, keys, carried_by), by=by, at=at)
    worst = seconds(DAY, at)
    assert Reminder.objects.count() == tasks * UNITS_A_TASK * 2  # noqa: S101 - we measured the real thing
    ordinary = seconds(DAY, at)
    print(f"a morning of {tasks} tasks, all to be reminded of: {worst:.2f} s (limit {WORST:.0f} s)")
    print(f"a morning of {tasks} tasks, none: {ordinary:.2f} s (limit {ORDINARY:.0f} s)")
    return worst <= WORST and ordinary <= ORDINARY


def seconds(day: date, at: datetime) -> float:
    """Of the processor, for duties and reminders of a day."""
    from zhicheng.governance.tasks import actions

    begun = time.process_time()
    actions.open_occurrences(on=day, at=at)
    actions.remind(on=day, at=at)
    return time.process_time() - begun


def main() -> int:
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {
            "ZHICHENG_DATA": data,
            "ZHICHENG_SECRET_KEY": "benchmark-only-" * 4,
            "ZHICHENG_ENCRYPTION_KEY": "benchmark-only-too-" * 4,
            "DJANGO_SETTINGS_MODULE": "zhicheng.site.settings",
        }
        os.environ.pop("ZHICHENG_DATABASE_URL", None)
        import django

        django.setup()
        return 0 if measure(tasks) else 1


if __name__ == "__main__":
    sys.exit(main())
