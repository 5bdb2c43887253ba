"""The joint conference for programs: what is done at its meetings, and what comes of them."""

from typing import Any

from django.db.models import QuerySet

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.governance.meetings import actions
from zhicheng.governance.meetings.models import (
    AgendaItem,
    Conference,
    Meeting,
    QuorumSetting,
    Resolution,
    Seat,
)
from zhicheng.governance.meetings.permissions import visible_meetings
from zhicheng.governance.tasks import api as ledger

operations = Operations()


def _resolutions(user: Any) -> QuerySet[Resolution]:
    return Resolution.objects.filter(meeting__in=visible_meetings(user).values("pk"))


def _agenda(user: Any) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting__in=visible_meetings(user).values("pk"))


ROWS: Rows = {
    **ledger.ROWS,
    User: lambda user: User.objects.filter(is_active=True),
    Conference: lambda user: Conference.objects.all(),
    Seat: lambda user: Seat.objects.all(),
    Meeting: visible_meetings,
    AgendaItem: _agenda,
    Resolution: _resolutions,
    QuorumSetting: lambda user: QuorumSetting.objects.all(),
}

operations.acts(offer_verbs("meetings", actions, ROWS), scope="act:meetings")
