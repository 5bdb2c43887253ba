"""Lights by unit, as a chart whose every mark opens its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from zhicheng.foundation.face.charts import Chart, Mark, Series
from zhicheng.foundation.face.records import Text
from zhicheng.governance.tasks.queries import Tally, light_table
from zhicheng.governance.tasks.rules import DATED, Condition, Lamp, LightTable
from zhicheng.governance.tasks.views.common import shown_lamp

_OVER: Final = (Condition.DONE, Condition.ENDED)
GRAVE: Final = DATED
"""What is wrong with the time of a task, the gravest first."""


def gravest_first(tallies: Iterable[Tally]) -> list[Tally]:
    """The units with the most that is overdue first, then by what is behind, late, and soon due."""
    return sorted(tallies, key=lambda tally: [-tally.lights[one] for one in GRAVE])


@dataclass(frozen=True, slots=True)
class By:
    """What the bars stand for. key, name: fields of a tally; filter: of the list that a mark opens."""

    key: str
    name: str
    filter: str


UNIT: Final = By("unit_id", "unit__short_name", "unit")
COUNTY: Final = By("unit__area_id", "unit__area__name", "area")


def light_chart(
    title: Text, tallies: Sequence[Tally], today: date, by: By = UNIT, *, linked: bool = True
) -> Chart:
    """How many open parts each unit or county has in each light of the city's rule of the day.

    linked: a mark leads to its rows.
    """
    table = light_table(today)
    present = [
        lamp
        for lamp in table.lamps
        if lamp.condition not in _OVER and any(tally.lights[lamp.condition] for tally in tallies)
    ]
    series, rows = [], reverse("tasks:parts") if linked else ""
    for lamp in present:
        shown = shown_lamp(lamp)
        marks = [_mark(tally, lamp.condition, by, rows) for tally in tallies]
        shade = _shade(lamp, table)
        series.append(Series(shown.word, marks, "bar", shown.tone, stack="lights", shade=shade))
    return Chart(title, series, axis="category", sideways=True)


def _shade(lamp: Lamp, table: LightTable) -> int:
    """The same in every chart, whichever lamps it shows: where the lamp stands among those of its colour."""
    return [each for each in table.lamps if each.colour == lamp.colour].index(lamp)


def _mark(tally: Tally, condition: Condition, by: By, rows: str) -> Mark:
    """rows: the address of the list that a mark opens, narrowed to what was counted; empty for none."""
    count = tally.lights[condition]
    address = f"{rows}?{by.filter}={tally.key[by.key]}&light={condition}"
    return Mark(tally.key[by.name], count, address if count and rows else "")
