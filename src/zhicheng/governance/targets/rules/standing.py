"""How a target stands on a day: its status (appendix A), its outlook, and why.

Unknown is never zero (R-00-3): without an observation, or with one in a unit that cannot be turned into the
target's exactly, nothing is concluded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_lazy

from zhicheng.governance.plans.rules.amounts import tidy
from zhicheng.governance.targets.rules.demands import (
    Demand,
    Judgement,
    Measured,
    is_broken,
    is_limit,
    satisfied,
)
from zhicheng.governance.targets.rules.outlook import (
    Outlook,
    Tolerance,
    Way,
    expected_on,
    held_against,
)
from zhicheng.governance.targets.rules.period import counting, value_on
from zhicheng.governance.targets.rules.units import Kind
from zhicheng.governance.targets.rules.years import Year, years_of


class State(StrEnum):
    """What people decided of a target; kept."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    NOT_MEASURABLE = "not_measurable"


class Status(StrEnum):
    """How a target stands on a day; follows from its state and its observations, never set by hand."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    MEASURED = "measured"
    MET = "met"
    MISSED = "missed"
    NOT_MEASURABLE = "not_measurable"


STATUS_NAMES: Final = {
    Status.DRAFT: gettext_lazy("待确认"),
    Status.CONFIRMED: gettext_lazy("已确认，尚无数据"),
    Status.MEASURED: gettext_lazy("监测中"),
    Status.MET: gettext_lazy("已达到"),
    Status.MISSED: gettext_lazy("未达到"),
    Status.NOT_MEASURABLE: gettext_lazy("暂不可测"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """value: in force on ``as_of``; a sum where the demand is cumulative. expected: of that day, where
    there is a way to expect by. why: one sentence (Chinese) that gives the reason of the outlook."""

    status: Status
    outlook: Outlook
    why: str
    value: Decimal | None = None
    as_of: date | None = None
    expected: Decimal | None = None
    judgement: Judgement | None = None


def standing(
    demand: Demand, state: State, measured: Sequence[Measured], on: date, tolerance: Tolerance
) -> Standing:
    """How a target stands on a day. measured: the observations in force of the whole city, in any order."""
    if state is State.DRAFT:
        return Standing(
            Status.DRAFT, Outlook.UNKNOWN, gettext("指标尚未确认，确认后方可填报数值。")
        )
    if state is State.NOT_MEASURABLE:
        return Standing(Status.NOT_MEASURABLE, Outlook.UNKNOWN, gettext("指标暂不可测，不作判断。"))
    known = counting(demand, measured, on)
    if demand.comparator == "qualitative":
        return _of_quality(demand, known, on)
    return _of_years(demand, known, on, tolerance) if demand.annual else _of_level(
        demand, known, on, tolerance
    )  # fmt: skip


def _is_over(demand: Demand, on: date) -> bool:
    """The due day itself is in time."""
    return demand.due_on is not None and on > demand.due_on


def _of_quality(demand: Demand, known: Sequence[Measured], on: date) -> Standing:
    over = _is_over(demand, on)
    if not known or (judged := known[-1].judgement) is None:
        return Standing(Status.CONFIRMED, Outlook.UNKNOWN, gettext("定性指标尚无评价。"))
    as_of = known[-1].as_of
    said = gettext("截至%(as_of)s的评价") % {"as_of": as_of}
    if judged is Judgement.REACHED:
        status, outlook = Status.MET, Outlook.ON_TRACK
    elif over:
        status, outlook, said = (
            Status.MISSED,
            Outlook.BEHIND,
            gettext("已过截止日期，%(said)s仍未实现") % {"said": said},
        )
    else:
        status, outlook = Status.MEASURED, _JUDGED[judged]
    return Standing(status, outlook, f"{said}。", as_of=as_of, judgement=judged)


_JUDGED: Final = {
    Judgement.ON_COURSE: Outlook.ON_TRACK,
    Judgement.AT_RISK: Outlook.AT_RISK,
    Judgement.BEHIND: Outlook.BEHIND,
}


def _of_level(
    demand: Demand, known: Sequence[Measured], on: date, tolerance: Tolerance
) -> Standing:
    if not known:
        return Standing(Status.CONFIRMED, Outlook.UNKNOWN, gettext("尚无数据，不作判断。"))
    value, as_of, over = value_on(demand, known), known[-1].as_of, _is_over(demand, on)
    if value is None:
        why = gettext("数值的计量单位与指标不一致，且不能精确换算，不作判断。")
        return Standing(Status.MEASURED, Outlook.UNKNOWN, why, as_of=as_of)
    found = Standing(Status.MEASURED, Outlook.UNKNOWN, "", value, as_of)
    if satisfied(demand, value):
        # A sum that must stay below a limit may still grow until the due day.
        settled = over or not (demand.cumulative and is_limit(demand))
        status = Status.MET if settled else Status.MEASURED
        why = gettext("截至%(as_of)s的数值符合要求。") % {"as_of": as_of}
        return replace(found, status=status, outlook=Outlook.ON_TRACK, why=why)
    if is_broken(demand, value) and not over:
        return replace(found, outlook=Outlook.BEHIND, why=_broken(as_of))
    if over:
        why = gettext("已过截止日期，截至%(as_of)s的数值仍未达到要求。") % {"as_of": as_of}
        return replace(found, status=Status.MISSED, outlook=Outlook.BEHIND, why=why)
    return _on_the_way(demand, way_of(demand, known), found, tolerance)


def _broken(as_of: date) -> str:
    return gettext("截至%(as_of)s的数值已超过上限，只增不减的数不会再回到上限以内。") % {
        "as_of": as_of
    }


def way_of(demand: Demand, known: Sequence[Measured]) -> Way | None:
    """From the baseline; a sum begins with nothing on the first day; else from an earlier observation.

    known: what counts (``counting``), in its order.
    """
    if demand.due_on is None:
        return None
    if demand.cumulative:
        return Way(demand.start, Decimal(0), demand.due_on) if demand.start else None
    if demand.baseline is not None and demand.baseline_on is not None:
        return Way(demand.baseline_on, demand.baseline, demand.due_on)
    if len(known) < 2 or known[0].value is None:
        return None
    return Way(known[0].as_of, known[0].value, demand.due_on)


def _on_the_way(demand: Demand, way: Way | None, found: Standing, tolerance: Tolerance) -> Standing:
    if way is None or found.value is None or found.as_of is None:
        why = gettext("没有基数、只有一次数值，或没有截止日期，无法推算轨迹。")
        return replace(found, why=why)
    expected = expected_on(demand, way, found.as_of)
    scale = demand.scale_beside(found.value)
    outlook = held_against(demand, way, found.value, found.as_of, tolerance)
    why = gettext(
        "截至%(as_of)s为%(value)s，按直线推算当日应为%(expected)s；允许偏差为全程的%(slight)s%%（正常）和%(large)s%%（风险）。"
    ) % {
        "as_of": found.as_of,
        "value": scale.words(found.value),
        "expected": scale.words(demand.readable(expected, scale)),
        "slight": tidy(tolerance.slight * 100),
        "large": tidy(tolerance.large * 100),
    }
    return replace(found, outlook=outlook, why=why, expected=expected)


def _of_years(
    demand: Demand, known: Sequence[Measured], on: date, tolerance: Tolerance
) -> Standing:
    years = years_of(demand, known, on)
    if not known or not years:
        return Standing(Status.CONFIRMED, Outlook.UNKNOWN, gettext("尚无数据，不作判断。"))
    this = years[-1]
    found = Standing(Status.MEASURED, Outlook.UNKNOWN, "", this.value, this.as_of)
    if missed := [str(y.year) for y in years if y.over and y.met is False]:
        why = gettext("%(missed)s年未达到年度要求。") % {"missed": "、".join(missed)}
        return replace(found, status=Status.MISSED, outlook=Outlook.BEHIND, why=why)
    if blank := [str(y.year) for y in years if y.met is None and (y.over or y.value is None)]:
        return replace(
            found,
            why=gettext("%(blank)s年没有可用的数值，不作判断。") % {"blank": "、".join(blank)},
        )
    if this.value is not None and satisfied(demand, this.value):
        status = Status.MET if _is_over(demand, on) else Status.MEASURED
        why = (
            gettext("各年数值均符合年度要求。")
            if this.met
            else gettext("数值均在年度要求以内，当年结束后才能认定达到。")
        )
        return replace(found, status=status, outlook=Outlook.ON_TRACK, why=why)
    if this.value is not None and this.as_of is not None and is_broken(demand, this.value):
        return replace(found, outlook=Outlook.BEHIND, why=_broken(this.as_of))
    return _on_the_way(demand, _way_of_year(demand, this), found, tolerance)


def _way_of_year(demand: Demand, this: Year) -> Way:
    """Counts and money grow from nothing through the year; a ratio is to be held all the year."""
    before = date(this.year, 1, 1) - timedelta(days=1)
    start = Decimal(0) if demand.kind in (Kind.COUNT, Kind.MONEY) else demand.value or Decimal(0)
    return Way(before, start, this.last)
