"""Plans that are open, their targets and their tasks, as plain values for pages and open data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet

from zhicheng.governance.disclosure import permissions
from zhicheng.governance.disclosure.models import Opening, Step
from zhicheng.governance.disclosure.queries.covering import cover
from zhicheng.governance.disclosure.rules import Progress, progress
from zhicheng.governance.plans.models import Plan, Version, VersionState
from zhicheng.governance.plans.permissions import is_published
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.targets.queries import in_force, standing_of
from zhicheng.governance.targets.rules import Standing, State
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.queries import load_holders, whole, with_light
from zhicheng.governance.tasks.rules import Condition, Kind, Stage


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """A plan that is open, and the version of it that is in force."""

    opening: Opening
    plan: Plan
    version: Version


@dataclass(frozen=True, slots=True)
class SeenTarget:
    """A target and how it stands on the day; latest: the observation that its value is of."""

    target: Target
    standing: Standing
    latest: Observation | None


@dataclass(frozen=True, slots=True)
class SeenTask:
    """A task that the plan names. units: those that lead it first."""

    task: Task
    progress: Progress
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The tasks of a chapter, in the order of the document. number: its place among the chapters."""

    number: int
    title: str
    tasks: tuple[SeenTask, ...]

    @property
    def counts(self) -> Mapping[Progress, int]:
        """Tasks by how far they are."""
        return {p: sum(task.progress is p for task in self.tasks) for p in Progress}


def plans_seen(on: date) -> list[SeenPlan]:
    """All plans that are open on a day, the newest first: two queries."""
    in_force_now = Version.objects.filter(state=VersionState.PUBLISHED).defer("text", "reading")
    rows = permissions.plans_open(on).select_related("plan").order_by("-opens_on", "-pk")
    rows = rows.prefetch_related(Prefetch("plan__versions", in_force_now, to_attr="current"))
    return [
        SeenPlan(cover(row, "note"), cover(plan, "title"), plan.current[0])  # type: ignore[attr-defined]  # as prefetched
        for row in rows
        if (plan := row.plan) is not None
    ]


def plan_seen(key: int, on: date) -> SeenPlan | None:
    """A plan by its own key; None where it is not open."""
    return next((seen for seen in plans_seen(on) if seen.plan.pk == key), None)


def targets_of(plans: Iterable[SeenPlan], on: date) -> list[SeenTarget]:
    """The targets that these plans set, with how they stand: two queries. Those that wait for the office
    to confirm them are not shown yet."""
    whole = in_force(Observation.objects.filter(area=None))
    rows = Target.objects.filter(plan__in=[seen.plan for seen in plans], ended_in=None)
    rows = rows.exclude(state=State.DRAFT).select_related("plan")
    rows = rows.prefetch_related(Prefetch("observations", whole, to_attr="in_force"))
    return [_seen(target, on) for target in rows.order_by("-plan_id", "position", "pk")]


def target_seen(key: int, on: date) -> SeenTarget | None:
    """A target by its key; None where its plan is not open, or it is not shown yet."""
    found = targets_of(plans_seen(on), on)
    return next((seen for seen in found if seen.target.pk == key), None)


def _seen(target: Target, on: date) -> SeenTarget:
    standing = standing_of(target, on)
    cover(target, "indicator", "chapter")
    cover(target.plan, "title")
    rows = [cover(row, "source") for row in observations_of(target)]
    latest = next((row for row in rows if row.as_of == standing.as_of), None)
    return SeenTarget(target, standing, latest)


def observations_of(target: Target) -> list[Observation]:
    """The values of the whole city that count, the latest first; as ``targets_of`` has brought them."""
    known: list[Observation] = target.in_force  # type: ignore[attr-defined]  # as prefetched
    return list(reversed(known))


def tasks_of(plans: Iterable[SeenPlan], on: date) -> list[SeenTask]:
    """The tasks that these plans name, in the order of the documents: two queries. Neither the parts that
    units have made of them nor the rounds of recurring duties."""
    rows = whole(Task.objects.filter(plan__in=[seen.plan for seen in plans]))
    rows = rows.select_related("plan")
    found = list(with_light(rows, on).order_by("-plan_id", "position", "pk"))
    load_holders(found)
    return [_seen_task(task) for task in found]


def _seen_task(task: Any) -> SeenTask:
    """task: with its light and its holders."""
    holders = sorted(task.holders, key=lambda one: one.kind != Kind.LEAD)
    units = tuple(dict.fromkeys(one.unit for one in holders))
    cover(task, "title", "chapter")
    return SeenTask(task, progress(Stage(task.stage), Condition(task.light)), units)


def chapters_of(tasks: Iterable[SeenTask]) -> Iterator[Chapter]:
    """The tasks of one plan by chapter."""
    grouped = groupby(tasks, key=lambda seen: seen.task.chapter)
    for number, (title, inside) in enumerate(grouped, start=1):
        yield Chapter(number, title, tuple(inside))


def openings(user: Any) -> list[tuple[Plan, Opening | None]]:
    """Every published plan with what was decided about it, for who reads plans; the newest first."""
    known = {row.plan_id: row for row in Opening.objects.exclude(plan=None)}
    plans = Plan.objects.order_by("-pk")
    return [(plan, known.get(plan.pk)) for plan in plans if is_published(user, plan)]


def steps_of(opening: Opening) -> QuerySet[Step]:
    """What was done about it, newest first."""
    return opening.steps.select_related("by", "deputy_for").order_by("-at", "-id")
