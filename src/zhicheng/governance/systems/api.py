"""The build list for programs: what is done in it."""

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Milestone, System
from zhicheng.governance.systems.permissions import visible_systems

operations = Operations()

ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    System: visible_systems,
    Milestone: lambda user: Milestone.objects.filter(system__in=visible_systems(user)),
}

operations.acts(offer_verbs("systems", actions, ROWS), scope="act:systems")
