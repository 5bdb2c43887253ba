"""What recurring duties open stands after the tasks of the plan, sub-tasks with it, no longer between them."""

from typing import Any

from django.db import migrations
from django.db.models import F, Q

AFTER_TASKS = 100_000
OPENED = Q(occurrence__isnull=False) | Q(parent__occurrence__isnull=False)
BELOW = OPENED | Q(parent__parent__occurrence__isnull=False)


def move(apps: Any, by: int) -> None:
    tasks = apps.get_model("tasks", "Task").objects
    found = list(tasks.filter(BELOW).values_list("pk", flat=True))
    tasks.filter(pk__in=found).update(position=F("position") + by)


def last(apps: Any, _editor: Any) -> None:
    move(apps, AFTER_TASKS)


def between(apps: Any, _editor: Any) -> None:
    move(apps, -AFTER_TASKS)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0008_late_starts")]
    operations = [migrations.RunPython(last, between)]
