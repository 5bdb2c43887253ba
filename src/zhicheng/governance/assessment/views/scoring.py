"""The forms of a sheet: self scores with evidence, verdicts, bonuses and deductions, its steps."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, done, fill_in
from zhicheng.foundation.face.questions import Question, answered, ask, edge_of, form_of, of_step
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.files.views import brought_if_any
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.forms import (
    AdjustmentForm,
    AdjustmentVerdictForm,
    ProofForm,
    ScoreForm,
    VerdictForm,
)
from zhicheng.governance.assessment.models import Adjustment, Proof
from zhicheng.governance.assessment.rules import SHEET, Verdict
from zhicheng.governance.assessment.views.common import (
    find_entry,
    find_sheet,
    url_of_entry,
    url_of_sheet,
    way_to_entry,
    way_to_sheet,
)
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Evidence


def score(request: HttpRequest, key: int) -> HttpResponse:
    """Score oneself on an indicator."""
    found = find_entry(request, key)
    require("assessment.score", request.user, found.sheet)
    form = ScoreForm(request.POST or None, entry=found)

    def save(**given: Any) -> None:
        actions.score(entry=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        return redirect(url_of_sheet(found.sheet))
    lead = found.indicator.demand
    page = FormPage(_("填写自评"), _("保存"), way_to_entry(found), lead)
    return fill_in(request, page, form)


def prove(request: HttpRequest, key: int) -> HttpResponse:
    """Bring evidence, or take what is there already."""
    found = find_entry(request, key)
    require("assessment.score", request.user, found.sheet)
    offered: dict[str, Evidence | Observation | Proof] = {
        **{f"evidence-{row.pk}": row for row in queries.evidence_to_reuse(found, request.user)},
        **{f"value-{row.pk}": row for row in queries.observations_to_reuse(found, request.user)},
        **{f"proof-{row.pk}": row for row in queries.proofs_to_reuse(found, request.user)},
    }
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofForm(*data, offered=offered)

    def save(values: dict[str, Any]) -> None:
        by, at = signed_in(request), timezone.now()
        if source := offered.get(values["reused"]):
            actions.reuse(entry=found, source=source, by=by, at=at)
        elif upload := brought_if_any(values["upload"]):
            actions.prove(entry=found, upload=upload, by=by, at=at)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("佐证已附上。"))
        return redirect(url_of_entry(found))
    page = FormPage(_("附上佐证"), _("附上"), way_to_entry(found), found.indicator.evidence)
    return fill_in(request, page, form)


def drop_proof(request: HttpRequest, key: int) -> HttpResponse:
    """Take evidence off again."""
    found = get_object_or_404(queries.proofs_for(request.user), pk=key)
    require("assessment.score", request.user, found.entry.sheet)

    def save() -> None:
        actions.drop_proof(proof=found, by=signed_in(request), at=timezone.now())

    back = url_of_entry(found.entry)
    title = gettext("移除佐证：%(name)s") % {"name": found.name}
    effects = (_("只从这一项自评中移除；任务报告和指标中的原件不受影响。"),)
    return _asked(request, Question(title, effects, _("移除"), back), save)


def _asked(request: HttpRequest, question: Question, verb: Callable[[], object]) -> HttpResponse:
    """Ask once, do it, and go back; a refusal is said on the same page."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, lambda _values: verb()):
        return redirect(question.back)
    return ask(request, question, form)


def decide_entry(request: HttpRequest, key: int) -> HttpResponse:
    """The verifier's word on an indicator."""
    found = find_entry(request, key)
    require("assessment.decide", request.user, found.sheet)
    form = VerdictForm(request.POST or None, entry=found)

    def save(**given: Any) -> None:
        verdict = Verdict(**given)
        actions.decide(entry=found, verdict=verdict, by=signed_in(request), at=timezone.now())

    if done(request, form, found, save):
        return redirect(url_of_sheet(found.sheet))
    page = FormPage(_("核定得分"), _("核定"), way_to_entry(found), found.indicator.demand)
    return fill_in(request, page, form)


def fill(request: HttpRequest, key: int) -> HttpResponse:
    """Take the readings of the formulas and score with them."""
    found = find_sheet(request, key)
    require("assessment.score", request.user, found)

    def save() -> None:
        filled = actions.fill(sheet=found, by=signed_in(request), at=timezone.now())
        messages.success(
            request, gettext("已取数，填入 %(filled)s 项自评分。") % {"filled": filled}
        )

    effects = (
        _("按公式计算的指标，重新取任务和指标的数据。"),
        _("还没有自评分的，按测算分填入；已填的不变。没有数据的不填，也不以零代替。"),
    )
    return _asked(request, Question(_("取数填报"), effects, _("取数"), url_of_sheet(found)), save)


