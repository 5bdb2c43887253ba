"""What the first page shows: reads of plans and of the ledger."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import rules
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from zhicheng.foundation.audit.memory import Memory
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


Judged = tuple[Target, Standing]
_kept: Final = Memory[Sequence[Judged]](
    elsewhere=frozenset(
        {"accounts", "agenda", "audit", "files", "jobs", "notices", "systems", "tasks"}
    )
)


def targets(user: Any) -> QuerySet[Target]:
    """The targets of the plans in force that a person may read, in the order of the documents."""
    return measured_targets(user).filter(ended_in=None).order_by("plan_id", "position", "pk")


def gravest_targets(user: Any, on: date) -> Sequence[Judged]:
    """These targets with how each stands on a day, the gravest first.

    Read once between two changes, for all who may read them; what is returned is theirs together, and
    nobody changes it.
    """
    if not rules.has_perm("targets.view", user):
        return ()
    return _kept.get((on, get_language()), lambda: _gravest(user, on))


def _gravest(user: Any, on: date) -> Sequence[Judged]:
    found = [(target, standing_of(target, on)) for target in targets(user)]
    return sorted(found, key=lambda row: gravity(row[1]))


def overdue(user: Any, on: date) -> list[Task]:
    """The tasks that are overdue longest, with their units (``holders``); so many as are shown."""
    rows = ledger.ledger_rows(user, on).filter(Q(light=Condition.OVERDUE))
    found = list(rows.order_by("due_on", "number")[:SHOWN])
    ledger.load_holders(found)
    return found
