"""Reading yearly plans, and how each item stood on any day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets.models import Target, TargetState
from zhicheng.governance.targets.queries import measured_by
from zhicheng.governance.targets.rules import Year, convert
from zhicheng.governance.tasks.models import Assignment, Milestone, Step
from zhicheng.governance.tasks.queries import due_then, end_of
from zhicheng.governance.tasks.rules import FINAL, Stage
from zhicheng.governance.workplans import permissions
from zhicheng.governance.workplans.models import Edition, Item, OwnReport, Workplan, WorkplanStep
from zhicheng.governance.workplans.rules import (
    WORKPLAN,
    OwnState,
    PlanFacts,
    PlanState,
    carried_over,
    falls_in,
    measured_in,
    slice_of,
)


def workplans_for(user: Any) -> QuerySet[Workplan]:
    """The plans that a person sees."""
    return permissions.visible_workplans(user).select_related("unit__area")


def parts_for(unit: Unit, year: int, on: date) -> list[Assignment]:
    """The unit's parts in the ledger that belong into its plan of a year (``rules.falls_in``), and those that are
    carried over into it, when it is drawn on a day (``rules.carried_over``)."""
    overdue = Q(due_on__year__lt=year, due_on__lt=on) & ~Q(stage__in=FINAL)
    years = Q(due_on__year=year) | Q(task__milestones__due_on__year=year) | overdue
    rows = Assignment.objects.filter(years, unit=unit, task__opened_at__year__lte=year)
    rows = rows.exclude(stage__in=[Stage.DRAFTED, Stage.ENDED]).distinct()
    parts = list(rows.select_related("task").order_by("due_on", "task__number"))
    days = defaultdict(list)
    for task, day in Milestone.objects.filter(
        task__in=[part.task_id for part in parts]
    ).values_list("task", "due_on"):
        days[task].append(day)
    return [part for part in parts if _belongs(part, year, days[part.task_id], on)]


def _belongs(part: Assignment, year: int, milestones: Iterable[date], on: date) -> bool:
    opened_on = timezone.localdate(part.task.opened_at)
    if falls_in(year, opened_on, part.due_on, milestones):
        return True
    return part.stage not in FINAL and carried_over(year, on, part.due_on)


@dataclass(frozen=True, slots=True)
class Slice:
    """What a target wants of a year, and by when."""

    target: Target
    wanted: Decimal
    due_on: date


def slices_for(unit: Unit, year: int) -> list[Slice]:
    """The targets that the unit reports on, as far as a year has something of its own (``rules.slice_of``)."""
    rows = Target.objects.filter(
        owner=unit, ended_in=None, state=TargetState.CONFIRMED, opened_at__year__lte=year
    ).prefetch_related("shares")
    found = []
    for target in rows:
        parts = {part.year: part.value for part in target.shares.all() if part.year is not None}
        wanted = slice_of(target.demand, year, parts)
        if wanted is not None:
            last = min(date(year, 12, 31), target.due_on or date.max)
            found.append(Slice(target, wanted, last))
    return found


def items_of(workplan: Workplan) -> QuerySet[Item]:
    """What the plan has now, be it agreed or not: without what an adjustment took off."""
    rows = workplan.items.filter(dropped_in=None)
    return rows.select_related("assignment__task", "assignment__unit", "target")


def edition_on(workplan: Workplan, on: date) -> Edition | None:
    """The edition that was in force at the end of a day: what was agreed last by then, until something else is;
    before the first agreement what that agreed. None where that is what the plan has now."""
    agreed = workplan.steps.filter(state_to=PlanState.AGREED, at__lte=end_of(on)).count()
    return workplan.editions.filter(number=max(agreed, 1)).first()


def editions_of(workplan: Workplan) -> QuerySet[Edition]:
    """What the plan was until each of its adjustments, the latest first."""
    return workplan.editions.select_related("by").order_by("-number")


def editions_for(user: Any) -> QuerySet[Edition]:
    """The earlier editions of the plans that a person sees."""
    rows = Edition.objects.filter(workplan__in=permissions.visible_workplans(user))
    return rows.select_related("workplan__unit__area", "by")


def _items_on(workplan: Workplan, on: date) -> list[Item]:
    """What the plan had at the end of a day, each with the arrangements that were agreed."""
    edition = edition_on(workplan, on)
    if edition is None:
        return list(items_of(workplan))
    measures = {row["item"]: row["measures"] for row in edition.items}
    rows = workplan.items.filter(pk__in=measures)
    items = list(rows.select_related("assignment__task", "assignment__unit", "target"))
    for item in items:
        item.measures = measures[item.pk]
    return items


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stood on a day. stage: of the part in the ledger; own: of what the unit reported itself,
    said: its words; measured: of a target, what the year had brought. None where nothing is known of that
    day. wanted: of a target, in the unit that it has now (``wanted_now``). due_on: as it was known on the day.
    late: it was due before the day and not done."""

    item: Item
    stage: Stage | None
    own: OwnState | None
    said: str
    due_on: date
    late: bool
    measured: Year | None = None
    wanted: Decimal | None = None

    @property
    def comparable(self) -> bool:
        """False where the target has another unit now, into which the agreed one cannot be turned: then nothing is
        concluded."""
        return self.item.target is None or self.wanted is not None

    @property
    def done(self) -> bool:
        """Closed in the ledger, reported as done, or reached for good."""
        reached = self.measured is not None and self.measured.met is True
        return self.stage is Stage.CLOSED or self.own is OwnState.DONE or reached


