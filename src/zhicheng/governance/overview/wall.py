"""A page for a screen on the wall: what matters, large, and anew every minute."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.governance.overview.charts import gravest_first, light_chart
from zhicheng.governance.overview.queries import targets
from zhicheng.governance.overview.views import TargetLine, headline, overdue_rows, target_line
from zhicheng.governance.targets.queries import standing_of
from zhicheng.governance.targets.rules import Outlook, Status
from zhicheng.governance.tasks import queries as ledger

UNITS, TARGETS = 12, 6
"""Units and targets on the screen: what can be read from across a room."""


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """For who follows the whole city. ``?part`` answers with what changes alone."""
    user, today = signed_in(request), timezone.localdate()
    require("overview.follow_city", user)
    counts = ledger.counts_for(user, today)
    context = {
        "now": timezone.now(),
        "figures": headline(counts.tasks),
        "chart": light_chart(
            _("各单位在办分工的时限灯"), gravest_first(counts.units)[:UNITS], today
        ),
        "targets": doubtful(user, today)[:TARGETS],
        **overdue_rows(user, today),
    }
    template = "overview/wall_part.html" if "part" in request.GET else "overview/wall.html"
    return render(request, template, context)


def doubtful(user: User, today: date) -> list[TargetLine]:
    """The targets that were missed, or that are behind or at risk, the gravest first."""
    rank = [Outlook.BEHIND, Outlook.AT_RISK]
    found = [(standing_of(target, today), target) for target in targets(user)]
    grave = [
        (standing.status is not Status.MISSED, rank.index(standing.outlook), target)
        for standing, target in found
        if standing.outlook in rank
    ]
    ordered = sorted(grave, key=lambda row: row[:2])
    return [target_line(target, today) for *_rank, target in ordered]
