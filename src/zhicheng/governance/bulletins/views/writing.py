"""Beginning a paper, writing its words, and its steps; each step asks once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import (
    FormPage,
    ReasonForm,
    SeenForm,
    carried_out,
    done,
    fill_in,
)
from zhicheng.foundation.face.questions import answered, edge_of, of_step
from zhicheng.foundation.face.records import Link, Text
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.actions import Period
from zhicheng.governance.bulletins.forms import AgainForm, ApprovalForm, NewForm, WordsForm
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.rules import (
    FIGURES,
    OPEN,
    PARTS,
    REPORT,
    WORDS,
    Kind,
    quarter_before,
)
from zhicheng.governance.bulletins.views.common import find, url_of, way_to
from zhicheng.governance.bulletins.views.shown import choices_of_figures
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.plans.permissions import visible_versions

_EFFECTS: dict[str, tuple[Text, ...]] = {
    "gather": (
        _("按今天的台账、指标和督办重新汇总，原来汇总的数字被取代。"),
        _("已写的文字保留。"),
    ),
    "issue": (
        _("内容和文件从此不能再改，系统留存 Word 文档及其校验值。"),
        _("各单位可以看到，市领导和各单位会收到通知。"),
    ),
    "abandon": (_("这一稿停止编写，不再印发；同一期可以重新起草。"),),
    "withdraw": (_("标明已撤回，留存的内容和文件仍可查阅。"),),
}
_FORMS = {"issue": ApprovalForm, "withdraw": ReasonForm}
_VERBS: dict[str, Callable[..., object]] = {
    "gather": actions.gather,
    "issue": actions.issue,
    "abandon": actions.abandon,
    "withdraw": actions.withdraw,
}


def new(request: HttpRequest) -> HttpResponse:
    """Begin a paper; the last quarter that has ended is proposed."""
    require("bulletins.write", request.user)
    year, quarter = quarter_before(timezone.localdate())
    start = {"kind": Kind.QUARTERLY, "year": year, "quarter": quarter}
    plans = Plan.objects.filter(pk__in=visible_versions(request.user).values("plan"))
    form = NewForm(request.POST or None, initial=start, plans=plans)
    begun: list[Report] = []

    def save(values: dict[str, Any]) -> None:
        by, at = signed_in(request), timezone.now()
        begun.append(actions.draft(period=Period(**values), by=by, at=at))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("已起草，正在汇总数据。"))
        return redirect(url_of(begun[0]))
    way = (Link(gettext("简报和报告"), reverse("bulletins:list")),)
    lead = _("系统按提交当天的台账汇总数据；数据截至日写在文中。")
    return fill_in(request, FormPage(_("起草简报或报告"), _("起草"), way, lead), form)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Write title and words; figures are named where they shall stand."""
    found = find(request, key)
    require("bulletins.write", request.user)
    if found.state not in OPEN:
        raise Http404(gettext("已经印发或放弃的稿不能再改。"))
    start = {"version": found.version, "title": found.title, **queries.texts_of(found)}
    form = WordsForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        texts = {part: given[part] for part in PARTS}
        by, at = signed_in(request), timezone.now()
        actions.edit(report=found, title=given["title"], texts=texts, by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("文字已保存。"))
        return redirect(url_of(found))
    context = {
        "report": found,
        "form": form,
        "figures": choices_of_figures(queries.content_of(found), FIGURES),
        "words": WORDS.items(),
    }
    return render(request, "bulletins/edit.html", context, status=422 if form.is_bound else 200)


def again(request: HttpRequest, key: int) -> HttpResponse:
    """Begin the edition that takes an issued paper's place."""
    found = find(request, key)
    require("bulletins.write", request.user)
    form = AgainForm(request.POST or None)
    begun: list[Report] = []

    def save(values: dict[str, Any]) -> None:
        by, at = signed_in(request), timezone.now()
        begun.append(actions.draft_again(report=found, by=by, at=at, **values))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("新一版已起草，正在汇总数据。"))
        return redirect(url_of(begun[0]))
    lead = _("文字沿用，数据按今天重新汇总；新一版印发后，原来的标明已被替代，仍可查阅。")
    return fill_in(request, FormPage(_("起草新一版"), _("起草"), way_to(found), lead), form)


def decide(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step."""
    found = find(request, key)
    edge = edge_of(REPORT, verb, _VERBS)
    require("bulletins.issue" if verb in _FORMS else "bulletins.write", request.user)

    def take(**given: Any) -> None:
        _VERBS[verb](report=found, by=signed_in(request), at=timezone.now(), **given)

    danger = verb in _FORMS
    question = of_step(edge, found.title, _EFFECTS[verb], url_of(found), danger=danger)
    return answered(request, question, found, take, form=_FORMS.get(verb, SeenForm))
