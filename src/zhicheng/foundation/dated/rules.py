"""Which rule is in force on a day, and from which day on a city may set one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from django.utils.translation import gettext

AHEAD: Final = 5
"""Years for which a rule may be set ahead: no plan is longer, and a later year is a slip of the pen."""


class Dated(Protocol):
    """A rule in force from a day until the next one begins."""

    @property
    def valid_from(self) -> date: ...


R = TypeVar("R", bound=Dated)


def begin_fault(valid_from: date, today: date) -> str:
    """Why a rule cannot begin on a day (Chinese); empty when it can. What people saw on a day stays what they
    saw, so a rule never begins on a day that has begun."""
    if valid_from <= today:
        return gettext("规则只能从今天以后的日期起生效，不追溯。")
    if valid_from.year > today.year + AHEAD:
        return gettext("生效日期%(day)s太远，规则最多提前%(years)s年设定，请核对年份。") % {
            "day": valid_from,
            "years": AHEAD,
        }
    return ""


def in_force(rules: Iterable[R], on: date) -> R:
    """The rule of a day: of those that have begun, the latest. Raises LookupError where none has."""
    begun = [rule for rule in rules if rule.valid_from <= on]
    if not begun:
        raise LookupError(f"no rule on {on}")
    return max(begun, key=lambda rule: rule.valid_from)


def with_ends(rules: Sequence[R]) -> list[tuple[R, date | None]]:
    """Each rule, the earliest first, with its last day; None for the one that no other follows."""
    ends = [rule.valid_from - timedelta(1) for rule in rules[1:]]
    return list(zip(rules, [*ends, None], strict=True))
