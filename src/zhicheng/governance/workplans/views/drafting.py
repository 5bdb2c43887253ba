"""Drawing a plan up, changing its items, sending and agreeing it, reporting on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, done, fill_in
from zhicheng.foundation.face.questions import Question, answered, edge_of, form_of, of_step
from zhicheng.foundation.face.records import Text
from zhicheng.governance.workplans import actions
from zhicheng.governance.workplans.forms import ArrangeForm, DrawForm, OwnItemForm, ReportForm
from zhicheng.governance.workplans.models import Workplan
from zhicheng.governance.workplans.permissions import own_units
from zhicheng.governance.workplans.rules import WORKPLAN, OwnState
from zhicheng.governance.workplans.views.common import (
    all_workplans,
    find_item,
    find_workplan,
    way_to,
    workplan_url,
)

_EFFECTS: dict[str, tuple[Text, ...]] = {
    "submit": (_("计划报送联席会议办公室审定，审定或退回前不能再改。"),),
    "return": (_("计划退回单位修改。"),),
    "revise": (
        _("计划回到单位修改，调整后重新报送、审定。"),
        _("原审定的计划留存，可随时查看；已填报的进展不变。"),
    ),
    "agree": (
        _("计划审定后单位据此办理；再要改动，须说明理由，办理调整。"),
        _("台账事项的进展按任务台账计算，单位自定事项由单位填报。"),
    ),
}


def draw(request: HttpRequest) -> HttpResponse:
    """Draw a plan of one of one's units from the ledger."""
    require("workplans.view", request.user)
    units = own_units(request.user)
    start = {"unit": units.first(), "year": timezone.localdate().year}
    form = DrawForm(request.POST or None, units=units, initial=start)
    drawn: list[Workplan] = []

    def save(values: dict[str, Any]) -> None:
        drawn.append(actions.draw(**values, by=signed_in(request), at=timezone.now()))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("已列入本年度的任务和指标，请补充工作安排和自定事项。"))
        return redirect(workplan_url(drawn[0]))
    lead = _(
        "列入当年到期、当年有节点的任务和当年的指标，以前年度逾期未完成的任务一并结转；已经编制的，补充台账中新增的。"
    )
    page = FormPage(_("编制年度计划"), _("编制"), (all_workplans(),), lead)
    return fill_in(request, page, form)


def renew(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then add what the ledger has besides."""
    found = find_workplan(request, key)
    require("workplans.draft", request.user, found.unit)

    def take() -> None:
        by, at = signed_in(request), timezone.now()
        actions.draw(unit=found.unit, year=found.year, by=by, at=at)

    question = Question(
        title=gettext("按台账补充：%(plan)s") % {"plan": found},
        effects=(_("台账中新增的本年度任务和指标列入计划，已有事项不变。"),),
        button=_("补充"),
        back=workplan_url(found),
    )
    return answered(request, question, found, take, said=_("已按台账补充。"))


def add_item(request: HttpRequest, key: int) -> HttpResponse:
    found = find_workplan(request, key)
    require("workplans.draft", request.user, found.unit)
    form = OwnItemForm(request.POST or None, initial={"version": found.version})

    def save(**given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.add_item(workplan=found, by=by, at=at, **given)

    if done(request, form, found, save):
        messages.success(request, gettext("事项已增加。"))
        return redirect(workplan_url(found))
    return fill_in(request, FormPage(_("增加自定事项"), _("增加"), way_to(found)), form)


def arrange(request: HttpRequest, key: int) -> HttpResponse:
    item = find_item(request, key)
    found = item.workplan
    require("workplans.draft", request.user, found.unit)
    start = {"version": found.version, "measures": item.measures}
    form = ArrangeForm(request.POST or None, initial=start)

    def save(measures: str) -> None:
        by, at = signed_in(request), timezone.now()
        actions.arrange(item=item, measures=measures, by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("工作安排已保存。"))
        return redirect(workplan_url(found))
    page = FormPage(gettext("工作安排：%(item)s") % {"item": item}, _("保存"), way_to(found))
    return fill_in(request, page, form)


def drop_item(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then take an item off."""
    item = find_item(request, key)
    found = item.workplan
    require("workplans.draft", request.user, found.unit)

    def drop() -> None:
        actions.drop_item(item=item, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("删去事项：%(item)s") % {"item": item},
        effects=(_("这一事项不再列入本年度计划；台账中的任务不受影响。"),),
        button=_("删去"),
        back=workplan_url(found),
    )
    return answered(request, question, found, drop, said=_("事项已删去。"))


def decide(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step. 404 for what one does not see, 403 for what is not one's own to do."""
    found = find_workplan(request, key)
    edge = edge_of(WORKPLAN, verb, _EFFECTS)
    require(f"workplans.{verb}", request.user, found.unit)

    def take(**given: Any) -> None:
        actions.move(workplan=found, verb=verb, by=signed_in(request), at=timezone.now(), **given)

    danger = verb == "agree"
    question = of_step(edge, found, _EFFECTS[verb], workplan_url(found), danger=danger)
    return answered(request, question, found, take, form=form_of(edge))


def report(request: HttpRequest, key: int) -> HttpResponse:
    """Say how far an item is that the unit set itself."""
    item = find_item(request, key)
    found = item.workplan
    require("workplans.draft", request.user, found.unit)
    form = ReportForm(request.POST or None, initial={"on": timezone.localdate()})

    def save(values: dict[str, Any]) -> None:
        state = OwnState(values.pop("state"))
        by, at = signed_in(request), timezone.now()
        actions.report(item=item, state=state, by=by, at=at, **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("进展已填报。"))
        return redirect(workplan_url(found))
    page = FormPage(gettext("填报进展：%(item)s") % {"item": item}, _("填报"), way_to(found))
    return fill_in(request, page, form)
