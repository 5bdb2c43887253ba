"""The city's rule for lights on a day, and rows with their light: date columns compared with boundaries
that are found once, so that the query is the same for one row and for all."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.db.models import CharField as Characters

from zhicheng.foundation.dated.queries import Kind
from zhicheng.foundation.dated.rules import with_ends
from zhicheng.governance.tasks.models import Assignment, LightSetting, Task
from zhicheng.governance.tasks.queries.clock import reckoned
from zhicheng.governance.tasks.rules import (
    RESTING,
    THREE_COLOURS,
    Boundaries,
    Colour,
    Condition,
    DayKind,
    Lamp,
    LightTable,
    Stage,
    Timing,
    condition,
    frozen_lamp,
)

_Row = TypeVar("_Row", bound=Model)


def light_tables() -> tuple[LightTable, ...]:
    """All rules of the city, the default included, the earliest first; each ends where the next begins."""
    found = [THREE_COLOURS, *(table_of(row) for row in LightSetting.objects.order_by("valid_from"))]
    return tuple(replace(table, valid_to=end) for table, end in with_ends(found))


_LIGHTS = Kind(light_tables)


def table_of(row: LightSetting) -> LightTable:
    """A row as the rules know it."""
    return LightTable(
        name=row.name,
        valid_from=row.valid_from,
        valid_to=None,
        source=row.source,
        soon=row.soon,
        soon_kind=DayKind(row.soon_kind),
        sign_within=row.sign_within,
        lamps=tuple(
            Lamp(Condition(one["condition"]), Colour(one["colour"]), one["name"], one["meaning"])
            for one in row.lamps
        ),
    )


def light_table(on: date) -> LightTable:
    """The rule of a day. One query a day and process for all days that are not ahead (``dated.Kind``)."""
    return _LIGHTS.on(on)


def boundaries(on: date) -> Boundaries:
    """What the dates of all rows are compared with on a day."""
    table = light_table(on)
    if table.soon_kind is DayKind.CALENDAR:
        return Boundaries(on, on + timedelta(table.soon))
    until = reckoned(lambda calendar: calendar.add_working_days(on, table.soon))
    return Boundaries(on, until.day, until.provisional)


def with_light(rows: QuerySet[_Row], on: date) -> QuerySet[_Row]:
    """Tasks or assignments with their ``light``, the value of ``rules.condition``; a test holds the two
    together. It looks at the row alone, so that an index serves the counts."""
    day = boundaries(on)
    begun = {
        Condition.OVERDUE: Q(due_on__lt=on),
        Condition.BEHIND: Q(behind_from__lte=on),
        Condition.LATE_START: Q(sign_by__lt=on),
        Condition.BEGUN_LATE: Q(late_from__lte=on),
        Condition.SOON: Q(due_on__lte=day.soon_until),
    }
    cases = (
        *(When(stage=stage, then=Value(found.value)) for stage, found in RESTING.items()),
        *(When(begun[found], then=Value(found.value)) for found in light_table(on).precedence),
    )
    light = Case(*cases, default=Value(Condition.NORMAL.value), output_field=Characters())
    lit: QuerySet[_Row] = rows.annotate(light=light)
    return lit


def timing_of(row: Task | Assignment) -> Timing:
    """The dates of a row, as the rules know them."""
    return Timing(Stage(row.stage), row.due_on, row.sign_by, row.behind_from, row.late_from)


def condition_of(row: Task | Assignment, on: date) -> Condition:
    """The condition of one row on a day."""
    return condition(timing_of(row), boundaries(on), light_table(on).precedence)


def lamp_of(row: Any, on: date) -> Lamp:
    """How a row that has its ``light`` is shown; no query.

    What is frozen shows the condition of the freeze day, by the rule of that day.
    """
    table, found = light_table(on), Condition(row.light)
    if found is Condition.FROZEN and row.frozen_as:
        return frozen_lamp(table, light_table(row.frozen_on), Condition(row.frozen_as))
    return table.lamp(found)
