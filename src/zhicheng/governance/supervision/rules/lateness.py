"""When an order is proposed (督办触发): by how late a unit's part is. Rules are data, in force from a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_noop

from zhicheng.governance.supervision.rules.numbers import LONGEST_TERM


class Ground(StrEnum):
    """What is counted: working days after the due day, or milestones that were missed."""

    OVERDUE = "overdue"
    MILESTONES = "milestones"


@dataclass(frozen=True, slots=True)
class ProposalRule:
    """When to propose an order. least: so many working days, or milestones. days: the term in working days
    that the order gets. title, demand: what it asks for at first; the coordinator may say it otherwise.

    key: kept with what was found, so it never changes.
    """

    key: str
    ground: Ground
    least: int
    days: int
    title: str
    demand: str


@dataclass(frozen=True, slots=True)
class ProposalPlan:
    """The rules in force from a day, in the order in which they are asked, and what they rest on."""

    valid_from: date
    rules: tuple[ProposalRule, ...]
    source: str


PROPOSALS: Final = ProposalPlan(
    date(2000, 1, 1),
    (
        ProposalRule(
            "overdue-10", Ground.OVERDUE, 10, 5,
            gettext_noop("任务逾期未办结"),
            gettext_noop("说明逾期原因，列出补救措施、责任人和完成日期，并立即组织办理。"),
        ),
        ProposalRule(
            "milestones-2", Ground.MILESTONES, 2, 10,
            gettext_noop("连续未达到节点进度"),
            gettext_noop("说明进度滞后原因，提出赶上序时进度的安排和完成日期。"),
        ),
    ),
    gettext_noop("督办的触发条件和回复时限，上级文件没有统一规定，按系统预设执行"),
)  # fmt: skip
"""In force until the city sets its own; the city's rules have the same keys, with other numbers."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """What the city sets of the rules for proposals: after how many working days overdue, and how many missed
    milestones, an order is proposed, and the term in working days that each gets."""

    valid_from: date
    source: str
    overdue_least: int
    overdue_days: int
    milestones_least: int
    milestones_days: int


def plan_of(triggers: Triggers) -> ProposalPlan:
    """The rules that follow from what the city set."""
    late, behind = PROPOSALS.rules
    rules = (
        replace(late, least=triggers.overdue_least, days=triggers.overdue_days),
        replace(behind, least=triggers.milestones_least, days=triggers.milestones_days),
    )
    return ProposalPlan(triggers.valid_from, rules, triggers.source)


def trigger_faults(triggers: Triggers) -> dict[str, str]:
    """Why these cannot be a city's rule: field → message (Chinese)."""
    limits = {
        "overdue_least": 120, "overdue_days": LONGEST_TERM,
        "milestones_least": 20, "milestones_days": LONGEST_TERM,
    }  # fmt: skip
    faults = {
        name: gettext("应在 1 到 %(most)s 之间。") % {"most": most}
        for name, most in limits.items()
        if not 1 <= getattr(triggers, name) <= most
    }
    if not triggers.source.strip():
        faults["source"] = gettext("请填写依据。")
    return faults


def proposal_rule(key: str) -> ProposalRule | None:
    """The rule of a key; None for one that was never there."""
    return next((rule for rule in PROPOSALS.rules if rule.key == key), None)


@dataclass(frozen=True, slots=True)
class Ripe:
    """That a rule has come up for a part: from which day it counts, and what was counted."""

    anchor_on: date
    count: int


def overdue(rule: ProposalRule, due_on: date, late: int) -> Ripe | None:
    """late: working days since the due day."""
    return Ripe(due_on, late) if late >= rule.least else None


def missed(rule: ProposalRule, days: Iterable[date]) -> Ripe | None:
    """days: of the milestones that were missed. It counts from the last: one more begins anew."""
    found = sorted(days)
    return Ripe(found[-1], len(found)) if len(found) >= rule.least else None
