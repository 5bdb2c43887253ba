"""A forecast in words and lines: on the target's page, and from the command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.forecast import CONFIDENCE, FEWEST, Estimate
from zhicheng.foundation.face.charts import Mark, Series
from zhicheng.foundation.face.records import Link, Shown, Text, Tone, long_date, short_date
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import (
    Chance,
    Demand,
    Forecast,
    Kind,
    Missing,
    Prospect,
    measure,
    satisfied,
    tidy,
)

_WHY_NONE: Final = {
    Missing.NO_DUE_DAY: _("指标没有截止日期，不作推算。"),
    Missing.OVER: _("已到截止日期，不再推算。"),
    Missing.UNIT: _("有的数值不能换算成指标的计量单位，不作推算。"),
}
_CHANCES: Final = {
    Chance.WITHIN: _("到期日的区间整体符合要求。"),
    Chance.ACROSS: _("到期日的区间有一部分不符合要求，能否达到尚不确定。"),
    Chance.OUTSIDE: _("到期日的区间整体不符合要求。"),
}


@dataclass(frozen=True, slots=True)
class ShownForecast:
    """facts: pace and values. verdict: what follows. method: how, and how well that has done; empty where
    there is no forecast. used: the values that it is made from."""

    facts: list[tuple[Text, Shown]]
    verdict: str
    method: str
    used: list[Link]


def shown_forecast(target: Target, found: Prospect) -> ShownForecast | None:
    """None for a target without a figure, and while no values are taken in."""
    if found.missing is Missing.NO_FIGURE or not target.is_open:
        return None
    forecast = found.forecast
    if forecast is None:
        return ShownForecast(list(_facts(target, found)), why_none(found), "", [])
    return ShownForecast(
        list(_facts(target, found)),
        verdict(target.demand, found, forecast),
        method(target, forecast),
        [_link(target, forecast, n) for n in range(len(forecast.points))],
    )


def why_none(found: Prospect) -> str:
    """Why there is no forecast."""
    if found.missing is None or found.missing is Missing.POINTS:
        return gettext(
            "推算需要至少%(fewest)s个时点的数值（含基数），目前有%(points)s个，暂不推算。"
        ) % {"fewest": FEWEST, "points": found.points}
    return str(_WHY_NONE[found.missing])


def readable(demand: Demand, value: Decimal) -> Decimal:
    """As many places as an official would write: none for what is counted in whole pieces."""
    whole = demand.kind is Kind.COUNT and demand.value == (demand.value or 0) // 1
    return tidy(round(value, 0 if whole else 2))


def _facts(target: Target, found: Prospect) -> Iterator[tuple[Text, Shown]]:
    demand = target.demand
    if found.required is not None:
        yield _("需要的速度"), _required(demand, found.required, found.allowed)
    if (forecast := found.forecast) is None:
        return
    yield _("目前的平均速度"), _change(demand, forecast.pace)
    due = forecast.due
    yield (
        gettext("推算到%(day)s") % {"day": short_date(due.at)},
        measure(readable(demand, due.value), target.unit),
    )
    yield gettext("%(share)s%%区间") % {"share": CONFIDENCE}, interval(target, due)
    if forecast.reached_on:
        yield _("按此趋势达到要求"), forecast.reached_on


def interval(target: Target, found: Estimate) -> str:
    """From … to …, in the target's unit."""
    ends = [
        measure(readable(target.demand, value or Decimal(0)), target.unit)
        for value in (found.low, found.high)
    ]
    return gettext("%(low)s至%(high)s") % {"low": ends[0], "high": ends[1]}


def _required(demand: Demand, change: Decimal, allowed: bool) -> str:
    if allowed:
        much = measure(readable(demand, change), demand.unit)
        return gettext("每年最多增加%(much)s") % {"much": much}
    return _change(demand, change) if change else gettext("已符合要求")


def _change(demand: Demand, change: Decimal) -> str:
    """A change a year; slow ones keep two places, so that they are not said to be none."""
    small = abs(change) < 10
    value = tidy(round(change, 2)) if small else readable(demand, change)
    much = measure(abs(value), demand.unit)
    if not value:
        return gettext("没有变化")
    return (gettext("每年增加%(much)s") if value > 0 else gettext("每年减少%(much)s")) % {
        "much": much
    }


