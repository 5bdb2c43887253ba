"""Who decides what the public sees: the coordinator. What is open, everybody sees without a login."""

from datetime import date

import rules
from django.db.models import QuerySet

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.rules import State
from zhicheng.governance.plans.models import VersionState
from zhicheng.governance.plans.permissions import READERS


def open_to_all(on: date) -> QuerySet[Opening]:
    """What is open on a day: opened, not withdrawn, of a plan that is in force."""
    rows = Opening.objects.filter(state=State.OPEN, opens_on__lte=on)
    return rows.filter(plan__versions__state=VersionState.PUBLISHED)


rules.add_perm("disclosure.view", holds(*READERS))
rules.add_perm("disclosure.decide", holds(Role.COORDINATOR))
