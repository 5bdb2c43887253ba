"""Setting the city's own rules of supervision, and taking one away that has not begun."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.dated.actions import put_in_force, withdraw
from zhicheng.governance.supervision.models import (
    EscalationSetting,
    ListingSetting,
    ProposalSetting,
)
from zhicheng.governance.supervision.rules import (
    EscalationPlan,
    ListingRule,
    Triggers,
    escalation_faults,
    listing_faults,
    trigger_faults,
)


@transaction.atomic
def set_escalation(*, plan: EscalationPlan, by: User, at: datetime) -> EscalationSetting:
    """Let steps of escalation be in force from ``plan.valid_from`` on.

    Raises PermissionDenied, and ValidationError when they do not hold up, cannot begin on that day, or others
    begin on it (``dated.put_in_force``).
    """
    require("supervision.set_rules", by)
    steps = [
        {"days": s.days, "to": list(s.to), "words": s.words.strip(), "circular": s.circular}
        for s in plan.steps
    ]
    return put_in_force(
        EscalationSetting, valid_from=plan.valid_from,
        values={"source": plan.source.strip(), "steps": steps}, faults=escalation_faults(plan),
        by=by, at=at, verb="supervision.set_escalation",
    )  # fmt: skip


@transaction.atomic
def set_proposals(*, triggers: Triggers, by: User, at: datetime) -> ProposalSetting:
    """Let conditions for proposing orders be in force from ``triggers.valid_from`` on. Raises as
    ``set_escalation``."""
    require("supervision.set_rules", by)
    values = {**asdict(triggers), "source": triggers.source.strip()}
    return put_in_force(
        ProposalSetting, valid_from=values.pop("valid_from"), values=values,
        faults=trigger_faults(triggers), by=by, at=at, verb="supervision.set_proposals",
    )  # fmt: skip


@transaction.atomic
def set_listing(*, rule: ListingRule, by: User, at: datetime) -> ListingSetting:
    """Let thresholds of praise and criticism be in force from ``rule.valid_from`` on. Raises as
    ``set_escalation``."""
    require("supervision.set_rules", by)
    values = {**asdict(rule), "source": rule.source.strip()}
    return put_in_force(
        ListingSetting, valid_from=values.pop("valid_from"), values=values,
        faults=listing_faults(rule), by=by, at=at, verb="supervision.set_listing",
    )  # fmt: skip


@transaction.atomic
def withdraw_escalation(*, setting: EscalationSetting, by: User, at: datetime) -> None:
    """Take steps away that are not in force yet. Raises PermissionDenied, Refused (``dated.withdraw``)."""
    require("supervision.set_rules", by)
    withdraw(setting, by=by, at=at, verb="supervision.withdraw_escalation")


@transaction.atomic
def withdraw_proposals(*, setting: ProposalSetting, by: User, at: datetime) -> None:
    """Take conditions away that are not in force yet. Raises PermissionDenied, Refused."""
    require("supervision.set_rules", by)
    withdraw(setting, by=by, at=at, verb="supervision.withdraw_proposals")


@transaction.atomic
def withdraw_listing(*, setting: ListingSetting, by: User, at: datetime) -> None:
    """Take thresholds away that are not in force yet. Raises PermissionDenied, Refused."""
    require("supervision.set_rules", by)
    withdraw(setting, by=by, at=at, verb="supervision.withdraw_listing")
