"""The forms of a draft: the scheme, its dimensions, indicators and clauses, and who is assessed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, SeenForm, carried_out, done, fill_in
from zhicheng.foundation.face.questions import Question, answered, ask
from zhicheng.foundation.face.records import Link, Text
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.forms import (
    ChooseForm,
    ClauseForm,
    DimensionForm,
    IndicatorForm,
    SchemeChangeForm,
    SchemeForm,
)
from zhicheng.governance.assessment.models import Clause, Dimension, Indicator, Scheme
from zhicheng.governance.assessment.views.common import find, url_of, way_to

Part = TypeVar("Part", Dimension, Indicator, Clause)
_SCHEME_FIELDS = (
    "title", "year", "origin", "subject", "basis", "period_start", "period_end", "self_by",
    "submit_by", "appeal_days", "answer_days",
)  # fmt: skip
_INDICATOR_FIELDS = (
    "name", "mark", "demand", "evidence", "method", "measure", "target", "floor", "full", "steps",
)  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    require("assessment.draft", request.user)
    year = timezone.localdate().year
    start = {
        "year": year, "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
        "self_by": f"{year}-12-20", "appeal_days": 5, "answer_days": 5,
    }  # fmt: skip
    form = SchemeForm(request.POST or None, initial=start)
    made: list[Scheme] = []

    def save(values: dict[str, Any]) -> None:
        demands = actions.Demands(**values)
        made.append(actions.save_scheme(demands=demands, by=signed_in(request), at=timezone.now()))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("草稿已保存，请设置维度、指标和被考核单位。"))
        return redirect(url_of(made[0]))
    way = (Link(gettext("考核"), reverse("assessment:list")),)
    return fill_in(request, FormPage(_("起草考核方案"), _("保存草稿"), way), form)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a draft's own fields."""
    found = _draft(request, key)
    start = {name: getattr(found, name) for name in _SCHEME_FIELDS} | {"version": found.version}
    form = SchemeChangeForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        actions.save_scheme(
            scheme=found, demands=actions.Demands(**given), by=signed_in(request),
            at=timezone.now(),
        )  # fmt: skip

    if done(request, form, found, save):
        return redirect(url_of(found))
    return fill_in(request, FormPage(_("修改考核方案"), _("保存草稿"), way_to(found)), form)


def _draft(request: HttpRequest, key: int) -> Scheme:
    """A scheme that the person may draw up, or 404, or 403; published, the action refuses."""
    found = find(request, key)
    require("assessment.draft", request.user, found)
    return found


def discard(request: HttpRequest, key: int) -> HttpResponse:
    """Throw a draft away."""
    found = _draft(request, key)
    form = SeenForm(request.POST or None, initial={"version": found.version})

    def save() -> None:
        actions.discard(scheme=found, by=signed_in(request), at=timezone.now())

    if done(request, form, found, save):
        messages.success(request, gettext("草稿已废弃。"))
        return redirect("assessment:list")
    question = Question(
        title=gettext("废弃草稿：%(title)s") % {"title": found.title},
        effects=(_("草稿连同其中的维度、指标和条款一并删除。"),),
        button=_("废弃"),
        back=url_of(found),
        danger=True,
    )
    return ask(request, question, form)


def repeat(request: HttpRequest, key: int) -> HttpResponse:
    """Draw up next year's scheme from this one."""
    found = _draft(request, key)
    form = forms.Form(request.POST if request.method == "POST" else None)
    made: list[Scheme] = []

    def save(values: dict[str, Any]) -> None:
        made.append(actions.repeat(scheme=found, by=signed_in(request), at=timezone.now()))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("草稿已生成，请逐项核对，补充依据后发布。"))
        return redirect(url_of(made[0]))
    question = Question(
        title=gettext("沿用到%(year)s年度：%(title)s")
        % {"year": found.year + 1, "title": found.title},
        effects=(
            _("生成下一年度的草稿，维度、指标、条款和被考核单位照此沿用，各日期顺延一年。"),
            _("已停用的单位和已不在现行方案中的指标不再列入。"),
        ),
        button=_("生成草稿"),
        back=url_of(found),
    )
    return ask(request, question, form)


def choose(request: HttpRequest, key: int) -> HttpResponse:
    """Say who is assessed."""
    found = _draft(request, key)
    form = ChooseForm(request.POST or None, scheme=found)

    def save(units: Any) -> None:
        actions.choose(scheme=found, units=list(units), by=signed_in(request), at=timezone.now())

    if done(request, form, found, save):
        return redirect(url_of(found))
    page = FormPage(_("选择被考核单位"), _("保存"), way_to(found))
    return fill_in(request, page, form)


