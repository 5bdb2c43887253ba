"""Who may see and work on plans. What is published, the whole city's offices read; drafts are the
coordinating office's, and the auditor may look on."""

from typing import Any

import rules
from django.db.models import QuerySet

from zhicheng.foundation.accounts.permissions import actor_of, holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.plans.models import Plan, Version, VersionState

IN_FORCE_OR_PAST = (VersionState.PUBLISHED, VersionState.SUPERSEDED)
DRAFT_READERS = (Role.COORDINATOR, Role.AUDITOR)
READERS = (
    *DRAFT_READERS,
    Role.VERIFIER,
    Role.UNIT_HEAD,
    Role.UNIT_OFFICER,
    Role.COUNTY_OFFICER,
    Role.LEADER,
)


@rules.predicate
def is_published(_user: Any, thing: Plan | Version | None) -> bool:
    """A version that is or was in force, or a plan that has one; without either, plans as such."""
    match thing:
        case Version():
            return thing.state in IN_FORCE_OR_PAST
        case Plan():
            return thing.versions.filter(state__in=IN_FORCE_OR_PAST).exists()
        case _:
            return True


def visible_versions(user: Any) -> QuerySet[Version]:
    """The versions for which ``plans.view`` holds."""
    actor = actor_of(user)
    if actor.has(*DRAFT_READERS):
        return Version.objects.all()
    if actor.has(*READERS):
        return Version.objects.filter(state__in=IN_FORCE_OR_PAST)
    return Version.objects.none()


def visible_plans(user: Any) -> QuerySet[Plan]:
    """The plans for which ``plans.view`` holds."""
    if actor_of(user).has(*DRAFT_READERS):
        return Plan.objects.all()
    return Plan.objects.filter(pk__in=visible_versions(user).values("plan"))


rules.add_perm("plans.view", holds(*DRAFT_READERS) | (holds(*READERS) & is_published))
rules.add_perm("plans.import", holds(Role.COORDINATOR))
rules.add_perm("plans.review", holds(Role.COORDINATOR))
rules.add_perm("plans.publish", holds(Role.COORDINATOR))
