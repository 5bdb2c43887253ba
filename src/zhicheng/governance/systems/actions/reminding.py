"""Reminders of milestones and escalation: by the table of the ledger, each sent once."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_noop

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.calendars.queries import calendar
from zhicheng.foundation.face.told import told
from zhicheng.governance.systems.models import Milestone, Reminder
from zhicheng.governance.systems.queries import to_remind
from zhicheng.governance.tasks.actions.reminding import exact, in_turn, keep, run_of, tell
from zhicheng.governance.tasks.queries import People
from zhicheng.governance.tasks.rules import (
    Anchor,
    ReminderRule,
    Told,
    day_of_telling,
    rules_on,
    windows,
)


@transaction.atomic
def remind(*, on: date, at: datetime) -> int:
    """Send what is due to be sent on a day; returns of how many milestones somebody was told.

    As the ledger does (``tasks.actions.remind``): once for a milestone, rule and day, however often it
    runs; what was reached, dropped, moved, or belongs to what is stopped is left alone. Of a day that lies
    behind, what holds today is told.
    """
    in_turn()
    on = day_of_telling(on, timezone.localdate(at))
    known, people, run = calendar(), People(on), run_of(Reminder, on)
    sent: list[tuple[Reminder, list[User]]] = []
    rules = [rule for rule in rules_on(on).rules if rule.anchor is Anchor.MILESTONE]
    for window in windows(rules, on, known.with_estimates()):
        rows = list(to_remind(window))
        estimated = {row for row in rows if not exact(row.due_on, on, known)}
        told_of = tell(
            rows, window.rule.to, people, unit_of=lambda row: row.system.owner,
            say=partial(_notice, window.rule, Told(on, window.rule.key, run)), estimated=estimated, at=at,
        )  # fmt: skip
        sent += [
            (
                Reminder(
                    milestone=row, rule=window.rule.key, anchor_on=row.due_on, on=on, run=run,
                    provisional=row in estimated, at=at,
                ),
                persons,
            )
            for row, persons in told_of.items()
        ]  # fmt: skip
    return keep(Reminder, sent)


def _notice(rule: ReminderRule, found: Told, rows: Sequence[Milestone]) -> tuple[str, str]:
    return _words(rule, rows), _url(rows, found)


def _words(rule: ReminderRule, rows: Sequence[Milestone]) -> str:
    """What a notice says: the system and its milestone, or how many systems."""
    if len(rows) == 1:
        row = rows[0]
        return told(
            _PASSED if rule.escalates else _NEAR,
            system=row.system.name[:100],
            milestone=row.name,
            day=row.due_on,
        )
    return told(
        _MANY_PASSED if rule.escalates else _MANY_NEAR, count=len({row.system_id for row in rows})
    )


_NEAR = gettext_noop("建设清单“%(system)s”的节点“%(milestone)s”临近（%(day)s）。")
_PASSED = gettext_noop(
    "建设清单“%(system)s”的节点“%(milestone)s”已过（%(day)s），仍未完成，请督促办理。"
)
_MANY_NEAR = gettext_noop("建设清单有 %(count)s 个系统的节点临近。")
_MANY_PASSED = gettext_noop("建设清单有 %(count)s 个系统的节点已过、仍未完成，请督促办理。")


def _url(rows: Sequence[Milestone], found: Told) -> str:
    """The system; of several milestones, the systems that the notice speaks of and no others."""
    if len(rows) == 1:
        return reverse("systems:system", args=[rows[0].system_id])
    return f"{reverse('systems:list')}?{urlencode({'reminded': str(found)})}"
