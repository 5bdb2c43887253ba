"""What is opened to the public, for programs."""

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.permissions import visible_reports
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.plans.permissions import READERS, visible_plans

operations = Operations()

ROWS: Rows = {
    Plan: visible_plans,
    Report: visible_reports,
    Opening: lambda user: (
        Opening.objects.all() if actor_of(user).has(*READERS) else Opening.objects.none()
    ),
}

operations.acts(offer_verbs("disclosure", actions, ROWS), scope="act:disclosure")
