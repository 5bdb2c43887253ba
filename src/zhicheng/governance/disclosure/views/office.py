"""Where the office decides what the public sees."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.questions import Question, answered, pressed
from zhicheng.foundation.face.records import Happening, Light, Link, Text, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.bulletins import actions as edition
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.rules import State as Issued
from zhicheng.governance.disclosure import actions, queries
from zhicheng.governance.disclosure.forms import OpeningForm, WithdrawalForm
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.rules import STATE_NAMES, State
from zhicheng.governance.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Line:
    """A plan or a report, and what the public sees of it. seen: where, while it is; open, withdraw: where that
    is done, while it can be; edition: where the public edition is made that is missing."""

    title: str
    opening: Opening | None
    light: Light
    seen: str
    open: str
    withdraw: str
    edition: str
    happenings: list[Happening]


def office(request: HttpRequest) -> HttpResponse:
    """All published plans and issued reports, each with what was decided about it."""
    require("disclosure.view", request.user)
    plans = [
        _line(plan.title, opening, plan.pk, "plan", "open", "withdraw")
        for plan, opening in queries.openings(request.user)
    ]
    missing = queries.without_edition()
    reports = [
        _line(
            retold(report.title), opening, report.pk, "report",
            "open_report" if report.state == Issued.ISSUED else "", "withdraw_report",
            missing=report.pk in missing,
        )
        for report, opening in queries.issued()
    ]  # fmt: skip
    values = {
        "lines": [*plans, *reports],
        "may_decide": rules.has_perm("disclosure.decide", request.user),
    }
    return render(request, "disclosure/office.html", values)


def _line(
    title: str, opening: Opening | None, key: int, page: str, to_open: str, to_withdraw: str, *,
    missing: bool = False,
) -> Line:  # fmt: skip
    """page, to_open, to_withdraw: names of addresses; to_open is empty for what can be opened no more. missing:
    the public edition, without which nothing is seen."""
    is_open = opening is not None and opening.state == State.OPEN
    seen = is_open and opening is not None and opening.opens_on <= timezone.localdate()

    def address(name: str, wanted: bool) -> str:
        return reverse(f"disclosure:{name}", args=[key]) if name and wanted else ""

    return Line(
        title=title,
        opening=opening,
        light=Light(_("公开版未生成"), Tone.WARNING) if missing else _light(opening),
        seen=address(page, seen and bool(to_open) and not missing),
        open=address(to_open, not is_open),
        withdraw=address(to_withdraw, is_open),
        edition=address("make_edition", missing),
        happenings=[_happening(step) for step in queries.steps_of(opening)] if opening else [],
    )


def _light(opening: Opening | None) -> Light:
    if opening is None:
        return Light(_("未公开"), Tone.QUIET)
    if opening.state == State.WITHDRAWN:
        return Light(STATE_NAMES[State.WITHDRAWN], Tone.CAUTION)
    if opening.opens_on > timezone.localdate():
        return Light(_("待公开"), Tone.ACTIVE)
    return Light(STATE_NAMES[State.OPEN], Tone.GOOD)


def _happening(step: Any) -> Happening:
    who = step.by.name
    if step.deputy_for:
        words = {"name": who, "name2": step.deputy_for.name}
        who = gettext("%(name)s（代%(name2)s）") % words
    return Happening(step.at, who, step.title, step.said)


def open_plan(request: HttpRequest, key: int) -> HttpResponse:
    """Open a plan to the public."""
    require("disclosure.decide", request.user)
    plan = get_object_or_404(Plan, pk=key)
    lead = _(
        "任何人不登录即可看到：方案名称和规划期，指标的要求、数值、来源和前景，重点任务的名称、责任单位、时限和进展。办理过程、佐证材料和人员不公开。"
    )
    return _opened(request, plan.title, lead, partial(actions.open_plan, plan=plan))


def open_report(request: HttpRequest, key: int) -> HttpResponse:
    """Open an issued report to the public."""
    require("disclosure.decide", request.user)
    report = get_object_or_404(Report.objects.filter(state=Issued.ISSUED), pk=key)
    lead = _(
        "公开时生成公开版：保留正文、指标和各章、各单位、各县区的数字，不列会议、督办、通报、请示、考核和逐项任务的清单，不列佐证材料的名称。任何人不登录即可下载。请先通读正文，确认其中没有个人信息。"
    )
    return _opened(request, retold(report.title), lead, partial(actions.open_report, report=report))


def make_edition(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then make the public edition of a report that was opened before there were such."""
    require("disclosure.decide", request.user)
    found = get_object_or_404(Report.objects.filter(state=Issued.ISSUED), pk=key)

    def make() -> None:
        edition.add_public(report=found, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("生成公开版：%(title)s") % {"title": retold(found.title)},
        effects=(
            _("公开版保留正文和各章的数字，不列逐项清单和佐证材料的名称；生成后留存，不能更改。"),
            _("已公开的，生成后公众即可看到。请先通读正文，确认其中没有个人信息。"),
        ),
        button=_("生成公开版"),
        back=reverse("disclosure:office"),
    )
    return pressed(request, question, make, said=_("公开版已生成。"))


def _opened(
    request: HttpRequest, title: str, lead: Text, verb: Callable[..., Opening]
) -> HttpResponse:
    form = OpeningForm(request.POST if request.method == "POST" else None)

    def save(values: dict[str, Any]) -> None:
        verb(terms=actions.Terms(**values), by=signed_in(request), at=timezone.now())

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("“%(title)s”已列入公开。") % {"title": title})
        return redirect("disclosure:office")
    page = FormPage(
        gettext("向社会公开：%(title)s") % {"title": title},
        _("公开"),
        (Link(gettext("公开"), reverse("disclosure:office")),),
        lead,
    )
    return fill_in(request, page, form)


def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then let the public see a plan no more."""
    return _withdrawn(request, plan__pk=key)


def withdraw_report(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then let the public see a report no more."""
    return _withdrawn(request, report__pk=key)


def _withdrawn(request: HttpRequest, **of: int) -> HttpResponse:
    require("disclosure.decide", request.user)
    opening = get_object_or_404(Opening.objects.select_related("plan", "report"), **of)

    def take(**values: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.withdraw(opening=opening, by=by, at=at, **values)

    question = Question(
        title=gettext("撤回公开：%(title)s") % {"title": opening.title},
        effects=(
            _("公开页面、开放数据和订阅中不再有它；已缓存的页面最多保留5分钟。"),
            _("撤回的理由只在内部可见；以后可以再次公开。"),
        ),
        button=_("撤回公开"),
        back=reverse("disclosure:office"),
    )
    said = gettext("“%(title)s”已撤回公开。") % {"title": opening.title}
    return answered(request, question, opening, take, form=WithdrawalForm, said=said)
