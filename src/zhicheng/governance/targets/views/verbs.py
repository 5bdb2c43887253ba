"""The forms about a target: what is settled, what was measured, how it is distributed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, done, fill_in, posted
from zhicheng.foundation.files.views import brought_if_any
from zhicheng.governance.targets import actions, permissions, queries
from zhicheng.governance.targets.forms import (
    ConfirmForm,
    CorrectionForm,
    GiveUpForm,
    ObservationForm,
    ShareForm,
)
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.targets.rules import Over, wanted, why_not_summed
from zhicheng.governance.targets.views.common import find, url_of, way_to


def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Say who reports on a target and where its way begins."""
    found = find(request, key)
    require("targets.confirm", request.user, found)
    form = ConfirmForm(posted(request), target=found)

    def save(**given: Any) -> None:
        actions.confirm(target=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("指标已确认，并通知填报单位。"))
        return redirect(url_of(found))
    lead = _("要求：%(wanted)s。确认后由填报单位填报数值。") % {"wanted": wanted(found.demand)}
    return fill_in(request, FormPage(_("确认指标"), _("确认"), way_to(found), lead), form)


def give_up(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a target cannot be measured for now."""
    found = find(request, key)
    require("targets.give_up", request.user, found)
    form = GiveUpForm(posted(request), initial={"version": found.version})

    def save(**given: Any) -> None:
        actions.give_up(target=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("已标记为暂不可测；重新确认后可以恢复填报。"))
        return redirect(url_of(found))
    lead = _("指标显示为“暂不可测”并写明原因，不判断前景；已填报的数值全部保留。")
    return fill_in(request, FormPage(_("标记暂不可测"), _("标记"), way_to(found), lead), form)


def observe(request: HttpRequest, key: int) -> HttpResponse:
    """Report a value."""
    found = find(request, key)
    require("targets.observe", request.user, found)
    form = ObservationForm(posted(request), request.FILES or None, target=found)

    def save(**given: Any) -> None:
        actions.observe(
            target=found, as_of=given["as_of"], area=given["area"], figure=_figure(given),
            evidence=brought_if_any(given["evidence"]), by=signed_in(request), at=timezone.now(),
            sure=given["sure"],
        )  # fmt: skip

    if done(request, form, found, save):
        messages.success(request, gettext("数值已填报。"))
        return redirect(url_of(found))
    lead = _("要求：%(wanted)s") % {"wanted": wanted(found.demand)}
    return fill_in(request, FormPage(_("填报数值"), _("填报"), way_to(found), lead), form)


def correct(request: HttpRequest, key: int) -> HttpResponse:
    """Correct a value of a target that the person sees; 404 for all others."""
    rows = Observation.objects.select_related("target__owner", "area", "evidence")
    visible = permissions.visible_targets(request.user)
    row = get_object_or_404(rows.filter(target__in=visible), pk=key)
    require("targets.observe", request.user, row.target)
    form = CorrectionForm(posted(request), request.FILES or None, observation=row)

    def save(**given: Any) -> None:
        actions.correct(
            observation=row, reason=given["reason"], by=signed_in(request), at=timezone.now(),
            figure=None if given["void"] else _figure(given),
            evidence=brought_if_any(given["evidence"]), sure=given["sure"],
        )  # fmt: skip

    if done(request, form, row.target, save):
        messages.success(request, gettext("数值已更正，原来的数值仍可查看。"))
        return redirect(url_of(row.target))
    lead = _("%(where)s %(day)s 的数值。原来的数值不会删除，页面上同时列出更正理由。") % {
        "where": row.area or gettext("全市"),
        "day": row.as_of,
    }
    return fill_in(request, FormPage(_("更正数值"), _("更正"), way_to(row.target), lead), form)


def _figure(given: dict[str, Any]) -> actions.Figure:
    return actions.Figure(
        source=given["source"],
        value=given.get("value"),
        unit=given.get("unit", ""),
        judgement=given.get("judgement", ""),
    )


def distribute_areas(request: HttpRequest, key: int) -> HttpResponse:
    """Distribute a target over the counties and zones of the city."""
    return _distribute(request, key, Over.AREAS)


def distribute_years(request: HttpRequest, key: int) -> HttpResponse:
    """Distribute a target over the years of the plan."""
    return _distribute(request, key, Over.YEARS)


def _distribute(request: HttpRequest, key: int, over: Over) -> HttpResponse:
    found = find(request, key)
    require("targets.distribute", request.user, found)
    known = queries.distribution_of(found, over).parts
    parts = {part.area_id or part.year or 0: part.value for part in known}
    form = ShareForm(posted(request), target=found, over=over, parts=parts)

    def save(**_given: Any) -> None:
        actions.distribute(
            target=found, over=over, parts=form.parts(), by=signed_in(request), at=timezone.now()
        )

    if done(request, form, found, save):
        messages.success(request, gettext("分解已保存。"))
        return redirect(url_of(found))
    rule = why_not_summed(found.demand, over) or gettext("各部分之和须等于总目标。")
    lead = _("总目标：%(wanted)s。%(rule)s没有分解任务的留空。") % {
        "wanted": wanted(found.demand, *parts.values()),
        "rule": rule,
    }
    title = _("分解到县区") if over is Over.AREAS else _("分解到年度")
    return fill_in(request, FormPage(title, _("保存分解"), way_to(found), lead), form)
