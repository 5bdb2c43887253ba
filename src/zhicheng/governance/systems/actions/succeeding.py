"""A unit is gone and another does its work: the systems that a unit builds go to the successor."""

from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import Deed, record_all
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.succession import Estate, words_of
from zhicheng.governance.systems.models import Step, System
from zhicheng.governance.systems.rules import State

_DONE = (State.STOPPED,)


def _owned(unit: Unit) -> QuerySet[System]:
    """Those that the version in force still has."""
    return System.objects.filter(owner=unit, ended_in=None).exclude(state__in=_DONE)


def owned(unit: Unit) -> int:
    """How many systems are a unit's."""
    return _owned(unit).count()


def hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """Give them to another unit, in the caller's transaction. by: a person, who stands in the history."""
    assert isinstance(by, User)  # noqa: S101 - the permission to reform is a person's
    rows = list(_owned(old).select_for_update())
    keys = [row.pk for row in rows]
    System.objects.filter(pk__in=keys).update(owner=new, version=F("version") + 1)
    Step.objects.bulk_create(
        Step(
            system=row, verb="succeed", title=told("承接"), reason=words_of(old, new), by=by, at=at
        )
        for row in rows
    )
    before, after = {"owner": old.pk}, {"owner": new.pk}
    record_all([Deed("systems.succeed", row, before, after) for row in rows], by=by, at=at)
    return len(rows)


ESTATE = Estate(_("建设清单"), owned, hand_over)
