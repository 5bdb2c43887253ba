"""What a formula's measure is for a unit on a day, and the rows that it was counted from.

A figure is taken at the end of a day that is over: yesterday, or the last day of the period. Closing a task
today counts tomorrow, and nobody is late for a day that still runs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from zhicheng.foundation.units.queries import answering_for
from zhicheng.governance.assessment.models import Indicator, Scheme, Sheet
from zhicheng.governance.assessment.rules import (
    MEASURES,
    Figure,
    Measure,
    Part,
    Subject,
    attainment,
    in_time,
    overdue,
    returned,
    score_of,
    targets_met,
)
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.queries import distribution_of, in_force, measured, standing_of
from zhicheng.governance.targets.rules import (
    Demand,
    Over,
    Standing,
    State,
    measure,
    standing,
    tolerance_on,
    wanted,
    why_not_summed,
)
from zhicheng.governance.tasks.models import Assignment, Report
from zhicheng.governance.tasks.rules import ReportState, Stage

_NOT_MEASURED = (Stage.DRAFTED, Stage.FROZEN, Stage.ENDED)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the columns of an entry become: value, as_of, why, computed, lineage."""

    value: Decimal | None
    as_of: date
    why: str
    computed: Decimal | None
    lineage: Mapping[str, Any]

    def columns(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "as_of": self.as_of,
            "why": self.why,
            "computed": self.computed,
            "lineage": dict(self.lineage),
        }


def as_of(scheme: Scheme, today: date) -> date:
    """The day at whose end the figures of a scheme are taken."""
    return min(today - timedelta(days=1), scheme.period_end)


def readings(sheet: Sheet, indicators: Iterable[Indicator], today: date) -> dict[int, Reading]:
    """The readings of the measured among the indicators, by their keys; tasks are read once for all."""
    scope = _Scope(sheet, as_of(sheet.scheme, today))
    found = {}
    for indicator in indicators:
        if indicator.formula is not None:
            kind = Measure(indicator.measure)
            figure, rows = _MEASURES[kind](scope, indicator)
            found[indicator.pk] = Reading(
                figure.value, scope.on, figure.why,
                score_of(indicator.mark, indicator.formula, figure.value),
                {"measure": kind, "definition_version": MEASURES[kind].version,
                 "as_of": scope.on.isoformat(), "denominator": _number(figure.denominator), "rows": rows},
            )  # fmt: skip
    return found


_Rows = list[dict[str, Any]]


class _Scope:
    """Whose work counts for a sheet, and up to which day."""

    def __init__(self, sheet: Sheet, on: date) -> None:
        self.sheet, self.on = sheet, on
        self.start = sheet.scheme.period_start
        self.subject = Subject(sheet.scheme.subject)
        self.answers_for = answering_for([sheet.unit_id])
        self._parts: dict[int, Assignment] | None = None

    @property
    def area(self) -> int | None:
        return self.sheet.unit.area_id if self.subject is Subject.COUNTIES else None

    def units(self, unit: str = "unit") -> Q:
        """The units whose work counts: those that are gone count with their successor. unit: the way to it."""
        if self.subject is Subject.CITY:
            return Q()
        own = Q(**{f"{unit}__in": self.answers_for})
        return own if self.area is None else own | Q(**{f"{unit}__area": self.area})

    def parts(self) -> dict[int, Assignment]:
        """The parts in tasks that fell due within the period, or were closed in it, by their keys."""
        if self._parts is None:
            days = (self.start, self.on)
            concerned = Q(due_on__range=days) | Q(closed_at__date__range=days)
            rows = Assignment.objects.filter(self.units() & concerned)
            rows = rows.exclude(stage__in=_NOT_MEASURED).select_related("task", "unit")
            self._parts = {row.pk: row for row in rows.order_by("due_on", "pk")}
        return self._parts


def _closed_on(row: Assignment, on: date) -> date | None:
    """The day of the closing, if it was up to a day."""
    day = timezone.localdate(row.closed_at) if row.closed_at else None
    return day if day is not None and day <= on else None


def _of_parts(rule: Callable[[list[Part], date], Figure]) -> Callable[..., tuple[Figure, _Rows]]:
    def read(scope: _Scope, indicator: Indicator) -> tuple[Figure, _Rows]:
        rows = scope.parts()
        parts = [Part(r.pk, r.due_on, _closed_on(r, scope.on)) for r in rows.values()]
        figure = rule(parts, scope.on)
        shown = [
            {**_task(rows[key]), "closed_on": _iso(_closed_on(rows[key], scope.on)),
             "counts": key in figure.counted}
            for key in figure.rows
        ]  # fmt: skip
        return figure, shown

    return read


