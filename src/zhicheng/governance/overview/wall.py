"""A page for a screen on the wall: what matters, large, and anew every minute.

A screen hangs there for months and nobody logs in at it: it has an address of its own (``Screen``). When that
is ended, or a login is, the page says so; a form never appears on the wall.
"""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.governance.overview import actions, queries
from zhicheng.governance.overview.charts import gravest_first, light_chart
from zhicheng.governance.overview.rules import doubtful
from zhicheng.governance.overview.targets import TargetLine
from zhicheng.governance.overview.views import Headline, headline, overdue_of_the_city, overdue_url
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks.rules import Condition

OVERDUE, UNITS, TARGETS = 6, 12, 6
"""Tasks, units and targets on the screen: what fills its height and can be read from across a room."""
_STOP: Final = 286
"""The status at which HTMX shows the answer and asks no more."""


@login_not_required
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """For who follows the whole city. ``?part`` answers with what changes alone."""
    if request.user.is_authenticated:
        require("overview.follow_city", request.user)
        return _shown(request, signed_in(request), touched=True)
    return _ended(request) if "part" in request.GET else redirect_to_login(request.get_full_path())


@login_not_required
@require_safe
def screen(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for a screen, with what the person who set it up may see, and nothing that leads on."""
    owner = queries.owner_of_screen(secret)
    if owner is not None and owner.has_perm("overview.follow_city"):
        answer = _shown(request, owner, touched=False)
    elif "part" in request.GET:
        answer = _ended(request)
    else:
        answer = _gone(request)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "overview/wall_ended.html", {"now": timezone.now()}, status=_STOP)


def _gone(request: HttpRequest) -> HttpResponse:
    """An address that was ended and one that never was are alike, so that nothing is said of either."""
    return render(request, "overview/wall_gone.html", status=410)


def _shown(request: HttpRequest, user: User, *, touched: bool) -> HttpResponse:
    """touched: by somebody who can go on from here."""
    context = {
        "now": timezone.now(),
        "again": f"{request.path}?part",
        "touched": touched,
        **_contents(user, timezone.localdate(), linked=touched),
    }
    template = "overview/wall_part.html" if "part" in request.GET else "overview/wall.html"
    return render(request, template, context)


def _contents(user: User, today: date, *, linked: bool) -> dict[str, Any]:
    counts = ledger.counts_for(user, today)
    late, doubts = overdue_of_the_city(user, today)[:OVERDUE], _doubtful(user, today)
    units = gravest_first(counts.units)
    title = _("各单位在办分工的时限灯")
    figures = headline(counts)
    return {
        "headline": figures if linked else _unlinked(figures),
        "chart": light_chart(title, units[:UNITS], today, linked=linked),
        "units_left": len(units[UNITS:]),
        "overdue": late,
        "overdue_url": overdue_url(),
        "overdue_left": counts.tasks.lights[Condition.OVERDUE] - len(late),
        "targets": doubts[:TARGETS],
        "targets_left": len(doubts[TARGETS:]),
    }


def _unlinked(found: Headline) -> Headline:
    return replace(
        found,
        total=replace(found.total, url=""),
        subtasks="",
        lights=[replace(one, url="") for one in found.lights],
        stages=[replace(one, url="") for one in found.stages],
    )


def _doubtful(user: User, today: date) -> list[TargetLine]:
    """The targets that were missed, or that are behind or at risk, the gravest first."""
    found = queries.gravest_targets(user, today)
    return [TargetLine(target, standing, today) for target, standing in found if doubtful(standing)]


@require_http_methods(["GET", "HEAD", "POST"])
def screen_address(request: HttpRequest) -> HttpResponse:
    """How to set a screen up. A new address is shown once, in the answer to the request that made it."""
    person = signed_in(request)
    require("overview.follow_city", person)
    address = ""
    if request.method == "POST":
        secret = actions.open_screen(by=person, at=timezone.now())
        address = request.build_absolute_uri(reverse("overview:screen", args=[secret]))
    context = {"screen": queries.screen_of(person), "address": address}
    answer = render(request, "overview/screen_address.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def end_screen(request: HttpRequest) -> HttpResponse:
    """End one's own address."""
    if actions.close_screen(by=signed_in(request), at=timezone.now()):
        messages.success(request, gettext("大屏地址已停用，使用这个地址的屏幕不再更新。"))
    return redirect("overview:screen_address")
