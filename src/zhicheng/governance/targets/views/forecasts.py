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
from zhicheng.governance.plans.rules.amounts import Scale
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import (
    Chance,
    Demand,
    Forecast,
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
        method(target, forecast, scale_beside(target, found)),
        [_link(target, forecast, n) for n in range(len(forecast.points))],
    )


def why_none(found: Prospect) -> str:
    """Why there is no forecast."""
    if found.missing is None or found.missing is Missing.POINTS:
        return gettext(
            "推算需要至少%(fewest)s个时点的数值（含基数），目前有%(points)s个，暂不推算。"
        ) % {"fewest": FEWEST, "points": found.points}
    return str(_WHY_NONE[found.missing])


def scale_beside(target: Target, found: Prospect) -> Scale:
    """The magnitude of the target's line, in which its forecast is written and drawn as well."""
    return target.demand.scale_beside(found.latest.value if found.latest else None)


def fine(demand: Demand, value: Decimal, scale: Scale) -> Decimal:
    """As ``readable``; what is small beside the whole keeps two places, so that it is not said to be none."""
    small = abs(value) < max(Decimal(10), scale.factor / 10)
    return tidy(round(value, 2)) if small else demand.readable(value, scale)


def much(value: Decimal, scale: Scale, unit: str) -> str:
    """A change or an error; in the unit itself where it is small beside the magnitude of the whole."""
    return scale.words(value) if abs(value) >= scale.factor else measure(value, unit)


def _facts(target: Target, found: Prospect) -> Iterator[tuple[Text, Shown]]:
    demand, scale = target.demand, scale_beside(target, found)
    if found.required is not None:
        yield _("需要的速度"), _required(demand, found.required, found.allowed, scale)
    if (forecast := found.forecast) is None:
        return
    yield _("目前的平均速度"), _change(demand, forecast.pace, scale)
    due = forecast.due
    yield (
        gettext("推算到%(day)s") % {"day": short_date(due.at)},
        scale.words(demand.readable(due.value, scale)),
    )
    yield gettext("%(share)s%%区间") % {"share": CONFIDENCE}, interval(demand, due, scale)
    if forecast.reached_on:
        yield _("按此趋势达到要求"), forecast.reached_on


def interval(demand: Demand, found: Estimate, scale: Scale) -> str:
    """From … to …, in the magnitude of the target's line."""
    ends = [
        scale.words(demand.readable(value or Decimal(0), scale))
        for value in (found.low, found.high)
    ]
    return gettext("%(low)s至%(high)s") % {"low": ends[0], "high": ends[1]}


def _required(demand: Demand, change: Decimal, allowed: bool, scale: Scale) -> str:
    if allowed:
        words = much(demand.readable(change, scale), scale, demand.unit)
        return gettext("每年最多增加%(much)s") % {"much": words}
    return _change(demand, change, scale) if change else gettext("已符合要求")


def _change(demand: Demand, change: Decimal, scale: Scale) -> str:
    """A change a year."""
    value = fine(demand, change, scale)
    words = {"much": much(abs(value), scale, demand.unit)}
    if not value:
        return gettext("没有变化")
    return (gettext("每年增加%(much)s") if value > 0 else gettext("每年减少%(much)s")) % words


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


def method(target: Target, forecast: Forecast, scale: Scale) -> str:
    """How the forecast was made, and how far the same method would have been wrong."""
    tested = forecast.back_test
    error = much(fine(target.demand, tested.error, scale), scale, target.unit)
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
    said = f"{short_date(point.at)}: {measure(point.value, target.unit)}"
    if point is not forecast.given:
        return Link(said, f"#day-{short_date(point.at)}")
    basis = gettext("基数") if target.baseline_on == point.at else gettext("起算")
    return Link(f"{said} ({basis})", "")


def forecast_series(target: Target, forecast: Forecast, scale: Scale) -> list[Series]:
    """The forecast and its interval, as lines of the trajectory's chart, which is drawn in this scale."""
    demand, way = target.demand, forecast.way

    def marks(values: list[Decimal | None]) -> list[Mark]:
        return [
            Mark(one.at, None if value is None else scale.of(demand.readable(value, scale)))
            for one, value in zip(way, values, strict=True)
        ]

    low = gettext("%(share)s%%区间下限") % {"share": CONFIDENCE}
    high = gettext("%(share)s%%区间上限") % {"share": CONFIDENCE}
    return [
        Series(_("推算值"), marks([e.value for e in way]), tone=Tone.WARNING, dashed=True),
        Series(low, marks([e.low for e in way]), tone=Tone.WARNING, edge="low"),
        Series(high, marks([e.high for e in way]), tone=Tone.WARNING, edge="high"),
        *_goal(target, forecast, scale),
    ]


def _goal(target: Target, forecast: Forecast, scale: Scale) -> Iterator[Series]:
    """What is demanded, as a level to see the forecast against; of an annual target it is drawn anyway."""
    if target.value is not None and not target.annual:
        ends = (forecast.points[0].at, forecast.due.at)
        yield Series(
            _("目标值"),
            [Mark(day, scale.of(target.value)) for day in ends],
            tone=Tone.GOOD,
            dashed=True,
        )
