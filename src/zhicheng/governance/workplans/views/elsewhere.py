"""What of yearly plans waits for a person: sent ones for the office, returned ones for the unit."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.queries import answering_for
from zhicheng.foundation.units.registry import Load, Row, first_of
from zhicheng.governance.workplans import queries
from zhicheng.governance.workplans.models import Workplan
from zhicheng.governance.workplans.permissions import own_units
from zhicheng.governance.workplans.rules import PlanState
from zhicheng.governance.workplans.views.common import workplan_light, workplan_url


def waiting(user: User, on: date) -> Load | None:
    own = own_units(user).values_list("pk", flat=True)
    waits = Q(state__in=(PlanState.RETURNED, PlanState.REVISING), unit__in=answering_for(own))
    if actor_of(user, on).has(Role.COORDINATOR):
        waits |= Q(state=PlanState.SENT)
    found = queries.workplans_for(user).filter(waits)
    workplans, count = first_of(found)
    if not workplans:
        return None
    return Load(_("年度计划"), count, [_row(one) for one in workplans], reverse("workplans:list"))


def _row(workplan: Workplan) -> Row:
    link = Link(str(workplan), workplan_url(workplan))
    return Row(link, workplan_light(workplan), str(workplan.unit))
