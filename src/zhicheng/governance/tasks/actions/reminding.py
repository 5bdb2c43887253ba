"""Reminders and escalation: found by the daily clock, each sent once."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, Model
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_noop

from zhicheng.engines.calendar import Calendar
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.calendars.queries import calendar
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Reminder
from zhicheng.governance.tasks.queries import People, Turn, to_remind
from zhicheng.governance.tasks.rules import (
    Anchor,
    As,
    ReminderRule,
    Told,
    day_of_telling,
    rules_on,
    windows,
)

_Row = TypeVar("_Row")
_NAMED = 5
"""So many tasks are named in one notice; of more, the number is said."""


@transaction.atomic
def remind(*, on: date, at: datetime) -> int:
    """Send what is due to be sent on a day; returns of how many parts and milestones somebody was told.

    Each rule is told once for a part and its day (``Reminder`` is unique, and is written in the
    transaction of the notices): a second run, or one after a kill, finds nothing left to tell. Whatever
    has moved on – reported, closed, frozen, ended – is left alone. One notice a person and rule.

    on: the day whose work it is; where that lies behind the day of ``at``, what holds today is told.
    """
    in_turn()
    on = day_of_telling(on, timezone.localdate(at))
    known, people, run = calendar(), People(on), run_of(Reminder, on)
    sent: list[tuple[Reminder, list[User]]] = []
    for window in windows(rules_on(on).rules, on, known.with_estimates()):
        turns = to_remind(window)
        estimated = {turn for turn in turns if not exact(turn.day, on, known)}
        told_of = tell(
            turns, window.rule.to, people, unit_of=lambda turn: turn.part.unit,
            say=partial(_notice, window.rule, Told(on, window.rule.key, run)), estimated=estimated, at=at,
        )  # fmt: skip
        sent += [
            (
                Reminder(
                    assignment=turn.part, milestone=turn.milestone, rule=window.rule.key,
                    anchor_on=turn.day, on=on, run=run, people=len(persons),
                    provisional=turn in estimated, at=at,
                ),
                persons,
            )
            for turn, persons in told_of.items()
        ]  # fmt: skip
    return keep(Reminder, sent)


def keep(kind: type[Model], sent: Sequence[tuple[Model, Sequence[User]]]) -> int:
    """Write down reminders, and who was told by each; returns how many there are.

    kind: of the reminders, which have a many-to-many column ``told``.
    """
    kind._default_manager.bulk_create(row for row, _persons in sent)
    told_of: Any = kind._meta.get_field("told")
    through = told_of.remote_field.through
    through.objects.bulk_create(
        through(reminder=row, user=person) for row, persons in sent for person in persons
    )
    return len(sent)


def run_of(kind: type[Model], on: date) -> int:
    """Which run of a day this is, among those that told anybody: what each told has an address of its own."""
    last: int | None = kind._default_manager.filter(on=on).aggregate(last=Max("run"))["last"]
    return (last or 0) + 1


def in_turn() -> None:
    """Of two runs at once, the second waits here until the first has committed."""
    take_turn("reminders")


def exact(anchor: date, on: date, known: Calendar) -> bool:
    """Whether all days between a part's day and this one are of published years (R-T-4).

    Where they are, the estimate of another year cannot have moved the day on which a rule comes up.
    """
    first, last = sorted((anchor.year, on.year))
    return all(year in known.years for year in range(first, last + 1))


def _by_estimate(text: str) -> str:
    """Words that a day was counted through a year whose calendar is not published (R-T-4)."""
    return told("%(text)s（含尚未公布放假安排的年份，按预计日历计算）", text=text)


def tell(
    rows: Sequence[_Row],
    to: Iterable[As],
    people: People,
    *,
    unit_of: Callable[[_Row], Unit | None],
    say: Callable[[Sequence[_Row]], tuple[str, str]],
    estimated: AbstractSet[_Row],
    at: datetime,
) -> dict[_Row, list[User]]:
    """One notice to each person with all their rows. Returns who was told of each.

    to: who is told at the unit of a row (``unit_of``). say: text and address of a notice about some of the rows.
    estimated: what was counted by an estimate.
    """
    by_person, by_row = people.share(rows, unit_of, to)
    for person, theirs in by_person.items():
        text, url = say(theirs)
        if not estimated.isdisjoint(theirs):
            text = _by_estimate(text)
        notify(to=[person], text=text, url=url, at=at)
    return by_row


def _notice(rule: ReminderRule, found: Told, turns: Sequence[Turn]) -> tuple[str, str]:
    return _words(rule, turns), _url(turns, found)


def _words(rule: ReminderRule, turns: Sequence[Turn]) -> str:
    """What a notice says: the task and its day, or how many parts and their numbers."""
    if len(turns) == 1:
        turn = turns[0]
        return told(
            _ONE[rule.anchor, rule.escalates],
            unit=turn.part.unit,
            number=turn.part.task.number,
            title=turn.part.task.title[:100],
            milestone=turn.title[:50],
            day=turn.day,
        )
    parts = list(dict.fromkeys(turn.part for turn in turns))
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
    (Anchor.MILESTONE, False): gettext_noop(
        "%(unit)s · %(number)s“%(title)s”的节点“%(milestone)s”临近（%(day)s）。"
    ),
    (Anchor.MILESTONE, True): gettext_noop(
        "%(unit)s · %(number)s“%(title)s”的节点“%(milestone)s”已过（%(day)s），仍未达到，请督促办理。"
    ),
}
_MANY = {
    (Anchor.DUE, False): gettext_noop("有 %(count)s 项分工临近完成时限：%(numbers)s"),
    (Anchor.DUE, True): gettext_noop("有 %(count)s 项分工已过完成时限，请督促办理：%(numbers)s"),
    (Anchor.SIGN, True): gettext_noop("有 %(count)s 项分工已过签收期限，仍未签收：%(numbers)s"),
    (Anchor.MILESTONE, False): gettext_noop("有 %(count)s 项分工的节点临近：%(numbers)s"),
    (Anchor.MILESTONE, True): gettext_noop(
        "有 %(count)s 项分工的节点已过、仍未达到，请督促办理：%(numbers)s"
    ),
}


def _url(turns: Sequence[Turn], found: Told) -> str:
    """The task; of several, the parts that the notice speaks of and no others."""
    if len(turns) == 1:
        return reverse("tasks:task", args=[turns[0].part.task_id])
    query = urlencode({"reminded": str(found)})
    return f"{reverse('tasks:parts')}?{query}"
