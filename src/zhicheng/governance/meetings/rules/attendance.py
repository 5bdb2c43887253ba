"""Who came, and whether enough came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

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


QUORUM_RULES: Final = (
    QuorumRule(
        date(2000, 1, 1),
        Fraction(1, 2),
        gettext_noop("联席会议的到会人数，上级文件没有统一规定，按系统预设的半数执行"),
    ),
)


FIRST_DAY: Final = min(rule.valid_from for rule in QUORUM_RULES)
"""Before this day nobody knows how many had to come."""


def day_fault(held_on: date, founded_on: date) -> str:
    """Why a meeting cannot be on a day (Chinese); empty where it can."""
    first = max(founded_on, FIRST_DAY)
    if held_on < first:
        return gettext("会议日期不能早于%(day)s。") % {"day": first}
    return slip_of(held_on)


def quorum_rule(day: date) -> QuorumRule:
    """The rule in force on a day. Raises LookupError where none is."""
    begun = [rule for rule in QUORUM_RULES if rule.valid_from <= day]
    if not begun:
        raise LookupError(f"no rule for the quorum on {day}")
    return max(begun, key=lambda rule: rule.valid_from)


def is_quorate(rule: QuorumRule, presences: Iterable[Presence | None]) -> bool:
    """presences: of every member; None where it was not noted, which counts as not there."""
    noted = list(presences)
    there = sum(one in _COUNTED for one in noted)
    return there > 0 and there >= rule.share * len(noted)