def standings(workplan: Workplan, on: date) -> list[Standing]:
    """How every item that was in force stood at the end of a day: seven queries for any number of items."""
    return standings_of(_items_on(workplan, on), workplan.year, on)


def standings_of(items: Sequence[Item], year: int, on: date) -> list[Standing]:
    """How these items of plans of a year stood at the end of a day."""
    stages = _stages([item.assignment_id for item in items if item.assignment_id], on)
    rows = OwnReport.objects.filter(item__in=items, on__lte=on).order_by("on", "pk")
    reports = {row.item_id: row for row in rows}
    years = _years(items, year, on)
    dues = due_then([item.assignment.task_id for item in items if item.assignment], on)
    return [
        _standing(item, stages, reports.get(item.pk), years.get(item.pk), _due(item, dues), on)
        for item in items
    ]


def _due(item: Item, dues: Mapping[int, date]) -> date:
    """When an item was due: a part of the ledger as its task said then."""
    if item.assignment is None:
        return item.due_on
    return dues.get(item.assignment.task_id, item.assignment.due_on)


def _years(items: Iterable[Item], year: int, on: date) -> dict[int, Year]:
    """What the year had brought of each target, as it was known at the end of a day; by the key of the item."""
    found = [(item.pk, item.target, wanted_now(item)) for item in items if item.target is not None]
    known = measured_by([target for _key, target, _wanted in found], on)
    return {
        key: measured_in(target.demand, year, wanted, known.get(target.pk, []), on)
        for key, target, wanted in found
        if wanted is not None
    }


def wanted_now(item: Item) -> Decimal | None:
    """What a target wants of the year, in the unit that it has now; None where that cannot be had exactly
    (R-00-3), and of what is no target."""
    if item.target is None or item.wanted is None:
        return None
    return convert(item.wanted, item.wanted_unit, item.target.unit)


def _stages(parts: Iterable[int | None], on: date) -> dict[int | None, Stage]:
    """The state of parts at the end of a day: where their last step before led."""
    steps = Step.objects.filter(assignment__in=list(parts), at__lte=end_of(on))
    steps = steps.exclude(stage_to="")
    found = steps.order_by("at", "pk").values_list("assignment", "stage_to")
    return {part: Stage(stage) for part, stage in found}


def _standing(
    item: Item,
    stages: dict[int | None, Stage],
    report: OwnReport | None,
    measured: Year | None,
    due_on: date,
    on: date,
) -> Standing:
    stage = stages.get(item.assignment_id) if item.assignment_id else None
    own = OwnState(report.state) if report else None
    words = report.text if report else ""
    found = Standing(item, stage, own, words, due_on, False, measured, wanted_now(item))
    settled = found.done or stage is Stage.ENDED or not found.comparable
    return replace(found, late=due_on < on and not settled)


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
    facts = PlanFacts(items_of(workplan).count())
    edges = open_to(WORKPLAN, workplan.state, permissions.capacities(user, workplan.unit))
    return [Choice(edge.verb, edge.title, hindrance(WORKPLAN, edge, facts)) for edge in edges]