def add_dimension(request: HttpRequest, key: int) -> HttpResponse:
    """One more dimension."""
    return _dimension(request, _draft(request, key), None)


def dimension(request: HttpRequest, key: int) -> HttpResponse:
    """Change a dimension of a draft."""
    row = _part(request, Dimension, key)
    return _dimension(request, row.scheme, row)


def _dimension(request: HttpRequest, scheme: Scheme, row: Dimension | None) -> HttpResponse:
    start = {"name": row.name, "weight": row.weight} if row else None

    def save(**given: Any) -> None:
        actions.save_dimension(
            scheme=scheme, dimension=row, by=signed_in(request), at=timezone.now(), **given
        )

    form = DimensionForm(request.POST or None, initial=start)
    return _saved(request, scheme, form, _("考核维度"), save)


def add_indicator(request: HttpRequest, key: int) -> HttpResponse:
    """One more indicator of a dimension."""
    return _indicator(request, _part(request, Dimension, key), None)


def indicator(request: HttpRequest, key: int) -> HttpResponse:
    """Change an indicator of a draft."""
    row = _part(request, Indicator, key)
    return _indicator(request, row.dimension, row)


def _indicator(request: HttpRequest, over: Dimension, row: Indicator | None) -> HttpResponse:
    start = {name: getattr(row, name) for name in _INDICATOR_FIELDS} if row else None

    def save(**given: Any) -> None:
        target = given.pop("target")
        asked = actions.Asked(**given, target=target.pk if target else None)
        actions.save_indicator(
            dimension=over, indicator=row, asked=asked, by=signed_in(request), at=timezone.now()
        )

    form = IndicatorForm(request.POST or None, initial=start)
    return _saved(request, over.scheme, form, _("考核指标"), save)


def add_clause(request: HttpRequest, key: int) -> HttpResponse:
    """One more clause."""
    return _clause(request, _draft(request, key), None)


def clause(request: HttpRequest, key: int) -> HttpResponse:
    """Change a clause of a draft."""
    row = _part(request, Clause, key)
    return _clause(request, row.scheme, row)


def _clause(request: HttpRequest, scheme: Scheme, row: Clause | None) -> HttpResponse:
    fields = ("kind", "number", "text", "points", "cap")
    start = {name: getattr(row, name) for name in fields} if row else None

    def save(**given: Any) -> None:
        actions.save_clause(
            scheme=scheme, clause=row, ruled=actions.Ruled(**given), by=signed_in(request),
            at=timezone.now(),
        )  # fmt: skip

    form = ClauseForm(request.POST or None, initial=start)
    return _saved(request, scheme, form, _("加减分条款"), save)


def _saved(
    request: HttpRequest, scheme: Scheme, form: Any, title: Text, save: Callable[..., None]
) -> HttpResponse:
    """A form about a part of a draft: saved and back to the scheme, or shown."""
    if done(request, form, scheme, save):
        return redirect(url_of(scheme))
    return fill_in(request, FormPage(title, _("保存"), way_to(scheme)), form)


def _part(request: HttpRequest, kind: type[Part], key: int) -> Part:
    """A part of a scheme that the person may draw up, or 404."""
    require("assessment.draft", request.user)
    return get_object_or_404(kind, pk=key)


def drop_dimension(request: HttpRequest, key: int) -> HttpResponse:
    """Take a dimension off a draft, with its indicators."""
    row = _part(request, Dimension, key)
    return _drop(request, row, row.scheme)


def drop_indicator(request: HttpRequest, key: int) -> HttpResponse:
    """Take an indicator off a draft."""
    row = _part(request, Indicator, key)
    return _drop(request, row, row.dimension.scheme)


def drop_clause(request: HttpRequest, key: int) -> HttpResponse:
    """Take a clause off a draft."""
    row = _part(request, Clause, key)
    return _drop(request, row, row.scheme)


def _drop(
    request: HttpRequest, row: Dimension | Indicator | Clause, scheme: Scheme
) -> HttpResponse:
    def remove() -> None:
        actions.drop(part=row, by=signed_in(request), at=timezone.now())

    effects: tuple[Text, ...] = (_("从草稿中删去。"),)
    if isinstance(row, Dimension):
        effects = (_("这个维度连同其下的指标从草稿中删去。"),)
    title = gettext("删除：%(name)s") % {"name": row}
    question = Question(title, effects, _("删除"), url_of(scheme))
    return answered(request, question, scheme, remove)
