"""Publishing: a version comes into force, whole, with everything that follows from it, or not at all."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.plans.actions.importing import take_over_frame
from zhicheng.governance.plans.actions.steps import draft
from zhicheng.governance.plans.models import Version, VersionState
from zhicheng.governance.plans.publication import Publication, followers
from zhicheng.governance.plans.queries import open_points, publication_of, running_version
from zhicheng.governance.plans.rules.openness import POINT_NAMES, Point


class StillOpen(ValidationError):
    """The version cannot be published yet. points: the complete list of what is open."""

    def __init__(self, points: list[Point]) -> None:
        self.points = points
        super().__init__([f"{POINT_NAMES[point.kind]}：{point.text}" for point in points])


@transaction.atomic
def publish(*, version: Version, by: User, at: datetime) -> Publication:
    """Bring a draft into force: freeze it, supersede the version before, and let the rooms above follow.

    Raises PermissionDenied; ValidationError when it is no draft; StillOpen with the complete list of what
    is open.
    """
    version = draft(version.pk, "plans.publish", by)
    if points := open_points(version):
        raise StillOpen(points)
    before = running_version(version.plan)
    if before is not None:
        before.state = VersionState.SUPERSEDED
        before.save(update_fields=["state"])
    take_over_frame(version)
    publication = publication_of(version)
    version.state = VersionState.PUBLISHED
    version.published_by, version.published_at = by, at
    version.save(update_fields=["state", "published_by", "published_at"])
    record(
        by=by,
        at=at,
        verb="plans.publish",
        subject=version,
        before={"in_force": before.pk if before else None},
        after={"in_force": version.pk, "tasks": len(publication.tasks)},
    )
    for follower in followers():
        follower(publication, by=by, at=at)
    _tell_offices(version, by, at)
    return publication


def _tell_offices(version: Version, by: User, at: datetime) -> None:
    """The leaders and the offices that follow the ledger learn of it; the units learn of their tasks from
    the room that gives them out."""
    people = holders(Role.LEADER, Role.COORDINATOR, Role.VERIFIER, on=timezone.localdate(at))
    notify(
        to=people.exclude(pk=by.pk),
        text=told(
            "《%(title)s》第%(number)s版已发布。", title=version.title, number=version.number
        ),
        url=reverse("plans:plan", args=[version.plan_id]),
        at=at,
    )
