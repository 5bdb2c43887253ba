"""What is still open, and publishing; what differs from the version in force."""

from itertools import groupby

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.actions.settling import rematch
from zhicheng.governance.plans.forms import number
from zhicheng.governance.plans.models import Item, Version, VersionState
from zhicheng.governance.plans.queries import (
    differences,
    frame_changes,
    open_points,
    version_before,
)
from zhicheng.governance.plans.rules.matching import CHANGE_NAMES
from zhicheng.governance.plans.rules.openness import POINT_NAMES, Point
from zhicheng.governance.plans.views.common import attempt, find_item, find_version
from zhicheng.governance.plans.views.pane import steps
from zhicheng.governance.plans.views.plans import version_light

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, version: int) -> HttpResponse:
    """The complete list of what is open, each with the way to it; once it is empty, the button."""
    row = find_version(request, version)
    require("plans.publish", request.user, row)
    if request.method == "POST" and row.state == VersionState.PUBLISHED:
        messages.info(request, _("这一版已经发布，任务已在台账中。"))
        return redirect("plans:version", row.pk)
    if request.method == "POST":
        done = attempt(
            request, lambda: publish(version=row, by=signed_in(request), at=timezone.now())
        )
        if done is None:
            return redirect("plans:publish", row.pk)
        said = _("《%(title)s》已发布，共 %(n)s 项任务进入台账。")
        messages.success(request, said % {"title": row.title, "n": len(done.tasks)})
        return redirect("plans:version", row.pk)
    points = open_points(row)
    groups = [
        (POINT_NAMES[kind], [(point, _way(row, point)) for point in found])
        for kind, found in groupby(points, key=lambda point: point.kind)
    ]
    context = {
        "version": row,
        "state": version_light(row),
        "open": steps(points),
        "groups": groups,
        "is_draft": row.state == VersionState.DRAFT,
        "amends": version_before(row),
    }
    return render(request, "plans/publish.html", context)


def _way(version: Version, point: Point) -> str:
    """Where an open point is settled."""
    match point.kind:
        case "item" | "fault":
            return (
                f"{reverse('plans:version', args=[version.pk])}?item={point.key}#item-{point.key}"
            )
        case "doubt" | "empty":
            return f"{reverse('plans:version', args=[version.pk])}?tab=doubts"
        case "name":
            return f"{reverse('plans:names', args=[version.pk])}?name={point.key}#chosen"
        case "units":
            return f"{reverse('plans:assignments', args=[version.pk])}?item={point.key}#chosen"
        case "due" | "outside":
            return reverse("plans:dates", args=[version.pk])
        case "bare_list" | "frame":
            return reverse("plans:frame", args=[version.pk])


@require_safe
def differences_page(request: HttpRequest, version: int) -> HttpResponse:
    """Item by item what an amendment adds, changes, keeps and leaves out."""
    row = find_version(request, version)
    before = version_before(row)
    if before is None:
        raise Http404(_("这一版没有更早的版本可以比较。"))
    found = differences(row)
    show = request.GET.get("show", "")
    shown = [
        d for d in found if d.change == show or (show not in CHANGE_NAMES and d.change != "same")
    ]
    counts = [
        (key, name, sum(d.change == key for d in found)) for key, name in CHANGE_NAMES.items()
    ]
    reviewing = row.state == VersionState.DRAFT and rules.has_perm(
        "plans.review", request.user, row
    )
    context = {
        "version": row,
        "before": before,
        "state": version_light(row),
        "frame": frame_changes(row, before),
        "counts": counts,
        "show": show,
        "names": CHANGE_NAMES,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "gone": [d for d in found if d.change == "gone"],
        "reviewing": reviewing,
        "open": steps(open_points(row) if reviewing else []),
    }
    return render(request, "plans/differences.html", context)


@require_POST
def match(request: HttpRequest, item: int) -> HttpResponse:
    """Say by hand which earlier item an item continues; without one, that it is new."""
    row = find_item(request, item)
    given = request.POST.get("old", "")
    items = Item.objects.select_related("version")
    old = get_object_or_404(items, pk=number(given)) if given.isdecimal() else None
    attempt(request, lambda: rematch(item=row, old=old, by=signed_in(request), at=timezone.now()))
    return redirect("plans:differences", row.version_id)
