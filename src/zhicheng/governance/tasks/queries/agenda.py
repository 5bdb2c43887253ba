"""What the ledger has to say to a person's agenda."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.face.records import Tone
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.queries.ledger import own_units
from zhicheng.governance.tasks.rules import FINAL, Stage


def due_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When tasks are due: all of them for who follows the whole city, else those of one's own units."""
    rows = visible_tasks(user).filter(due_on__range=(first, last)).exclude(stage=Stage.ENDED)
    if not actor_of(user).sees_whole_city:
        rows = rows.filter(assignments__unit__in=own_units(user)).distinct()
    for task in rows.only("number", "title", "due_on", "stage"):
        yield _entry(task)


def _entry(task: Task) -> Entry:
    done = task.stage in FINAL
    return Entry(
        day=task.due_on,
        uid=f"task-{task.pk}",
        kind=_("任务到期"),
        title=f"{task.number} {task.title}",
        url=reverse("tasks:task", args=[task.pk]),
        tone=Tone.QUIET if done else Tone.ACTIVE,
        done=done,
    )
