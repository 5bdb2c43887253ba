"""What this room puts into the sample city: its plan and its bulletin are open to the public."""

from datetime import datetime
from typing import Final

from django.utils import timezone

from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.rules import State as Issued
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Version, VersionState

_NOTE: Final = "示例市的方案、单位和数据均为虚构。"


def create(*, at: datetime) -> None:
    """Open the plan and what was issued, unless somebody has decided about anything already."""
    on = timezone.localdate(at)
    coordinator = holders(Role.COORDINATOR, on=on).first()
    published = Version.objects.filter(state=VersionState.PUBLISHED).select_related("plan")
    version = published.order_by("pk").first()  # the plan itself, not the minutes of a meeting
    if coordinator is None or version is None or Opening.objects.exists():
        return
    terms = actions.Terms(on, _NOTE, checked=True)
    actions.open_plan(plan=version.plan, terms=terms, by=coordinator, at=at)
    for report in Report.objects.filter(state=Issued.ISSUED):
        actions.open_report(report=report, terms=terms, by=coordinator, at=at)
