"""One step of a system: what all other verbs rest on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import Step as Move
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among, require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.systems.models import Step, System
from zhicheng.governance.systems.permissions import capacities
from zhicheng.governance.systems.queries import facts_for, people_to_tell
from zhicheng.governance.systems.rules import BUILD, TOLD, As


@transaction.atomic
def move(
    *, system: System, verb: Annotated[str, VerbOf(BUILD)], by: User, at: datetime, reason: str = ""
) -> Step:
    """Take a step of the procedure (``rules.BUILD``).

    system: as the person saw it; when it has changed since, nothing happens. reason: needed by the verbs
    that say so. Raises PermissionDenied, Refused, and Overtaken.
    """
    require(f"systems.{verb}", by, system)
    who = capacities(by, system)
    found = apply(BUILD, system.state, verb, who=who, facts=facts_for(system), reason=reason)
    return write(system, found, who=who, by=by, at=at)


def write(
    system: System,
    found: Move,
    *,
    who: Mapping[As, int | None],
    by: User,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> Step:
    """Write a step that was found right: the row if it is still as seen, history, notices, audit.

    who: the capacities in which the person acts.
    """
    before = {"state": system.state, "version": system.version}
    update_as_seen(system, state=found.to, **(changes or {}))
    step = add_step(
        system,
        found.transition.verb,
        found.transition.title,
        found.reason,
        who={name: who[As(name)] for name in found.transition.who if As(name) in who},
        moved=(found.source, found.to),
        by=by,
        at=at,
    )
    tell(system, step)
    after = {"state": system.state, "version": system.version}
    record(
        by=by, at=at, verb=f"systems.{step.verb}", subject=system, before=before, after=after,
        reason=step.reason,
    )  # fmt: skip
    return step


def add_step(
    system: System,
    verb: str,
    title: str,
    reason: str = "",
    *,
    who: Mapping[Any, int | None],
    by: User,
    at: datetime,
    moved: tuple[str, str] = ("", ""),
) -> Step:
    """Add to the history. who: the capacities that the verb can be done in; one's own comes first."""
    return Step.objects.create(
        system=system,
        verb=verb,
        title=title,
        state_from=moved[0],
        state_to=moved[1],
        reason=reason,
        by=by,
        deputy_for_id=deputy_among(who.values()),
        at=at,
    )


def tell(system: System, step: Step) -> None:
    """Notify those whose turn it is now, or whose work it is; never the one who acted."""
    on = timezone.localdate(step.at)
    people = people_to_tell(system.owner, *TOLD.get(step.verb, ()), on=on)
    said = "；".join(filter(None, (step.title, step.reason)))
    notify(
        to=[user for user in people if user.pk != step.by_id],
        text=told("建设清单“%(name)s”：%(said)s", name=system.name, said=said),
        url=reverse("systems:system", args=[system.pk]),
        at=step.at,
    )
