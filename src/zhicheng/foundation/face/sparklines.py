"""A chart along time as a line of text is high: drawn on the server, for tables. Plain values only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from zhicheng.foundation.face.charts import Chart, Mark, Series

WIDTH, HEIGHT, EDGE = 140, 36, 4
"""In pixels; EDGE is left free so that dots at the ends stay whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series. runs: unbroken stretches as SVG wants them (``x,y x,y``); dots: the places of its marks.

    A mark without a value breaks the line: unknown is a gap, never zero.
    """

    tone: str
    dashed: bool
    runs: Sequence[str]
    dots: Sequence[tuple[str, str]]


def lines_of(chart: Chart) -> list[Line]:
    """The lines of a chart whose axis is time, all in one scale; nothing where no value is known."""
    marks = [mark for series in chart.series for mark in series.marks if mark.value is not None]
    if not marks:
        return []
    scale = _Scale.of(marks)
    return [_line(series, scale) for series in chart.series]


def words_of(chart: Chart) -> str:
    """The drawing for who does not see it: what it is about, and where each line begins and ends."""
    said = [_run_in_words(series) for series in chart.series]
    return "；".join([str(chart.title), *(words for words in said if words)])


def _run_in_words(series: Series) -> str:
    known = [f"{_day(mark)} {mark.value:,}" for mark in series.marks if mark.value is not None]
    if not known:
        return ""
    if len(known) == 1:
        return f"{series.name} {known[0]}"
    return _("%(name)s %(first)s 至 %(last)s") % {
        "name": series.name,
        "first": known[0],
        "last": known[-1],
    }


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int
    low: Decimal
    span: Decimal

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> "_Scale":
        days = [_day(mark) for mark in marks]
        values = [Decimal(mark.value or 0) for mark in marks]
        low = min(values)
        # A single day or value stands in the middle of nothing; one of each keeps it on the drawing.
        return cls(
            min(days), (max(days) - min(days)).days or 1, low, max(values) - low or Decimal(1)
        )

    def at(self, mark: Mark) -> tuple[str, str]:
        x = EDGE + (WIDTH - 2 * EDGE) * (_day(mark) - self.first).days / self.days
        share = float((Decimal(mark.value or 0) - self.low) / self.span)
        return f"{x:.1f}", f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share:.1f}"


def _line(series: Series, scale: _Scale) -> Line:
    runs = [[scale.at(mark) for mark in run] for run in _runs(series.marks)]
    return Line(
        tone=series.tone,
        dashed=series.dashed,
        runs=[" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1],
        dots=[] if series.dashed else [place for run in runs for place in run],
    )


def _runs(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Marks one after the other that all have a value."""
    run: list[Mark] = []
    for mark in marks:
        if mark.value is not None:
            run.append(mark)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _day(mark: Mark) -> date:
    if not isinstance(mark.at, date):
        raise TypeError("a sparkline has an axis of time")
    return mark.at
