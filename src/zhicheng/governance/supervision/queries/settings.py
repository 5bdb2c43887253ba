"""The rules of supervision: those built in, and those that the city set."""

from collections.abc import Iterator
from typing import Final

from zhicheng.foundation.dated.queries import Kind
from zhicheng.governance.supervision.models import (
    EscalationSetting,
    ListingSetting,
    ProposalSetting,
)
from zhicheng.governance.supervision.rules import (
    ESCALATION,
    LISTING,
    PROPOSALS,
    As,
    EscalationPlan,
    EscalationStep,
    ListingRule,
    ProposalPlan,
    Triggers,
    plan_of,
    step_key,
)


def _escalations() -> Iterator[EscalationPlan]:
    yield ESCALATION
    for row in EscalationSetting.objects.order_by("valid_from"):
        steps = tuple(
            EscalationStep(
                days=one["days"],
                to=tuple(map(As, one["to"])),
                words=one["words"],
                circular=one["circular"],
                key=step_key(row.valid_from, one["days"]),
            )
            for one in row.steps
        )
        yield EscalationPlan(row.valid_from, row.source, steps)


def _proposals() -> Iterator[ProposalPlan]:
    yield PROPOSALS
    for row in ProposalSetting.objects.order_by("valid_from"):
        yield plan_of(
            Triggers(
                row.valid_from,
                row.source,
                row.overdue_least,
                row.overdue_days,
                row.milestones_least,
                row.milestones_days,
            )
        )


def _listings() -> Iterator[ListingRule]:
    yield LISTING
    for row in ListingSetting.objects.order_by("valid_from"):
        yield ListingRule(row.valid_from, row.source, row.praise, row.criticism)


ESCALATIONS: Final = Kind(_escalations)
PROPOSING: Final = Kind(_proposals)
LISTINGS: Final = Kind(_listings)
