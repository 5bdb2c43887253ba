"""Who sees papers, and who writes and issues them."""

from collections.abc import Mapping
from typing import Any

import rules
from django.db.models import QuerySet

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.bulletins.models import Paper, Report
from zhicheng.governance.bulletins.rules import FROZEN, As
from zhicheng.governance.plans.permissions import DRAFT_READERS, READERS


def capacities(user: Any) -> Mapping[As, int | None]:
    """In what capacities a person stands to papers (`capacities_of`)."""
    return capacities_of(
        user, lambda held: As.COORDINATOR if held.role is Role.COORDINATOR else None
    )


def visible_reports(user: Any) -> QuerySet[Report]:
    """What was issued, whoever reads plans; what is being written, who writes it, and the auditor."""
    actor = actor_of(user)
    if actor.has(*DRAFT_READERS):
        return Report.objects.all()
    if actor.has(*READERS):
        return Report.objects.filter(state__in=FROZEN)
    return Report.objects.none()


def readable_papers(user: Any) -> QuerySet[Paper]:
    """The files of the papers that a person sees, without what they were made from."""
    return Paper.objects.filter(issue__report__in=visible_reports(user)).defer("content")


rules.add_perm("bulletins.view", holds(*READERS))
rules.add_perm("bulletins.write", holds(Role.COORDINATOR))
rules.add_perm("bulletins.issue", holds(Role.COORDINATOR))
