"""Reading recurring duties."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.governance.tasks.models import Duty, DutyTask
from zhicheng.governance.tasks.queries.ledger import own_units
from zhicheng.governance.tasks.rules import Occurrence, occurrences, schedule

_YEARS = 3
"""A duty that is due at all is due within so many years."""


def duties_for(user: Any) -> QuerySet[Duty]:
    """The duties of the plans in force that a person sees: all, or those of one's own units; each with its
    units and tasks, in four queries for any number."""
    rows = Duty.objects.filter(ended_in=None)
    if not actor_of(user).sees_whole_city:
        rows = rows.filter(pk__in=Duty.objects.filter(units__in=own_units(user)).values("pk"))
    opened = DutyTask.objects.select_related("task").order_by("task__due_on")
    return rows.select_related("plan", "item").prefetch_related(
        "units", Prefetch("occurrences", opened)
    )


def next_occurrence(duty: Duty, on: date) -> Occurrence | None:
    """The next time that a duty is due, today included; None where no day is known or the plan has ended."""
    plan = schedule(duty.when)
    if plan is None:
        return None
    until = min(duty.until or date.max, date(on.year + _YEARS, 12, 31))
    return next((o for o in occurrences(plan, duty.since, until) if o.due_on >= on), None)
