"""What happens to an order that is not answered by its term (逐级督办): steps as data, in force from a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop

from zhicheng.governance.supervision.rules.capacities import UNIT, As


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """So many working days after the term: whom to tell. circular: the order belongs into the next 通报.

    key: kept with what was done, so it never changes. words: for the history and the notice.
    """

    key: str
    days: int
    to: tuple[As, ...]
    words: str
    circular: bool = False


@dataclass(frozen=True, slots=True)
class EscalationPlan:
    """The steps in force from a day, the earliest first, and what they rest on."""

    valid_from: date
    steps: tuple[EscalationStep, ...]
    source: str


ESCALATION_PLANS: Final = (
    EscalationPlan(
        date(2000, 1, 1),
        (
            EscalationStep("late-1", 1, UNIT, gettext_noop("提醒承办单位负责人")),
            EscalationStep(
                "late-3", 3, (As.HEAD, As.COORDINATOR, As.LEADER), gettext_noop("报告市领导")
            ),
            EscalationStep(
                "late-5", 5, (As.HEAD, As.COORDINATOR, As.LEADER), gettext_noop("列入通报"),
                circular=True,
            ),
        ),
        gettext_noop("逾期未回复的逐级督办间隔，上级文件没有统一规定，按系统预设执行"),
    ),
)  # fmt: skip


def escalation_plan(day: date) -> EscalationPlan:
    """The steps in force on a day. Raises LookupError where none are."""
    begun = [plan for plan in ESCALATION_PLANS if plan.valid_from <= day]
    if not begun:
        raise LookupError(f"no steps of escalation on {day}")
    return max(begun, key=lambda plan: plan.valid_from)


def escalation_step(key: str) -> EscalationStep | None:
    """The step of a key, in force or not; None for one that was never there."""
    return next((s for plan in ESCALATION_PLANS for s in plan.steps if s.key == key), None)


def step_come_up(steps: Sequence[EscalationStep], late: int) -> EscalationStep | None:
    """The latest step that has come up. late: working days since the term. After an outage no step is
    made up for that a later one has passed."""
    return max((s for s in steps if s.days <= late), key=lambda s: s.days, default=None)


def circular_steps() -> frozenset[str]:
    """The keys of all steps, of whatever plan, that lead into a circular."""
    return frozenset(s.key for plan in ESCALATION_PLANS for s in plan.steps if s.circular)
