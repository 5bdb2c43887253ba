"""A page for a screen on the wall: what matters, large, and anew every minute."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.governance.overview import queries
from zhicheng.governance.overview.charts import gravest_first, light_chart
from zhicheng.governance.overview.rules import doubtful
from zhicheng.governance.overview.targets import TargetLine
from zhicheng.governance.overview.views import headline, overdue_rows
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
        "headline": headline(counts),
        "chart": light_chart(
            _("各单位在办分工的时限灯"), gravest_first(counts.units)[:UNITS], today
        ),
        "targets": _doubtful(user, today),
        **overdue_rows(user, today),
    }
    template = "overview/wall_part.html" if "part" in request.GET else "overview/wall.html"
    return render(request, template, context)


def _doubtful(user: User, today: date) -> list[TargetLine]:
    """The targets that were missed, or that are behind or at risk, the gravest first."""
    found = queries.gravest_targets(user, today)
    grave = [
        TargetLine(target, standing, today) for target, standing in found if doubtful(standing)
    ]
    return grave[:TARGETS]
