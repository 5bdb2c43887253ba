"""Who may see and work on plans. What is published, the whole city's offices read; drafts are the
coordinating office's, and the auditor may look on."""

from typing import Any

import rules
from django.conf import settings
from django.db.models import Q, QuerySet

from zhicheng.foundation.accounts.permissions import actor_of, holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Area
from zhicheng.governance.plans.models import Plan, Version, VersionState
from zhicheng.governance.plans.rules.elsewhere import is_elsewhere

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


def readable_beside(user: Any) -> QuerySet[Version]:
    """What a person may put beside another plan: what they see, and, for all who read plans, what was read of
    plans from elsewhere (``rules.elsewhere``), which are imported for comparison and never published. The drafts
    of this city, and of any plan that was ever published here, stay closed."""
    seen, actor = visible_versions(user), actor_of(user)
    if actor.has(*DRAFT_READERS) or not actor.has(*READERS):
        return seen
    return Version.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=_from_elsewhere()))


def _from_elsewhere() -> list[int]:
    ours = Plan.objects.filter(versions__state__in=IN_FORCE_OR_PAST)
    drafts = Version.objects.filter(state=VersionState.DRAFT).exclude(plan__in=ours)
    areas = list(Area.objects.values_list("name", flat=True))
    found = drafts.values_list("pk", "reading__place", "title")
    return [
        key for key, place, title in found if is_elsewhere(place, title, settings.CITY_NAME, areas)
    ]


def visible_plans(user: Any) -> QuerySet[Plan]:
    """The plans for which ``plans.view`` holds."""
    if actor_of(user).has(*DRAFT_READERS):
        return Plan.objects.all()
    return Plan.objects.filter(pk__in=visible_versions(user).values("plan"))


rules.add_perm("plans.view", holds(*DRAFT_READERS) | (holds(*READERS) & is_published))
rules.add_perm("plans.import", holds(Role.COORDINATOR))
rules.add_perm("plans.review", holds(Role.COORDINATOR))
rules.add_perm("plans.publish", holds(Role.COORDINATOR))
