"""What a circular (通报) lists: who is praised and who is criticised, and on which grounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from zhicheng.governance.plans.rules.dates import slip_of


class EntryKind(StrEnum):
    PRAISE = "praise"
    CRITICISM = "criticism"


ENTRY_KINDS = {EntryKind.PRAISE: _("通报表扬"), EntryKind.CRITICISM: _("通报批评")}


class CircularState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    DISCARDED = "discarded"


CIRCULAR_NAMES = {
    CircularState.DRAFT: _("草稿"),
    CircularState.PUBLISHED: _("已印发"),
    CircularState.DISCARDED: _("已作废"),
}


@dataclass(frozen=True, slots=True)
class ListingRule:
    """When a circular proposes a unit. praise: at least so many parts closed in the period, all of them in time,
    and nothing late or under an order. criticism: at least so many orders escalated into a circular."""

    valid_from: date
    source: str
    praise: int
    criticism: int


LISTING: Final = ListingRule(
    date(2000, 1, 1),
    gettext_noop("通报表扬和批评的条件，上级文件没有统一规定，按系统预设执行"),
    praise=2,
    criticism=1,
)
"""In force until the city sets its own."""
_MOST = 99


def listing_faults(rule: ListingRule) -> dict[str, str]:
    """Why this cannot be a city's rule: field → message (Chinese)."""
    faults = {
        name: gettext("应在 1 到 %(most)s 之间。") % {"most": _MOST}
        for name in ("praise", "criticism")
        if not 1 <= getattr(rule, name) <= _MOST
    }
    if not rule.source.strip():
        faults["source"] = gettext("请填写依据。")
    return faults


def deserves_praise(rule: ListingRule, closed: Sequence[tuple[date, date]]) -> bool:
    """closed: of each part that was closed in the period, the day it was due and the day it was closed."""
    return len(closed) >= rule.praise and all(on <= due for due, on in closed)


def period_faults(first: date, last: date) -> dict[str, str]:
    """What is wrong with the period of a circular: field → message (Chinese)."""
    if first < LISTING.valid_from:
        return {"period_from": gettext("起始日期过早，请核对年份。")}
    if slip := slip_of(last):
        return {"period_to": slip}
    if last < first:
        return {"period_to": gettext("截止日期不能早于起始日期。")}
    return {}


def publishing_fault(last: date, today: date, grounded: Iterable[bool]) -> str:
    """Why a circular cannot be published (Chinese); empty when it can. grounded: of each entry, whether it
    names an order, a task or a figure that it rests on."""
    entries = list(grounded)
    if last > today:
        return gettext("通报的期间尚未结束，不能印发。")
    if not entries:
        return gettext("通报没有列出任何单位或个人，不能印发。")
    if not all(entries):
        return gettext("有条目没有依据，不能印发；请补充依据或删去该条目。")
    return ""
