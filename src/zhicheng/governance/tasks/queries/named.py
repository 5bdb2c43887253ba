"""The tasks that the plans name, as the public is told of them and as papers count them."""

from typing import Any, Final

from django.db.models import QuerySet

from zhicheng.governance.tasks.models import DutyTask
from zhicheng.governance.tasks.rules import Stage

NAMED: Final = "named"
"""What narrows a list to them (level=named)."""


def named_in_plans(rows: QuerySet[Any], task: str = "") -> QuerySet[Any]:
    """Without what is made of tasks (``whole``), and without what meetings resolved: orders, but no plan's.

    task: the way from a row to its task, with its underscores.
    """
    return whole(rows, task).filter(**{f"{task}plan__ordered": False})


def whole(rows: QuerySet[Any], task: str = "") -> QuerySet[Any]:
    """Without the parts that units have made of tasks, the rounds of recurring duties, and what no document
    names any more. task: as above."""
    rows = rows.filter(**{f"{task}parent": None, f"{task}ended_in": None})
    rows = rows.exclude(**{f"{task}stage": Stage.ENDED})
    return rows.exclude(**{f"{task}pk__in": DutyTask.objects.values("task")})
