"""Who sits on a conference, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.rules import overlap
from zhicheng.governance.plans.rules.dates import slip_of


class SeatKind(StrEnum):
    """What somebody is to a conference (RULES §9 联席会议)."""

    CONVENER = "convener"
    VICE = "vice"
    MEMBER = "member"
    LIAISON = "liaison"


SEAT_NAMES = {
    SeatKind.CONVENER: _("召集人"),
    SeatKind.VICE: _("副召集人"),
    SeatKind.MEMBER: _("成员"),
    SeatKind.LIAISON: _("联络员"),
}
ALONE = frozenset({SeatKind.CONVENER})
"""Seats of which a conference has one at a time."""
_ONE_A_UNIT = frozenset({SeatKind.MEMBER, SeatKind.LIAISON})


@dataclass(frozen=True, slots=True)
class Tenure:
    """A seat as the rules see it. unit: its key, None for who belongs to no unit. person: the name."""

    kind: SeatKind
    unit: int | None
    person: str
    valid_from: date
    valid_to: date | None

    @property
    def period(self) -> tuple[date, date | None]:
        return self.valid_from, self.valid_to


def leaving_fault(on: date, tenure: tuple[date, date | None]) -> str:
    """Why a tenure cannot end with a day (Chinese); empty where it can."""
    begins, ends = tenure
    if on < begins:
        return gettext("止日不能早于起日。")
    if ends is not None and on >= ends:
        return gettext("这一任期已在该日或之前结束。")
    return slip_of(on)


def seat_faults(new: Tenure, others: Iterable[Tenure]) -> dict[str, str]:
    """What keeps a seat from being given: field → message (Chinese). others: of the same conference.

    Two people of one name and unit are one person here: the conference could not tell them apart either.
    """
    if not new.person:
        return {"person": gettext("请填写姓名。")}
    days = {"valid_from": new.valid_from, "valid_to": new.valid_to}
    if slips := {name: slip for name, day in days.items() if (slip := slip_of(day))}:
        return slips
    if new.valid_to is not None and new.valid_to < new.valid_from:
        return {"valid_to": gettext("止日不能早于起日。")}
    at_once = [other for other in others if overlap(new.period, other.period)]
    if any((other.person, other.unit) == (new.person, new.unit) for other in at_once):
        return {"person": gettext("该同志这一时期已有席位，任期不能重叠。")}
    if new.kind in ALONE and any(other.kind == new.kind for other in at_once):
        return {"kind": gettext("这一时期已有召集人，请先结束其任期。")}
    taken = any(other.kind == new.kind and other.unit == new.unit for other in at_once)
    if new.kind in _ONE_A_UNIT and new.unit is not None and taken:
        return {"unit": gettext("该单位这一时期已有同类席位，请先结束其任期。")}
    return {}
