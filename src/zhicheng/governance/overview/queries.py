"""What the first page shows: reads of plans and of the ledger."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhicheng.foundation.accounts.keys import digest
from zhicheng.foundation.accounts.memory import KeptForTheCity
from zhicheng.foundation.accounts.models import User
from zhicheng.governance.overview.models import Screen
from zhicheng.governance.overview.rules import gravity
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.queries import measured_targets, standing_of
from zhicheng.governance.targets.rules import Standing
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.rules import Condition

SHOWN, WAITING, LINES = 10, 5, 20
"""Rows on the first page: of what is overdue and of targets, of one's own work, of chapters and of units.
The whole is one click away."""

ELSEWHERE = ledger.ELSEWHERE - {"targets"}
"""Rooms whose actions change nothing on the first page but what waits for a person."""


def targets(user: Any) -> QuerySet[Target]:
    """The targets of the plans in force that a person may read, in the order of the documents."""
    return measured_targets(user).filter(ended_in=None).order_by("plan_id", "position", "pk")


@KeptForTheCity(*ELSEWHERE, "tasks")
def gravest_targets(user: Any, on: date) -> list[tuple[Target, Standing]]:
    """These targets with how each stands on a day, the gravest first: two queries for any number."""
    found = [(target, standing_of(target, on)) for target in targets(user)]
    return sorted(found, key=lambda row: gravity(row[1]))


def own_overdue(user: Any, on: date) -> list[Task]:
    """As ``overdue``, of the tasks in which a unit that the person works for has an overdue part."""
    late = ledger.own_parts(user, on).filter(Q(light=Condition.OVERDUE)).order_by().values("task")
    return _longest(Task.objects.filter(pk__in=late))


@ledger.kept_for_the_city
def overdue(user: Any, on: date) -> list[Task]:
    """The tasks that are overdue longest, with their units (``holders``); so many as are shown."""
    rows = ledger.ledger_rows(user, on).filter(Q(light=Condition.OVERDUE))
    return _longest(rows.select_related(None))


def _longest(overdue: QuerySet[Task]) -> list[Task]:
    found = overdue.only("number", "title", "due_on").order_by("due_on", "number")[:SHOWN]
    tasks = list(found)
    ledger.load_holders(tasks)
    return tasks


def screen_of(user: User) -> Screen | None:
    return Screen.objects.filter(user=user).first()


def owner_of_screen(secret: str) -> User | None:
    """Who set the screen with this address up; nobody when it was ended, or the account is closed."""
    rows = Screen.objects.select_related("user").filter(user__is_active=True)
    found = rows.filter(secret_sha256=digest(secret)).first()
    return found.user if found else None
