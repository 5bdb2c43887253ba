"""Sub-tasks: who may be given one, until when, how much, and under which number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from django.utils.translation import gettext

from zhicheng.governance.tasks.rules.starts import begins_on

Balance = Literal["open", "even", "left", "over"]

DEEPEST: Final = 2
"""A task of the plan has sub-tasks, and these may be handed on once more; deeper, nobody finds the way back."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands. areas: the key of its area, and of those that it lies in. government: of a
    county or zone (as against one of its bureaus)."""

    unit: int
    areas: tuple[int, ...]
    government: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit is given. unit: its name; amount: None where nothing was filled in."""

    unit: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What is broken down.

    opened_on, due_on: of the task. plan_end, plan_start: of the plan, as far as it has them. amount: of the
    task, None where nothing can be counted; measure: in what. given: what its sub-tasks have already, and
    given_measures in what they have it.
    """

    opened_on: date
    due_on: date
    plan_end: date | None = None
    amount: Decimal | None = None
    measure: str = ""
    given: Decimal = Decimal(0)
    given_measures: tuple[str, ...] = ()
    plan_start: date | None = None


def is_subordinate(own: Place, other: Place) -> bool:
    """Whether a unit may hand work on to another: to what lies in its area – a department of the city to
    counties and zones –, and as the government of a county or zone to its own bureaus."""
    if own.unit == other.unit:
        return False
    below = other.areas[0] != own.areas[0] and own.areas[0] in other.areas
    bureau = own.government and not other.government and other.areas[0] == own.areas[0]
    return below or bureau


def proposed_day(whole: Whole) -> date | None:
    """The day to propose for sub-tasks: the last one that both the task and its plan's period allow, since a
    task's day may have been kept beyond it. None where no day is left."""
    last = _last_day(whole)
    first = begins_on(whole.opened_on, whole.plan_start)
    return last if first <= last else None


def _last_day(whole: Whole) -> date:
    return min(whole.due_on, whole.plan_end or whole.due_on)


def behind_fault(whole: Whole, due_on: date, today: date, *, office: bool) -> str:
    """Why a sub-task cannot be due on a day that lies behind (Chinese); empty when it can. It is overdue as
    soon as it is there, and is told to everybody: a slip of the pen, unless the task itself leaves no other
    day and the coordinator means it.

    office: the coordinator breaks the task down.
    """
    if due_on >= today:
        return ""
    if _last_day(whole) >= today:
        return gettext("子任务的时限不能早于今天（%(today)s）。") % {"today": today}
    return "" if office else gettext("上级任务的时限已过，请统筹协调员分解。")


def breakdown_faults(
    whole: Whole, due_on: date, shares: Sequence[Share], *, partial: bool
) -> dict[str, str]:
    """What is wrong with a breakdown: field → message (Chinese). Empty when all is well.

    partial: what is left over is to be given out later. A distribution never exceeds the whole, and sums
    up to it unless it is partial.
    """
    if not shares:
        return {"units": gettext("请至少选择一个单位。")}
    faults = _given_faults(whole)
    if not faults and (fault := _share_fault(whole, shares, partial=partial)):
        faults["shares"] = fault
    if fault := _due_fault(whole, due_on):
        faults["due_on"] = fault
    return faults


def _given_faults(whole: Whole) -> dict[str, str]:
    """What its sub-tasks have already stays a part of the whole, in the same measure, as long as they live."""
    if not whole.given:
        return {}
    if whole.amount is None:
        return {
            "amount": gettext(
                "已经分解 %(given)s，请填写总量；撤回或终止有数量的子任务后才能留空。"
            )
            % {"given": shown_amount(whole.given, "、".join(whole.given_measures))}
        }
    if whole.given_measures != (whole.measure,):
        return {
            "measure": gettext("已有子任务以“%(measures)s”计量，总量应使用同一计量单位。")
            % {"measures": "、".join(whole.given_measures)}
        }
    return {}


def _due_fault(whole: Whole, due_on: date) -> str:
    if due_on > whole.due_on:
        return gettext("子任务的时限不能晚于上级任务的完成时限（%(due_on)s）。") % {
            "due_on": whole.due_on
        }
    if whole.plan_end is not None and due_on > whole.plan_end:
        return gettext("子任务的时限不能晚于方案结束日期（%(plan_end)s）。") % {
            "plan_end": whole.plan_end
        }
    if due_on < whole.opened_on:
        return gettext("子任务的时限不能早于上级任务的下达日期（%(opened_on)s）。") % {
            "opened_on": whole.opened_on
        }
    if due_on < begins_on(whole.opened_on, whole.plan_start):
        return gettext("子任务的时限不能早于方案起始日期（%(plan_start)s）。") % {
            "plan_start": whole.plan_start
        }
    return ""


def _share_fault(whole: Whole, shares: Sequence[Share], *, partial: bool) -> str:
    filled = [share for share in shares if share.amount is not None]
    if whole.amount is None:
        return gettext("填写了各单位数量，请同时填写总量和计量单位。") if filled else ""
    missing = [share.unit for share in shares if share.amount is None]
    if missing:
        return gettext("总量为 %(whole)s，请填写数量：%(missing)s。") % {
            "whole": _with_unit(whole.amount, whole),
            "missing": "、".join(missing),
        }
    wrong = [share.unit for share in filled if share.amount is not None and share.amount <= 0]
    if wrong:
        return gettext("数量应大于 0：%(wrong)s。") % {"wrong": "、".join(wrong)}
    return _sum_fault(whole, sum_of(share.amount for share in filled), partial=partial)


def _sum_fault(whole: Whole, asked: Decimal, *, partial: bool) -> str:
    assert whole.amount is not None  # noqa: S101 - asked before
    before = (
        gettext("，加上已经分解的 %(whole)s") % {"whole": _with_unit(whole.given, whole)}
        if whole.given
        else ""
    )
    said = gettext("各单位数量合计 %(whole)s%(before)s") % {
        "whole": _with_unit(asked, whole),
        "before": before,
    }
    rest = whole.amount - whole.given - asked
    if rest < 0:
        return gettext("%(said)s，比总量 %(whole)s多 %(whole2)s。") % {
            "said": said,
            "whole": _with_unit(whole.amount, whole),
            "whole2": _with_unit(-rest, whole),
        }
    if rest > 0 and not partial:
        return gettext(
            "%(said)s，比总量 %(total)s少 %(rest)s；其余以后再分解的，请勾选“其余以后再分解”。"
        ) % {
            "said": said,
            "total": _with_unit(whole.amount, whole),
            "rest": _with_unit(rest, whole),
        }
    return ""


def balance(whole: Decimal | None, given: Decimal, asked: Decimal) -> tuple[Balance, Decimal]:
    """How what is given and asked stands against the whole, and by how much it differs; open where there is
    no whole."""
    rest = Decimal(0) if whole is None else whole - given - asked
    if whole is None:
        return "open", rest
    if not rest:
        return "even", rest
    return ("left", rest) if rest > 0 else ("over", -rest)


def sum_of(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of what is known."""
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _with_unit(amount: Decimal, whole: Whole) -> str:
    return shown_amount(amount, whole.measure)


def shown_amount(amount: Decimal, measure: str) -> str:
    """An amount without the noughts that mean nothing, and its measure: 1,200件."""
    plain = f"{amount:,f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + measure


def sub_number(parent: str, count: int) -> str:
    """The number of a task's so-manieth sub-task: 2026-0042-01."""
    return f"{parent}-{count:02d}"


def depth_of(number: str) -> int:
    """How deep a task lies by its number: 0 for a task of the plan, 1 for its sub-tasks."""
    return number.count("-") - 1
