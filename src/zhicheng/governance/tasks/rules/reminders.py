"""Reminders (提醒) before a day and escalation (督办) after it, in working days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from django.utils.translation import gettext_noop

from zhicheng.governance.tasks.rules.procedure import UNIT, As, Stage

_DAY = timedelta(1)


class WorkingDays(Protocol):
    """What is needed of a calendar (``engines.calendar``)."""

    def add_working_days(self, day: date, count: int, /) -> date: ...


class Anchor(StrEnum):
    """The day from which a rule counts."""

    DUE = "due"
    SIGN = "sign"
    MILESTONE = "milestone"
    """Of one's own: phases and years of the plan are the same for all, and everybody knows them."""


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """When whom to tell. days: working days, negative before the anchor's day, positive after it; never 0.

    key: kept with what was sent, so it never changes.
    """

    key: str
    anchor: Anchor
    days: int
    to: tuple[As, ...]

    @property
    def escalates(self) -> bool:
        return self.days > 0


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """The rules in force from a day, and what they rest on."""

    valid_from: date
    rules: tuple[ReminderRule, ...]
    source: str


REMINDER_PLANS: Final = (
    ReminderPlan(
        date(2000, 1, 1),
        (
            ReminderRule("due-20", Anchor.DUE, -20, UNIT),
            ReminderRule("due-5", Anchor.DUE, -5, UNIT),
            ReminderRule("due-1", Anchor.DUE, -1, UNIT),
            ReminderRule("due+1", Anchor.DUE, 1, UNIT),
            ReminderRule("due+5", Anchor.DUE, 5, (As.HEAD,)),
            ReminderRule("due+10", Anchor.DUE, 10, (As.HEAD, As.COORDINATOR)),
            ReminderRule("due+15", Anchor.DUE, 15, (As.HEAD, As.COORDINATOR, As.LEADER)),
            ReminderRule("sign+1", Anchor.SIGN, 1, UNIT),
            ReminderRule("sign+3", Anchor.SIGN, 3, (As.HEAD, As.COUNTY, As.COORDINATOR)),
            ReminderRule("sign+5", Anchor.SIGN, 5, (As.HEAD, As.COUNTY, As.COORDINATOR, As.LEADER)),
            ReminderRule("milestone-5", Anchor.MILESTONE, -5, UNIT),
            ReminderRule("milestone-1", Anchor.MILESTONE, -1, UNIT),
            ReminderRule("milestone+1", Anchor.MILESTONE, 1, UNIT),
            ReminderRule("milestone+5", Anchor.MILESTONE, 5, (As.HEAD, As.COORDINATOR)),
            ReminderRule(
                "milestone+10", Anchor.MILESTONE, 10, (As.HEAD, As.COORDINATOR, As.LEADER)
            ),
        ),
        gettext_noop("到期前提醒和逾期逐级督办的间隔，上级文件没有统一规定，按系统预设执行"),
    ),
)
RULE_KEYS: Final = frozenset(rule.key for plan in REMINDER_PLANS for rule in plan.rules)
MOVED_ON: Final = frozenset(
    {Stage.DRAFTED, Stage.REPORTED, Stage.CLOSED, Stage.FROZEN, Stage.ENDED}
)
"""Whose unit has nothing to do just now; what was verified in full waits for the office too."""


def rules_on(day: date) -> ReminderPlan:
    """The rules in force on a day. Raises LookupError where none are."""
    begun = [plan for plan in REMINDER_PLANS if plan.valid_from <= day]
    if not begun:
        raise LookupError(f"no rules for reminders on {day}")
    return max(begun, key=lambda plan: plan.valid_from)


def day_of_telling(on: date, today: date) -> date:
    """The day that a morning's reminders speak of: its own, or that of today where its work was left undone
    and is done only now; whoever is told reads it today. A clock put forward has reached its day."""
    return max(on, today)


def latest_anchor(rule: ReminderRule, on: date, calendar: WorkingDays) -> date:
    """The latest day for which a rule has come up by ``on``: of n working days before or after it."""
    if rule.days < 0:
        return calendar.add_working_days(on, -rule.days)
    return calendar.add_working_days(on + _DAY, -rule.days) - _DAY


@dataclass(frozen=True, slots=True)
class Window:
    """For anchors after ``after`` (None: any) and up to ``until``, this rule is the one that counts on a day.

    settled_by: what was told by one of these rules, this one and those that come after it, needs it no more –
    also when a calendar was taken back since; but not what was told for a day that is still ahead, by a clock
    that has been set right since.
    """

    rule: ReminderRule
    on: date
    after: date | None
    until: date
    settled_by: tuple[str, ...]


def windows(rules: Sequence[ReminderRule], on: date, calendar: WorkingDays) -> Iterator[Window]:
    """For each rule, the days for which it is the latest that has come up.

    A day's run looks only for these: after an outage, nobody is told that a day is five days ahead which
    has passed already. Raises what the calendar raises.
    """
    for anchor in Anchor:
        ordered = sorted((r for r in rules if r.anchor is anchor), key=lambda r: r.days)
        keys = [rule.key for rule in ordered]
        untils = [latest_anchor(rule, on, calendar) for rule in ordered]
        for n, (rule, until) in enumerate(zip(ordered, untils, strict=True)):
            after = untils[n + 1] if n + 1 < len(untils) else None
            yield Window(rule, on, after, until, tuple(keys[n:]))


_TOLD: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)\.(?P<rule>[^.]+)(\.(?P<run>[1-9]\d{0,3}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one run of a morning said by one rule; ``str`` is its name in an address. run: the first of the
    day that told anybody is 1, and is not named."""

    on: date
    rule: str
    run: int = 1

    def __str__(self) -> str:
        return f"{self.on}.{self.rule}" + (f".{self.run}" if self.run > 1 else "")

    @classmethod
    def named(cls, words: str) -> "Told | None":
        """What ``str`` gave; None for anything else."""
        found = _TOLD.fullmatch(words)
        if found is None or found["rule"] not in RULE_KEYS:
            return None
        try:
            on = date.fromisoformat(found["day"])
        except ValueError:
            return None
        return cls(on, found["rule"], int(found["run"] or 1))