def _task(part: Assignment) -> dict[str, Any]:
    return {
        "task": part.task_id,
        "number": part.task.number,
        "unit": part.unit.short_name,
        "due_on": part.due_on.isoformat(),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _returned(scope: _Scope, indicator: Indicator) -> tuple[Figure, _Rows]:
    looked_at = (ReportState.VERIFIED, ReportState.RETURNED)
    rows = Report.objects.filter(
        scope.units("assignment__unit"),
        state__in=looked_at,
        sent_at__date__range=(scope.start, scope.on),
    )
    found = {
        row.pk: row
        for row in rows.select_related("assignment__task", "assignment__unit").order_by("pk")
    }
    figure = returned([(key, row.state == ReportState.RETURNED) for key, row in found.items()])
    shown = [
        {**_task(row.assignment), "sent_on": _iso(row.sent_at and timezone.localdate(row.sent_at)),
         "report": key, "counts": key in figure.counted}
        for key, row in found.items()
    ]  # fmt: skip
    return figure, shown


def _attainment(scope: _Scope, indicator: Indicator) -> tuple[Figure, _Rows]:
    target = indicator.target
    assert target is not None  # noqa: S101 - a scheme is not published otherwise
    demand = _demand(target, scope.area)
    if demand is None:
        why = gettext_noop("目标值没有分解到该县区。")
        return Figure(None, (target.pk,), why=why), [_target(target, None, None, counts=False)]
    found = _standing(target, demand, scope)
    figure = attainment(target.pk, demand, found)
    return figure, [_target(target, demand, found, counts=bool(figure.counted), area=scope.area)]


def _demand(target: Target, area: int | None) -> Demand | None:
    """What is demanded of the whole city, or of a county: its share, or the whole demand where that cannot
    be shared out, as of a ratio."""
    if area is None:
        return target.demand
    shares = {s.area_id: s.value for s in distribution_of(target, Over.AREAS).parts}
    if area in shares:
        return replace(target.demand, value=shares[area])
    return target.demand if why_not_summed(target.demand, Over.AREAS) else None


def _standing(target: Target, demand: Demand, scope: _Scope) -> Standing:
    if scope.area is None:
        return standing_of(target, scope.on)
    known = measured(target, scope.area)
    return standing(demand, State(target.state), known, scope.on, tolerance_on(scope.on))


def _target(
    target: Target, demand: Demand | None, found: Standing | None, *, counts: bool,
    area: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    value = found.value if found else None
    rows = in_force(target.observations.filter(area=area)).filter(as_of__lte=found.as_of) if (
        found and found.as_of
    ) else ()  # fmt: skip
    return {
        "target": target.pk,
        "indicator": target.indicator,
        "plan_version": target.item.version.number,
        "unit": target.unit,
        "demanded": _number(demand.value) if demand else None,
        "measured": _number(value),
        "wanted": wanted(demand) if demand else None,
        "value": None if value is None else measure(value, target.unit),
        "as_of": _iso(found.as_of if found else None),
        "observations": [row.pk for row in rows],
        "counts": counts,
    }


def _targets_met(scope: _Scope, indicator: Indicator) -> tuple[Figure, _Rows]:
    targets = Target.objects.filter(
        scope.units("owner"), ended_in=None, due_on__range=(scope.start, scope.on)
    ).exclude(owner=None)
    rows = targets.select_related("plan", "item__version").order_by("position", "pk")
    found = {row.pk: row for row in rows}
    standings = {key: standing_of(row, scope.on) for key, row in found.items()}
    figure = targets_met([(key, s.status) for key, s in standings.items()])
    shown = [
        _target(row, row.demand, standings[key], counts=key in figure.counted)
        for key, row in found.items()
    ]
    return figure, shown


_MEASURES: Mapping[Measure, Callable[[_Scope, Indicator], tuple[Figure, _Rows]]] = {
    Measure.IN_TIME: _of_parts(in_time),
    Measure.OVERDUE: _of_parts(overdue),
    Measure.RETURNED: _returned,
    Measure.ATTAINMENT: _attainment,
    Measure.TARGETS_MET: _targets_met,
}
