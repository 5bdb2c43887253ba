"""Reminders and escalation: found by the daily clock, each sent once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from zhicheng.engines.calendar import Calendar
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.calendars.queries import calendar
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.tasks.models import Assignment, Reminder
from zhicheng.governance.tasks.models import Sequence as Series
from zhicheng.governance.tasks.queries import People, to_remind
from zhicheng.governance.tasks.rules import Anchor, As, ReminderRule, rules_on, windows

_NAMED = 5
"""So many tasks are named in one notice; of more, the number is said."""


@transaction.atomic
def remind(*, on: date, at: datetime) -> int:
    """Send what is due to be sent on a day; returns how many parts somebody was told of.

    Each rule is told once for a part and its day (``Reminder`` is unique, and is written in the
    transaction of the notices): a second run, or one after a kill, finds nothing left to tell. Whatever
    has moved on – reported, closed, frozen, ended – is left alone. One notice a person and rule.
    """
    _in_turn()
    known, people = calendar(), People(on)
    sent: list[Reminder] = []
    for window in windows(rules_on(on).rules, on, known.with_estimates()):
        parts = list(to_remind(window))
        estimated = {p.pk for p in parts if not _exact(_anchor(window.rule, p), on, known)}
        counts = _tell(window.rule, parts, people, estimated=estimated, at=at)
        sent += [
            Reminder(
                assignment=part, rule=window.rule.key, anchor_on=_anchor(window.rule, part), on=on,
                people=counts[part.pk], provisional=part.pk in estimated, at=at,
            )
            for part in parts
        ]  # fmt: skip
    Reminder.objects.bulk_create(sent)
    return len(sent)


def _in_turn() -> None:
    """Of two runs at once, the second waits here until the first has committed."""
    Series.objects.get_or_create(name="reminders")
    Series.objects.select_for_update().get(name="reminders")


def _exact(anchor: date, on: date, known: Calendar) -> bool:
    """Whether all days between a part's day and this one are of published years (R-T-4).

    Where they are, the estimate of another year cannot have moved the day on which a rule comes up.
    """
    first, last = sorted((anchor.year, on.year))
    return all(year in known.years for year in range(first, last + 1))


def _anchor(rule: ReminderRule, part: Assignment) -> date:
    if rule.anchor is Anchor.DUE:
        return part.due_on
    assert part.sign_by is not None  # noqa: S101 - ``to_remind`` found it by this day
    return part.sign_by


def _tell(
    rule: ReminderRule,
    parts: Iterable[Assignment],
    people: People,
    *,
    estimated: Collection[int],
    at: datetime,
) -> dict[int, int]:
    """One notice to each person with all their parts. Returns how many people were told of each part; whoever
    has nobody to be told, the coordinators are told of. estimated: keys of the parts counted by an estimate."""
    by_person: dict[User, list[Assignment]] = defaultdict(list)
    counts = {}
    for part in parts:
        found = people.of(part.unit, rule.to) or people.of(part.unit, (As.COORDINATOR,))
        counts[part.pk] = len(found)
        for person in found:
            by_person[person].append(part)
    for person, theirs in by_person.items():
        text = _words(rule, theirs)
        if any(part.pk in estimated for part in theirs):
            text = told("%(text)s（含尚未公布放假安排的年份，按预计日历计算）", text=text)
        notify(to=[person], text=text, url=_url(rule, theirs), at=at)
    return counts


def _words(rule: ReminderRule, parts: Sequence[Assignment]) -> str:
    """What a notice says: the task and its day, or how many tasks and their numbers."""
    if len(parts) == 1:
        part = parts[0]
        return told(
            _ONE[rule.anchor, rule.escalates],
            unit=part.unit,
            number=part.task.number,
            title=part.task.title[:100],
            day=_anchor(rule, part),
        )
    numbers = "、".join(dict.fromkeys(part.task.number for part in parts[:_NAMED]))
    return told(
        _MANY[rule.anchor, rule.escalates],
        count=len(parts),
        numbers=numbers + ("…" if len(parts) > _NAMED else ""),
    )


_ONE = {
    (Anchor.DUE, False): gettext_noop("%(unit)s · %(number)s“%(title)s”临近完成时限（%(day)s）。"),
    (Anchor.DUE, True): gettext_noop(
        "%(unit)s · %(number)s“%(title)s”已过完成时限（%(day)s），请督促办理。"
    ),
    (Anchor.SIGN, True): gettext_noop(
        "%(unit)s · %(number)s“%(title)s”已过签收期限（%(day)s），仍未签收。"
    ),
}
_MANY = {
    (Anchor.DUE, False): gettext_noop("有 %(count)s 项分工临近完成时限：%(numbers)s"),
    (Anchor.DUE, True): gettext_noop("有 %(count)s 项分工已过完成时限，请督促办理：%(numbers)s"),
    (Anchor.SIGN, True): gettext_noop("有 %(count)s 项分工已过签收期限，仍未签收：%(numbers)s"),
}


def _url(rule: ReminderRule, parts: Sequence[Assignment]) -> str:
    if len(parts) == 1:
        return reverse("tasks:task", args=[parts[0].task_id])
    light = {Anchor.DUE: "overdue", Anchor.SIGN: "late_start"}[rule.anchor]
    rows = reverse("tasks:parts")
    return f"{rows}?light={light}" if rule.escalates else f"{rows}?sort=due"
