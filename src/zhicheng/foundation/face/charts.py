"""Charts as values: what a room says once is drawn (ECharts) and stands in a table beneath the drawing.

The page is complete without script: the table holds every value of the drawing, with its link to the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from zhicheng.foundation.face.records import Link, Shown, Text, Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """One value. at: a day, or a category by name. value None: not known, a gap and never zero.

    url: the rows behind the value; empty where there are none.
    """

    at: date | str
    value: Decimal | int | None
    url: str = ""

    @property
    def shown(self) -> Shown:
        """The value as the table shows it."""
        if self.value is None or not self.url:
            return self.value
        return Link(f"{self.value:,}", self.url)


@dataclass(frozen=True, slots=True)
class Series:
    """Marks that belong together. stack: bars with the same word stand on each other. edge: the lower or upper
    edge of a band; the one right after the other, with marks at the same places. shade: which shade of its
    tone a bar has, from 0; several series of one tone are told apart by it."""

    name: Text
    marks: Sequence[Mark]
    kind: Literal["line", "bar"] = "line"
    tone: Tone = Tone.ACTIVE
    dashed: bool = False
    stack: str = ""
    edge: Literal["", "low", "high"] = ""
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. axis "time": marks stand at days; "category": at names, in the order of the first mark.

    sideways: bars lie (long names). day: a day to be marked, such as today; only on an axis of time.
    """

    title: Text
    series: Sequence[Series]
    unit: Text = ""
    axis: Literal["time", "category"] = "time"
    sideways: bool = False
    day: date | None = None

    @property
    def heads(self) -> list[Text]:
        """The head of the table: the axis, then each series."""
        first = _("日期") if self.axis == "time" else _("名称")
        return [first, *(series.name for series in self.series)]

    @property
    def rows(self) -> list[tuple[date | str, list[tuple[Text, Shown]]]]:
        """The lines of the table: each place of the axis, with name and value of every series there."""
        found = [(s.name, {mark.at: mark.shown for mark in s.marks}) for s in self.series]
        return [(at, [(name, values.get(at)) for name, values in found]) for at in self._places()]

    @property
    def data(self) -> dict[str, Any]:
        """What the drawing program reads (``site/frontend/src/charts.ts``); figures exact, in words."""
        return {
            "unit": str(self.unit),
            "axis": self.axis,
            "categories": [] if self.axis == "time" else [str(at) for at in self._places()],
            "sideways": self.sideways,
            "day": self.day.isoformat() if self.day else None,
            "day_name": _("今天"),
            "series": [_told(series) for series in self.series],
        }

    def _places(self) -> list[date | str]:
        """Each place once: days in their order, names as they come."""
        places = dict.fromkeys(mark.at for series in self.series for mark in series.marks)
        return sorted(places, key=str) if self.axis == "time" else list(places)


def _told(series: Series) -> dict[str, Any]:
    return {
        "name": str(series.name),
        "kind": series.kind,
        "tone": series.tone,
        "dashed": series.dashed,
        "stack": series.stack,
        "edge": series.edge,
        "shade": series.shade,
        "marks": [
            {
                "at": str(mark.at),
                "value": None if mark.value is None else str(mark.value),
                "url": mark.url,
            }
            for mark in series.marks
        ],
    }
