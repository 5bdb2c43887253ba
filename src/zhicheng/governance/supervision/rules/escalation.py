"""What happens to an order that is not answered by its term (逐级督办): steps as data, in force from a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext, gettext_noop

from zhicheng.governance.supervision.rules.capacities import UNIT, As

MOST_STEPS = 6
"""Steps that an order goes through at most."""
LONGEST_WORDS = 40
"""Characters of what is done at a step."""
LATEST = 60
"""Working days after the term by which the last step is taken at the latest."""
TOLD: Final = frozenset((*UNIT, As.COORDINATOR, As.LEADER))
"""Whom a step can tell."""


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """So many working days after the term: whom to tell. circular: the order belongs into the next 通报.

    words: for the history and the notice. key: kept with what was done, so it never changes; of a rule that the
    city sets it follows from the day on which that begins.
    """

    days: int
    to: tuple[As, ...]
    words: str
    circular: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class EscalationPlan:
    """The steps in force from a day, the earliest first, and what they rest on."""

    valid_from: date
    source: str
    steps: tuple[EscalationStep, ...]


ESCALATION: Final = EscalationPlan(
    date(2000, 1, 1),
    gettext_noop("逾期未回复的逐级督办间隔，上级文件没有统一规定，按系统预设执行"),
    (
        EscalationStep(1, UNIT, gettext_noop("提醒承办单位负责人"), key="late-1"),
        EscalationStep(
            3, (As.HEAD, As.COORDINATOR, As.LEADER), gettext_noop("报告市领导"), key="late-3"
        ),
        EscalationStep(
            5, (As.HEAD, As.COORDINATOR, As.LEADER), gettext_noop("列入通报"), circular=True,
            key="late-5",
        ),
    ),
)  # fmt: skip
"""In force until the city sets its own."""


def step_key(valid_from: date, days: int) -> str:
    """The key of a step of a rule that the city set."""
    return f"{valid_from:%Y%m%d}-{days}"


def escalation_faults(plan: EscalationPlan) -> list[str]:
    """Why steps cannot be a city's rule (Chinese); empty when they can."""
    return list(_wrong(plan))


def _wrong(plan: EscalationPlan) -> Iterator[str]:
    days = [step.days for step in plan.steps]
    if not plan.source.strip():
        yield gettext("请填写依据。")
    if not 1 <= len(days) <= MOST_STEPS:
        yield gettext("逐级督办应有 1 到 %(most)s 步。") % {"most": MOST_STEPS}
    if any(not 1 <= day <= LATEST for day in days):
        yield gettext("逾期天数应在 1 到 %(most)s 个工作日之间。") % {"most": LATEST}
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield gettext("各步的逾期天数应逐步增加，不得相同。")
    if any(not 1 <= len(step.words.strip()) <= LONGEST_WORDS for step in plan.steps):
        yield gettext("请写明每一步的措施，不超过 %(most)s 字。") % {"most": LONGEST_WORDS}
    if any(not step.to or not TOLD.issuperset(step.to) for step in plan.steps):
        yield gettext("每一步须通知承办单位、统筹协调员或市领导。")


def escalation_step(plans: Iterable[EscalationPlan], key: str) -> EscalationStep | None:
    """The step of a key, in force or not; None for one that was never there."""
    return next((s for plan in plans for s in plan.steps if s.key == key), None)


def step_come_up(steps: Sequence[EscalationStep], late: int) -> EscalationStep | None:
    """The latest step that has come up. late: working days since the term. After an outage no step is
    made up for that a later one has passed."""
    return max((s for s in steps if s.days <= late), key=lambda s: s.days, default=None)


def circular_steps(plans: Iterable[EscalationPlan]) -> frozenset[str]:
    """The keys of all steps, of whatever plan, that lead into a circular."""
    return frozenset(s.key for plan in plans for s in plan.steps if s.circular)
