"""What is opened to the public, for programs."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Schema

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.permissions import require
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.permissions import visible_reports
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.plans.permissions import visible_plans

operations = Operations()


class OpeningOut(Schema):
    """A plan or a report that was opened to the public. opens_on: the first day on which it is seen. reason: why
    it was withdrawn."""

    id: int
    plan_id: int | None
    report_id: int | None
    state: str
    opens_on: date
    note: str
    opened_at: datetime
    reason: str
    version: int


def _openings(user: Any) -> QuerySet[Opening]:
    require("disclosure.view", user)
    return Opening.objects.all()


operations.lists("/openings", OpeningOut, _openings, scope="read:disclosure", of=["plan", "report"])

ROWS: Rows = {Plan: visible_plans, Report: visible_reports, Opening: _openings}

operations.acts(offer_verbs("disclosure", actions, ROWS), scope="act:disclosure")
