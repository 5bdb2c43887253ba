"""The trajectory of a target as a chart: what was measured, and the way that was to be expected."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.charts import Chart, Mark, Series
from zhicheng.foundation.face.records import Tone
from zhicheng.governance.plans.rules.amounts import Scale
from zhicheng.governance.targets import queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import (
    Demand,
    Forecast,
    Measured,
    Slice,
    counting,
    expected_on,
    trajectory,
    way_of,
    years_of,
)
from zhicheng.governance.targets.views.forecasts import forecast_series


def chart_of(
    target: Target, today: date, slices: Sequence[Slice] = (), forecast: Forecast | None = None
) -> Chart | None:
    """None for a qualitative target, and while there is nothing to draw; in the magnitude in which demand and
    value are written beside it.

    slices: the years that it was distributed over. Of an annual target each of them is what is demanded,
    which is drawn anyway. forecast: drawn as well, where there is one.
    """
    demand = target.demand
    measured = counting(demand, queries.measured(target), today)
    scale = demand.scale_beside(queries.standing_of(target, today).value)
    expected = _expected(demand, measured, today, scale)
    if demand.value is None or not (measured or expected):
        return None
    series = [
        Series(
            _("累计值") if target.cumulative else _("实际值"),
            [
                Mark(day, None if value is None else scale.of(value), f"#day-{day}")
                for day, value in trajectory(demand, measured)
            ],
        )
    ]
    if expected:
        name = _("年度要求") if target.annual else _("预期轨迹")
        series.append(Series(name, expected, tone=Tone.QUIET, dashed=True))
    if slices and not demand.annual:
        marks = [Mark(one.found.last, scale.of(one.level)) for one in slices]
        series.append(Series(_("年度分解"), marks, tone=Tone.CAUTION, dashed=True))
    if forecast:
        series += forecast_series(target, forecast, scale)
    day = today if demand.due_on is None or today <= demand.due_on else None
    return Chart(
        _("%(indicator)s：轨迹") % {"indicator": target.indicator}, series, scale.unit, day=day
    )


def _expected(demand: Demand, measured: list[Measured], today: date, scale: Scale) -> list[Mark]:
    """The days of the way with a value each: its ends and, in the table, each day of measuring."""
    if demand.value is None:
        return []
    if demand.annual:
        return [
            Mark(year.last, scale.of(demand.value)) for year in years_of(demand, measured, today)
        ]
    way = way_of(demand, measured)
    if way is None:
        return []
    days = sorted(
        {way.first, way.last, *(m.as_of for m in measured if way.first < m.as_of < way.last)}
    )
    return [
        Mark(day, scale.of(demand.readable(expected_on(demand, way, day), scale))) for day in days
    ]
