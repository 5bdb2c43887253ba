"""What targets have to say to a unit's page, to a person's agenda, and to the comparison of plans."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row
from zhicheng.governance.plans.measuring import Latest
from zhicheng.governance.targets import queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Status, wanted
from zhicheng.governance.targets.views.common import outlook_light, url_of, value_words


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The targets that a unit reports on and that no version has dropped, those due first at the front; what
    is met is not open, and stands at the end."""
    rows = queries.targets_for(user).filter(owner=unit, ended_in=None)
    ordered = rows.order_by("due_on", "plan_id", "position")
    met = {row.pk: queries.standing_of(row, on).status is Status.MET for row in ordered}
    found = sorted(ordered, key=lambda row: met[row.pk])
    if not found:
        return None
    return Load(
        title=_("指标台账"),
        count=len(found) - sum(met.values()),
        rows=[_row(target, on) for target in found[:SHOWN]],
        url=f"{reverse('targets:list')}?owner={unit.pk}",
    )


def _row(target: Target, on: date) -> Row:
    light = outlook_light(queries.standing_of(target, on))
    return Row(Link(target.indicator, url_of(target)), light, wanted(target.demand), target.due_on)


def due_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When targets are due: all for who follows the whole city, else those that one's own units report on."""
    rows = queries.targets_for(user).filter(due_on__range=(first, last), ended_in=None)
    actor = actor_of(user)
    if not actor.sees_whole_city:
        rows = rows.filter(owner__in=actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD))
    today = timezone.localdate()
    for target in rows:
        if target.due_on is not None:
            yield _entry(target, target.due_on, today)


def _entry(target: Target, due_on: date, on: date) -> Entry:
    status = queries.standing_of(target, on).status
    return Entry(
        day=due_on,
        uid=f"target-{target.pk}",
        kind=_("指标截止"),
        title=f"{target.indicator} {wanted(target.demand)}",
        url=url_of(target),
        done=status is Status.MET,
        binds=status is Status.MISSED,
    )


def latest_of(user: Any, items: Collection[int]) -> dict[int, Latest]:
    """The latest value of the targets that stand on these rows of plans in force: two queries for any number."""
    today, found = timezone.localdate(), {}
    for target in queries.measured_targets(user).filter(item__in=items, ended_in=None):
        standing = queries.standing_of(target, today)
        words = value_words(target, standing)
        if words is not None and standing.as_of is not None:
            found[target.item_id] = Latest(
                str(words), standing.as_of, url_of(target), standing.value, target.unit
            )
    return found
