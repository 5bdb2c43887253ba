"""A unit is gone and another does its work: the targets that a unit reports on go to the successor."""

from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import Deed, record_all
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.succession import Estate, words_of
from zhicheng.governance.targets.models import Step, Target


def _owned(unit: Unit) -> QuerySet[Target]:
    """Those that the version in force still has."""
    return Target.objects.filter(owner=unit, ended_in=None)


def owned(unit: Unit) -> int:
    """How many targets are a unit's."""
    return _owned(unit).count()


def hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """Give them to another unit, in the caller's transaction. by: a person, who stands in the history."""
    assert isinstance(by, User)  # noqa: S101 - the permission to reform is a person's
    rows = list(_owned(old).select_for_update())
    keys = [row.pk for row in rows]
    Target.objects.filter(pk__in=keys).update(owner=new, version=F("version") + 1)
    Step.objects.bulk_create(
        Step(target=row, verb="succeed", title=told("承接"), said=words_of(old, new), by=by, at=at)
        for row in rows
    )
    before, after = {"owner": old.pk}, {"owner": new.pk}
    record_all([Deed("targets.succeed", row, before, after) for row in rows], by=by, at=at)
    return len(rows)


ESTATE = Estate(_("指标填报"), owned, hand_over)
