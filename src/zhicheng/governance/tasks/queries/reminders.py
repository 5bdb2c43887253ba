"""Whom to remind of what."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment, Reminder
from zhicheng.governance.tasks.queries.ledger import ROLES
from zhicheng.governance.tasks.rules import (
    MOVED_ON,
    Anchor,
    As,
    MilestoneKind,
    Stage,
    Told,
    Window,
)

_FIELDS = {Anchor.DUE: "due_on", Anchor.SIGN: "sign_by", Anchor.MILESTONE: "own__due_on"}
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Turn:
    """A part for which a rule has come up. day: the one that the rule counts from. milestone, title: of the
    milestone whose day that is; empty for the days of the part itself."""

    part: Assignment
    day: date
    milestone: str
    title: str


def settles(window: Window) -> Q:
    """The reminders that leave a rule nothing to tell, for the same row and day (``rules.Window.settled_by``).
    What the rule itself has told is never told twice."""
    return Q(rule=window.rule.key) | Q(rule__in=window.settled_by, on__lte=window.on)


def to_remind(window: Window) -> list[Turn]:
    """The parts for which a rule is the one that counts now, and neither it nor a later one was told yet."""
    anchor = window.rule.anchor
    rows = _with_milestones() if anchor is Anchor.MILESTONE else _with_none()
    rows = rows.annotate(turn_on=F(_FIELDS[anchor]))
    told = Reminder.objects.filter(
        settles(window),
        assignment=OuterRef("pk"),
        anchor_on=OuterRef("turn_on"),
        milestone=OuterRef("own_key"),
    )
    rows = rows.filter(~Exists(told), Q(turn_on__lte=window.until))
    if window.after is not None:
        rows = rows.filter(Q(turn_on__gt=window.after))
    waits_for_the_office = Q(stage__in=MOVED_ON) | Q(stage=Stage.VERIFIED, progress=100)
    found = rows.exclude(waits_for_the_office).select_related("unit", "task")
    return [_turn(part) for part in found.order_by("turn_on", "pk", "own_key")]


def _with_none() -> QuerySet[Assignment]:
    empty = Value("", output_field=CharField())
    return Assignment.objects.annotate(own_key=empty, own_title=empty)


def _with_milestones() -> QuerySet[Assignment]:
    """A row for each part and milestone of one's own that its verified progress has not reached, as
    ``rules.Milestone.is_met``: unknown progress reaches nothing."""
    waiting = Q(task__milestones__kind=MilestoneKind.OWN, task__milestones__met_on=None)
    rows = Assignment.objects.annotate(own=FilteredRelation("task__milestones", condition=waiting))
    # By annotations, since a filter on ``own`` would join the milestones once more.
    rows = rows.annotate(
        own_key=F("own__key"), own_title=F("own__title"), own_expected=F("own__expected")
    )
    unmeasured = Q(own_expected=None) | Q(progress=None)
    return rows.filter(unmeasured | Q(own_expected__gt=F("progress")))


def _turn(part: Any) -> Turn:
    return Turn(part, part.turn_on, part.own_key, part.own_title)


def told_parts(user: User, told: Told) -> QuerySet[Any]:
    """The keys of the parts that a notice to a person spoke of."""
    rows = Reminder.objects.filter(on=told.on, rule=told.rule, run=told.run, told=user)
    return rows.order_by().values("assignment")


class People:
    """Who holds which role where on a day, deputies included: two queries for any number of units."""

    def __init__(self, on: date) -> None:
        in_force = Q(valid_to=None) | Q(valid_to__gte=on)
        grants = Grant.objects.filter(in_force, valid_from__lte=on, user__is_active=True)
        stand_ins = Deputyship.objects.filter(
            valid_from__lte=on, valid_to__gte=on, deputy__is_active=True
        ).select_related("deputy")
        self._deputies: dict[int, list[User]] = defaultdict(list)
        for row in stand_ins:
            self._deputies[row.absent_id].append(row.deputy)
        self._holders: dict[tuple[str, int | None], list[User]] = defaultdict(list)
        for grant in grants.select_related("user").order_by("pk"):
            place = grant.unit_id or grant.area_id
            self._holders[grant.role, place].append(grant.user)

    def of(self, unit: Unit | None, capacities: Iterable[As]) -> list[User]:
        """As ``people_to_tell``, without a query; without a unit only those of the whole city."""
        found = [
            user
            for capacity in capacities
            if unit is not None or ROLES[capacity] not in IN_A_UNIT | IN_AN_AREA
            for user in self._holders[ROLES[capacity], _place(unit, capacity)]
        ]
        stand_ins = [deputy for user in found for deputy in self._deputies[user.pk]]
        return list({user.pk: user for user in (*found, *stand_ins)}.values())

    def share(
        self, rows: Iterable[Row], unit_of: Callable[[Row], Unit | None], to: Iterable[As]
    ) -> tuple[dict[User, list[Row]], dict[Row, list[User]]]:
        """What each person is to be told of, and who is told of each row; of what has nobody to be told, the
        coordinators are. unit_of: whose row it is."""
        by_person: dict[User, list[Row]] = defaultdict(list)
        by_row = {}
        for row in rows:
            unit = unit_of(row)
            by_row[row] = self.of(unit, to) or self.of(unit, (As.COORDINATOR,))
            for person in by_row[row]:
                by_person[person].append(row)
        return by_person, by_row


def _place(unit: Unit | None, capacity: As) -> int | None:
    role = ROLES[capacity]
    if unit is None:
        return None
    if role in IN_A_UNIT:
        return unit.pk
    return unit.area_id if role in IN_AN_AREA else None
