"""Who came, and whether enough came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.governance.plans.rules.dates import slip_of


class Presence(StrEnum):
    PRESENT = "present"
    DEPUTY = "deputy"
    EXCUSED = "excused"
    ABSENT = "absent"


PRESENCE_NAMES = {
    Presence.PRESENT: _("出席"),
    Presence.DEPUTY: _("委托他人参会"),
    Presence.EXCUSED: _("请假"),
    Presence.ABSENT: _("缺席"),
}
_COUNTED = frozenset({Presence.PRESENT, Presence.DEPUTY})


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """At least this share of the members has to be there, in person or by a deputy."""

    valid_from: date
    share: Fraction
    source: str

    @property
    def name(self) -> Text:
        """The share in words."""
        return SHARE_NAMES[Share(f"{self.share.numerator}/{self.share.denominator}")]


QUORUM: Final = QuorumRule(
    date(2000, 1, 1),
    Fraction(1, 2),
    gettext_noop("联席会议的到会人数，上级文件没有统一规定，按系统预设的半数执行"),
)
"""In force until the city sets its own."""
FIRST_DAY: Final = QUORUM.valid_from
"""Before this day nobody knows how many had to come."""


class Share(StrEnum):
    """How many members have to be there, as cities' rules say it."""

    THIRD = "1/3"
    HALF = "1/2"
    TWO_THIRDS = "2/3"
    THREE_QUARTERS = "3/4"
    ALL = "1/1"


SHARE_NAMES = {
    Share.THIRD: _("三分之一"),
    Share.HALF: _("半数"),
    Share.TWO_THIRDS: _("三分之二"),
    Share.THREE_QUARTERS: _("四分之三"),
    Share.ALL: _("全体"),
}


def quorum_faults(source: str) -> dict[str, str]:
    """Why this cannot be a city's rule: field → message (Chinese)."""
    return {} if source.strip() else {"source": gettext("请填写依据。")}


def day_fault(held_on: date, founded_on: date, ended_on: date | None) -> str:
    """Why a meeting cannot be on a day (Chinese); empty where it can. ended_on: the last day of the conference,
    None while no end is known."""
    first = max(founded_on, FIRST_DAY)
    if held_on < first:
        return gettext("会议日期不能早于%(day)s。") % {"day": first}
    if ended_on is not None and held_on > ended_on:
        return gettext("联席会议于%(day)s结束，此后不再召开会议。") % {"day": ended_on}
    return slip_of(held_on)


def is_quorate(rule: QuorumRule, presences: Iterable[Presence | None]) -> bool:
    """presences: of every member; None where it was not noted, which counts as not there."""
    noted = list(presences)
    there = sum(one in _COUNTED for one in noted)
    return there > 0 and there >= rule.share * len(noted)
