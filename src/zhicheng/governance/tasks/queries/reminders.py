"""Whom to remind of what."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment, Reminder
from zhicheng.governance.tasks.queries.ledger import ROLES
from zhicheng.governance.tasks.rules import MOVED_ON, Anchor, As, Stage, Window

_FIELDS = {Anchor.DUE: "due_on", Anchor.SIGN: "sign_by"}


def to_remind(window: Window) -> QuerySet[Assignment]:
    """The parts for which a rule is the one that counts now, and has not been told yet."""
    field = _FIELDS[window.rule.anchor]
    told = Reminder.objects.filter(
        assignment=OuterRef("pk"), rule=window.rule.key, anchor_on=OuterRef(field)
    )
    rows = Assignment.objects.filter(~Exists(told), **{f"{field}__lte": window.until})
    if window.after is not None:
        rows = rows.filter(**{f"{field}__gt": window.after})
    waits_for_the_office = Q(stage__in=MOVED_ON) | Q(stage=Stage.VERIFIED, progress=100)
    return (
        rows.exclude(waits_for_the_office).select_related("unit", "task").order_by("due_on", "pk")
    )


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

    def of(self, unit: Unit, capacities: Iterable[As]) -> list[User]:
        """As ``people_to_tell``, without a query."""
        found = [
            user
            for capacity in capacities
            for user in self._holders[ROLES[capacity], _place(unit, capacity)]
        ]
        stand_ins = [deputy for user in found for deputy in self._deputies[user.pk]]
        return list({user.pk: user for user in (*found, *stand_ins)}.values())


def _place(unit: Unit, capacity: As) -> int | None:
    role = ROLES[capacity]
    if role in IN_A_UNIT:
        return unit.pk
    return unit.area_id if role in IN_AN_AREA else None
