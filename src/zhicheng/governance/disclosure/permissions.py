"""Who decides what the public sees: the coordinator. What is open, everybody sees without a login."""

from datetime import date

import rules
from django.db.models import QuerySet

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.bulletins.rules import State as Issued
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.rules import State
from zhicheng.governance.plans.models import VersionState
from zhicheng.governance.plans.permissions import READERS


def plans_open(on: date) -> QuerySet[Opening]:
    """The plans that are open on a day: opened, not withdrawn, and in force."""
    return _open(on).filter(plan__versions__state=VersionState.PUBLISHED)


def reports_open(on: date) -> QuerySet[Opening]:
    """The reports that are open on a day: opened, and neither withdrawn nor replaced by a newer edition."""
    return _open(on).filter(report__state=Issued.ISSUED)


def _open(on: date) -> QuerySet[Opening]:
    return Opening.objects.filter(state=State.OPEN, opens_on__lte=on)


rules.add_perm("disclosure.view", holds(*READERS))
rules.add_perm("disclosure.decide", holds(Role.COORDINATOR))
