"""Reading yearly plans, and how each item stood on any day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment, Milestone, Step
from zhicheng.governance.tasks.rules import Stage
from zhicheng.governance.workplans import permissions
from zhicheng.governance.workplans.models import Item, OwnReport, Workplan, WorkplanStep
from zhicheng.governance.workplans.rules import WORKPLAN, OwnState, PlanFacts, falls_in


def workplans_for(user: Any) -> QuerySet[Workplan]:
    """The plans that a person sees."""
    return permissions.visible_workplans(user).select_related("unit__area")


def parts_for(unit: Unit, year: int) -> list[Assignment]:
    """The unit's parts in the ledger that belong into its plan of a year (``rules.falls_in``)."""
    years = Q(due_on__year=year) | Q(task__milestones__due_on__year=year)
    rows = Assignment.objects.filter(years, unit=unit, task__opened_at__year__lte=year)
    rows = rows.exclude(stage__in=[Stage.DRAFTED, Stage.ENDED]).distinct()
    parts = list(rows.select_related("task").order_by("due_on", "task__number"))
    days = defaultdict(list)
    for task, day in Milestone.objects.filter(
        task__in=[part.task_id for part in parts]
    ).values_list("task", "due_on"):
        days[task].append(day)
    return [part for part in parts if _belongs(part, year, days[part.task_id])]


def _belongs(part: Assignment, year: int, milestones: Iterable[date]) -> bool:
    opened_on = timezone.localdate(part.task.opened_at)
    return falls_in(year, opened_on, part.due_on, milestones)


def items_of(workplan: Workplan) -> QuerySet[Item]:
    return workplan.items.select_related("assignment__task", "assignment__unit")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stood on a day. stage: of the part in the ledger; own: of what the unit reported itself,
    said: its words. None where nothing is known of that day. late: it was due before the day and not done."""

    item: Item
    stage: Stage | None
    own: OwnState | None
    said: str
    late: bool

    @property
    def done(self) -> bool:
        return self.stage is Stage.CLOSED or self.own is OwnState.DONE


def standings(workplan: Workplan, on: date) -> list[Standing]:
    """How every item stood at the end of a day: three queries for any number of items."""
    items = list(items_of(workplan))
    stages = _stages([item.assignment_id for item in items if item.assignment_id], on)
    rows = OwnReport.objects.filter(item__in=items, on__lte=on).order_by("on", "pk")
    reports = {row.item_id: row for row in rows}
    return [_standing(item, stages, reports.get(item.pk), on) for item in items]


def _stages(parts: Iterable[int | None], on: date) -> dict[int | None, Stage]:
    """The state of parts at the end of a day: where their last step before led."""
    end = timezone.make_aware(datetime.combine(on, time.max))
    steps = Step.objects.filter(assignment__in=list(parts), at__lte=end).exclude(stage_to="")
    found = steps.order_by("at", "pk").values_list("assignment", "stage_to")
    return {part: Stage(stage) for part, stage in found}


def _standing(
    item: Item, stages: dict[int | None, Stage], report: OwnReport | None, on: date
) -> Standing:
    stage = stages.get(item.assignment_id) if item.assignment_id else None
    own = OwnState(report.state) if report else None
    due_on = item.assignment.due_on if item.assignment else item.due_on
    done = stage in (Stage.CLOSED, Stage.ENDED) or own is OwnState.DONE
    return Standing(item, stage, own, report.text if report else "", due_on < on and not done)


def steps_of(workplan: Workplan) -> QuerySet[WorkplanStep]:
    """What happened to a plan, newest first."""
    return workplan.steps.select_related("by", "deputy_for").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is this person's to take. hindrance: why not now."""

    verb: str
    title: str
    hindrance: str


def choices(workplan: Workplan, user: Any) -> list[Choice]:
    facts = PlanFacts(workplan.items.count())
    edges = open_to(WORKPLAN, workplan.state, permissions.capacities(user, workplan.unit))
    return [Choice(edge.verb, edge.title, hindrance(WORKPLAN, edge, facts)) for edge in edges]