def verdict(demand: Demand, found: Prospect, forecast: Forecast) -> str:
    """What follows from a forecast, in sentences."""
    return "".join(_sentences(demand, found, forecast))


def _sentences(demand: Demand, found: Prospect, forecast: Forecast) -> Iterator[str]:
    until = forecast.due.at
    if forecast.reached_on is not None:
        yield _on_time(forecast.reached_on, until)
    elif satisfied(demand, forecast.points[-1].value):
        yield gettext("最近一次数值符合要求。")
    else:
        yield gettext("按此趋势不能达到要求。")
    if forecast.passed_on is not None and forecast.passed_on <= until:
        day = long_date(forecast.passed_on)
        yield gettext("按此趋势，%(day)s前后将超过上限。") % {"day": day}
    yield str(_CHANCES[forecast.chance])
    if forecast.far:
        yield gettext("要推算的时间比已有数值的时间长，结果只供参考。")


def _on_time(day: date, until: date) -> str:
    words = {"day": long_date(day), "until": long_date(until)}
    if day <= until:
        return gettext("按此趋势，%(day)s前后达到要求，不晚于%(until)s。") % words
    return gettext("按此趋势，要到%(day)s前后才达到要求，晚于%(until)s。") % words


def method(target: Target, forecast: Forecast) -> str:
    """How the forecast was made, and how far the same method would have been wrong."""
    tested = forecast.back_test
    error = measure(tidy(round(tested.error, 2)), target.unit)
    words = {
        "times": tested.times,
        "error": error,
        "share": "" if tested.share is None else tidy(round(tested.share * 100, 1)),
        "intervals": tested.intervals,
        "inside": tested.inside,
        "confidence": CONFIDENCE,
    }
    made = gettext(
        "方法：带漂移的随机游走，即从最近一次数值起按各时点的平均速度延续，推算得越远，区间越宽；同样的推算中，约%(confidence)s%%的实际数值会落在区间内。"
    )
    looked = gettext(
        "回测：逐次用前面的时点推算下一个时点，共%(times)s次，平均误差%(error)s；给出区间的%(intervals)s次中，实际数值有%(inside)s次落在区间内。"
    )
    share = "" if tested.share is None else gettext("平均相对误差%(share)s%%。")
    return "".join(said % words for said in (made, looked, share))


def _link(target: Target, forecast: Forecast, place: int) -> Link:
    """A value that a forecast is made from, leading to its row where it has one."""
    point = forecast.points[place]
    said = f"{short_date(point.at)}: {tidy(point.value):,}"
    if point is not forecast.given:
        return Link(said, f"#day-{short_date(point.at)}")
    basis = gettext("基数") if target.baseline_on == point.at else gettext("起算")
    return Link(f"{said} ({basis})", "")


def forecast_series(target: Target, forecast: Forecast) -> list[Series]:
    """The forecast and its interval, as lines of the trajectory's chart."""
    demand, way = target.demand, forecast.way

    def marks(values: list[Decimal | None]) -> list[Mark]:
        return [
            Mark(one.at, None if value is None else readable(demand, value))
            for one, value in zip(way, values, strict=True)
        ]

    low = gettext("%(share)s%%区间下限") % {"share": CONFIDENCE}
    high = gettext("%(share)s%%区间上限") % {"share": CONFIDENCE}
    return [
        Series(_("推算值"), marks([e.value for e in way]), tone=Tone.WARNING, dashed=True),
        Series(low, marks([e.low for e in way]), tone=Tone.WARNING, edge="low"),
        Series(high, marks([e.high for e in way]), tone=Tone.WARNING, edge="high"),
        *_goal(target, forecast),
    ]


def _goal(target: Target, forecast: Forecast) -> Iterator[Series]:
    """What is demanded, as a level to see the forecast against; of an annual target it is drawn anyway."""
    if target.value is not None and not target.annual:
        ends = (forecast.points[0].at, forecast.due.at)
        yield Series(
            _("目标值"),
            [Mark(day, tidy(target.value)) for day in ends],
            tone=Tone.GOOD,
            dashed=True,
        )