def measure_again(request: HttpRequest, key: int) -> HttpResponse:
    """Take the readings of what is not decided yet anew."""
    found = find_sheet(request, key)
    require("assessment.decide", request.user, found)

    def save() -> None:
        actions.measure_again(sheet=found, by=signed_in(request), at=timezone.now())

    effects = (_("尚未核定的指标重新取数；自评分不变。"),)
    question = Question(_("重新取数"), effects, _("取数"), url_of_sheet(found))
    return _asked(request, question, save)


def confirm_rest(request: HttpRequest, key: int) -> HttpResponse:
    """Confirm the self scores that are not decided yet."""
    found = find_sheet(request, key)
    require("assessment.decide", request.user, found)

    def save() -> None:
        count = actions.confirm_rest(sheet=found, by=signed_in(request), at=timezone.now())
        messages.success(request, gettext("已按自评确认 %(count)s 项。") % {"count": count})

    effects = (
        _("尚未核定、有自评分的指标，按自评分确认。"),
        _("自评分与测算分不一致的除外，须逐项核定。"),
    )
    question = Question(_("按自评确认其余各项"), effects, _("确认"), url_of_sheet(found))
    return _asked(request, question, save)


_EFFECTS: dict[str, Text] = {
    "submit": _("评分表报送复核员核定，报送时重新取数；核定前可以撤回。"),
    "recall": _("评分表回到自评，可以修改后再报送。"),
    "take_over": _("该单位逾期没有自评，由复核员直接核定；单位会收到通知。"),
    "return": _("评分表退回该单位修改，理由会通知该单位。"),
    "verify": _("按核定分和采纳的加减分计算总分；公示之前可以重新核定。"),
    "reopen": _("总分撤回，评分表重新进入核定；单位会收到通知。"),
}


def decide_sheet(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step of a sheet."""
    found = find_sheet(request, key)
    edge = edge_of(SHEET, verb, _EFFECTS)
    require(f"assessment.{verb}", request.user, found)

    def take(**given: Any) -> None:
        actions.move(sheet=found, verb=verb, by=signed_in(request), at=timezone.now(), **given)

    question = of_step(edge, found.called, (_EFFECTS[verb],), url_of_sheet(found))
    return answered(request, question, found, take, form=form_of(edge))


def adjust(request: HttpRequest, key: int) -> HttpResponse:
    """Claim a bonus, or enter a bonus or deduction."""
    found = find_sheet(request, key)
    require("assessment.adjust", request.user, found)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AdjustmentForm(*data, sheet=found)

    def save(values: dict[str, Any]) -> None:
        given = {**values, "upload": brought_if_any(values["upload"])}
        actions.adjust(sheet=found, by=signed_in(request), at=timezone.now(), **given)

    if request.method == "POST" and carried_out(form, save):
        return redirect(url_of_sheet(found))
    page = FormPage(_("登记加减分"), _("登记"), way_to_sheet(found))
    return fill_in(request, page, form)


def _find_adjustment(request: HttpRequest, key: int) -> Adjustment:
    return get_object_or_404(queries.adjustments_for(request.user), pk=key)


def decide_adjustment(request: HttpRequest, key: int) -> HttpResponse:
    """Accept a bonus or deduction, or not."""
    found = _find_adjustment(request, key)
    require("assessment.decide", request.user, found.sheet)
    form = AdjustmentVerdictForm(request.POST or None)

    def save(values: dict[str, Any]) -> None:
        actions.decide_adjustment(
            adjustment=found, accept=values["accept"] == "yes", reason=values["reason"],
            by=signed_in(request), at=timezone.now(),
        )  # fmt: skip

    if request.method == "POST" and carried_out(form, save):
        return redirect(url_of_sheet(found.sheet))
    page = FormPage(_("核定加减分"), _("核定"), way_to_sheet(found.sheet), found.said)
    return fill_in(request, page, form)


def drop_adjustment(request: HttpRequest, key: int) -> HttpResponse:
    """Take a claimed bonus back."""
    found = _find_adjustment(request, key)
    require("assessment.score", request.user, found.sheet)

    def save() -> None:
        actions.drop_adjustment(adjustment=found, by=signed_in(request), at=timezone.now())

    title = gettext("撤回申报：%(clause)s") % {"clause": found.clause}
    back = url_of_sheet(found.sheet)
    return _asked(
        request, Question(title, (_("这项加分申报从评分表中删去。"),), _("撤回"), back), save
    )
