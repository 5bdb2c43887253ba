"""The procedure of a yearly plan, and what an item of it may say. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.declaration import Guard, Procedure, State, Transition
from zhicheng.governance.targets.rules import Demand, Measured, Year, counting, judged, slices_of


class PlanState(StrEnum):
    DRAFTED = "drafted"
    SENT = "sent"
    RETURNED = "returned"
    AGREED = "agreed"
    REVISING = "revising"


_WORDS = {
    PlanState.DRAFTED: gettext_noop("编制中"),
    PlanState.SENT: gettext_noop("待审定"),
    PlanState.RETURNED: gettext_noop("退回修改"),
    PlanState.AGREED: gettext_noop("已审定"),
    PlanState.REVISING: gettext_noop("调整中"),
}
STATE_NAMES = {state: _(word) for state, word in _WORDS.items()}
EDITABLE: Final = frozenset({PlanState.DRAFTED, PlanState.RETURNED, PlanState.REVISING})
FIRST_YEAR, LAST_YEAR = 2000, 2100


class As(StrEnum):
    OFFICER = "officer"
    COUNTY = "county"
    HEAD = "head"
    COORDINATOR = "coordinator"


AS_NAMES = {
    As.HEAD: gettext_noop("单位负责人"),
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
}
UNIT: Final = (As.OFFICER, As.COUNTY, As.HEAD)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the guards look at: how many items the plan has."""

    items: int = 0


_R = "RULES §9 R-SC: yearly 要点 of each unit, agreed with the office, with results 可考核、可评价"
WORKPLAN: Final[Procedure[PlanFacts]] = Procedure(
    name="unit's yearly plan",
    start=PlanState.DRAFTED,
    states=tuple(State(s, _WORDS[s], final=s is PlanState.AGREED) for s in PlanState),
    actors={actor.value: AS_NAMES[actor] for actor in (As.HEAD, As.COORDINATOR)},
    guards=(Guard("items", lambda f: f.items > 0, "计划还没有事项，不能报送。"),),
    transitions=(
        Transition(
            (PlanState.DRAFTED, PlanState.RETURNED, PlanState.REVISING), "submit", "报送计划",
            PlanState.SENT, (As.HEAD,), _R, guards=("items",),
        ),
        Transition(
            (PlanState.SENT,), "return", "退回计划", PlanState.RETURNED, (As.COORDINATOR,), _R,
            needs_reason=True,
        ),
        Transition((PlanState.SENT,), "agree", "审定计划", PlanState.AGREED, (As.COORDINATOR,), _R),
        Transition(
            (PlanState.AGREED,), "revise", gettext_noop("调整计划"), PlanState.REVISING,
            (As.HEAD, As.COORDINATOR), _R, needs_reason=True,
        ),
    ),
)  # fmt: skip


class OwnState(StrEnum):
    """How far an item is that the unit set itself: the ledger knows nothing of it."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"


OWN_NAMES = {
    OwnState.WAITING: _("未启动"),
    OwnState.WORKING: _("进行中"),
    OwnState.DONE: _("已完成"),
}


def falls_in(year: int, opened_on: date, due_on: date, milestones: Iterable[date]) -> bool:
    """Whether work of the ledger belongs into the plan of a year: it was given out by its end, and is due, or
    has a milestone, within it."""
    return opened_on.year <= year and any(day.year == year for day in (due_on, *milestones))


def carried_over(year: int, on: date, due_on: date) -> bool:
    """Whether open work of an earlier year goes over into the plan of a year that is drawn on a day: it is
    overdue."""
    return due_on.year < year and due_on < on


def slice_of(demand: Demand, year: int, parts: Mapping[int, Decimal]) -> Decimal | None:
    """What a target wants of one year, in its unit: what was distributed to the year; of a target that holds for
    each year by itself (R §2.4) the same in every year of its period; of any other in the year in which it is
    due the whole, where no years were given shares. None where the year has nothing of its own.
    parts: year → value.
    """
    if year in parts:
        return parts[year]
    if not demand.annual:
        due = demand.due_on is not None and demand.due_on.year == year
        return demand.value if due and not parts else None
    first = demand.start.year if demand.start else year
    last = demand.due_on.year if demand.due_on else year
    return demand.value if first <= year <= last else None


def measured_in(
    demand: Demand, year: int, wanted: Decimal, known: Sequence[Measured], on: date
) -> Year:
    """What had come by a day of what a target wants of a year. known: what was measured of it.

    Of a sum (累计) that is wanted whole in the year in which it is due, all that was added up since the beginning;
    else what was measured in the year.
    """
    whole = demand.cumulative and not demand.annual and wanted == demand.value
    if whole and demand.due_on is not None and demand.due_on.year == year:
        return judged(demand, counting(demand, known, on), year, demand.due_on, on)
    return slices_of(demand, {year: wanted}, known, on)[0].found


def item_faults(title: str, due_on: date | None, year: int) -> dict[str, str]:
    """What does not hold up in an item that a unit sets itself: field → message (Chinese)."""
    faults = {}
    if not title.strip():
        faults["title"] = gettext("请填写工作内容。")
    if due_on is None or due_on.year != year:
        faults["due_on"] = gettext("完成时限应在%(year)s年内。") % {"year": year}
    return faults


def report_fault(on: date, today: date, since: date, last: date | None) -> str:
    """Why a report on an item cannot be of a day (Chinese); empty when it can. since: the day on which the
    plan was agreed. last: the day of the report before."""
    if on > today:
        return gettext("日期不能晚于今天。")
    if on < since:
        return gettext("日期不能早于计划审定的%(day)s。") % {"day": since.isoformat()}
    if last is not None and on < last:
        return gettext("日期不能早于上一次填报的%(day)s。") % {"day": last.isoformat()}
    return ""
