"""Timeliness, apart from the state."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.rules import in_force
from zhicheng.governance.tasks.rules.procedure import Stage


class Light(StrEnum):
    """Timeliness, apart from the state (R-SC-2)."""

    OVERDUE = "overdue"
    SOON = "soon"
    NORMAL = "normal"
    FROZEN = "frozen"
    DONE = "done"
    ENDED = "ended"


LIGHT_NAMES = {
    Light.OVERDUE: _("逾期"),
    Light.SOON: _("临期"),
    Light.NORMAL: _("正常"),
    Light.FROZEN: _("冻结"),
    Light.DONE: _("办结"),
    Light.ENDED: _("终止"),
}
_RESTING = {Stage.CLOSED: Light.DONE, Stage.ENDED: Light.ENDED, Stage.FROZEN: Light.FROZEN}


@dataclass(frozen=True, slots=True)
class LightRule:
    """How lights are switched in a period (R-SC-2: PARAM).

    soon_days: so many calendar days before the due date, a task is due soon.
    """

    valid_from: date
    valid_to: date | None
    soon_days: int
    source: str


LIGHT_RULES: Final = (
    LightRule(
        date(2000, 1, 1), None, 30, "RULES §9 R-SC-2 (PARAM; 30 days unless a city sets another)"
    ),
)


def light_rule(on: date) -> LightRule:
    """The rule that holds on a day. Raises LookupError where none does."""
    for rule in LIGHT_RULES:
        if in_force(rule.valid_from, rule.valid_to, on):
            return rule
    raise LookupError(f"no rule for lights on {on}")


def timeliness(stage: Stage, due_on: date, on: date) -> Light:
    """The light of an assignment or a task on a day. The due day itself is still in time."""
    if stage in _RESTING:
        return _RESTING[stage]
    if due_on < on:
        return Light.OVERDUE
    return Light.SOON if due_on <= on + timedelta(light_rule(on).soon_days) else Light.NORMAL


def light_when_frozen(due_on: date, frozen_on: date) -> Light:
    """The light of the day on which the work was frozen; a freeze neither heals nor worsens it."""
    return timeliness(Stage.IN_PROGRESS, due_on, frozen_on)
