"""Reading the build list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.accounts.models import Deputyship, User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import permissions
from zhicheng.governance.systems.models import Milestone, Note, NoteFile, Reminder, Step, System
from zhicheng.governance.systems.rules import BUILD, As, Facts, State
from zhicheng.governance.tasks.queries import settles
from zhicheng.governance.tasks.rules import Told, Window


def systems_for(user: Any, on: date) -> QuerySet[System]:
    """The systems that a person sees, each with ``late``, ``noted_at``, owner, plan and milestones: two
    queries for any number.

    late: a milestone's day has passed without its being reached, and the system is not stopped.
    """
    missed = Milestone.objects.filter(system=OuterRef("pk"), done_on=None, due_on__lt=on)
    rows = permissions.visible_systems(user).select_related("plan", "owner__area", "item__version")
    rows = rows.defer("item__version__text", "item__version__reading")  # large, and not shown
    return rows.annotate(
        late=Exists(missed.exclude(system__state=State.STOPPED)), noted_at=Max("notes__at")
    ).prefetch_related("milestones")


def next_milestone(system: System) -> Milestone | None:
    """The earliest milestone that is still to be reached, from what was prefetched."""
    waiting = [m for m in system.milestones.all() if m.done_on is None]
    return min(waiting, key=lambda m: (m.due_on, m.pk), default=None)


def to_remind(window: Window) -> QuerySet[Milestone]:
    """The milestones for which a rule is the one that counts now, and neither it nor a later one was told yet."""
    said = Reminder.objects.filter(
        settles(window), milestone=OuterRef("pk"), anchor_on=OuterRef("due_on")
    )
    rows = Milestone.objects.filter(~Exists(said), done_on=None, due_on__lte=window.until)
    if window.after is not None:
        rows = rows.filter(due_on__gt=window.after)
    rows = rows.exclude(system__state=State.STOPPED).select_related("system__owner")
    return rows.order_by("due_on", "pk")


def told_systems(user: User, told: Told) -> QuerySet[Any]:
    """The keys of the systems that a notice to a person spoke of."""
    rows = Reminder.objects.filter(on=told.on, rule=told.rule, run=told.run, told=user)
    return rows.order_by().values("milestone__system")


def owners(systems: QuerySet[System]) -> QuerySet[Unit]:
    """The units that build one of these systems."""
    return Unit.objects.filter(pk__in=systems.order_by().values("owner"))


def notes_of(system: System, user: Any) -> QuerySet[Note]:
    """What a person may read of the progress, newest first, with files."""
    files = Prefetch("files", NoteFile.objects.select_related("file"))
    rows = permissions.readable_notes(user).filter(system=system).select_related("by")
    return rows.prefetch_related(files).order_by("-id")


def files_for(user: Any) -> QuerySet[NoteFile]:
    """The evidence that a person may read."""
    rows = NoteFile.objects.filter(note__in=permissions.readable_notes(user))
    return rows.select_related("file")


def steps_of(system: System) -> QuerySet[Step]:
    """What happened to a system, newest first."""
    return system.steps.select_related("by", "deputy_for").order_by("-at", "-id")


def facts_for(system: System) -> Facts:
    """What the guards of the procedure look at."""
    return Facts(
        owned=system.owner_id is not None,
        ordered=system.ended_in_id is None,
        linked=bool(system.link or system.no_link),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is a person's to take. hindrance: why not now; empty when it can be taken."""

    verb: str
    title: str
    hindrance: str


def choices(system: System, user: Any) -> tuple[Choice, ...]:
    """The steps that are this person's to take on a system."""
    facts = facts_for(system)
    open_steps = open_to(BUILD, system.state, permissions.capacities(user, system))
    return tuple(Choice(t.verb, t.title, hindrance(BUILD, t, facts)) for t in open_steps)


_ROLES = {
    As.OFFICER: Role.UNIT_OFFICER,
    As.HEAD: Role.UNIT_HEAD,
    As.COUNTY: Role.COUNTY_OFFICER,
    As.COORDINATOR: Role.COORDINATOR,
}


def people_to_tell(unit: Unit | None, *capacities: As, on: date) -> list[User]:
    """Everyone who acts in one of the capacities for the unit that builds, deputies included.

    Without a unit only those of the whole city.
    """
    found = [
        user
        for capacity in capacities
        if unit is not None or capacity is As.COORDINATOR
        for user in _holders(unit, _ROLES[capacity], on)
    ]
    stand_ins = Deputyship.objects.filter(
        absent__in=[user.pk for user in found],
        valid_from__lte=on,
        valid_to__gte=on,
        deputy__is_active=True,
    ).select_related("deputy")
    return list({u.pk: u for u in (*found, *(row.deputy for row in stand_ins))}.values())


def _holders(unit: Unit | None, role: Role, on: date) -> QuerySet[User]:
    return holders(
        role,
        on=on,
        unit=unit.pk if unit and role in IN_A_UNIT else None,
        area=unit.area_id if unit and role in IN_AN_AREA else None,
    )
