"""The pages that ask once before a step is taken, for one assignment or for several."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.declaration import Transition
from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import ReasonForm, SeenForm, done, posted
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import retold
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.forms import AssignForm, BulkForm, OpinionForm
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.rules import ASSIGNMENT, STAGE_NAMES, Stage
from zhicheng.governance.tasks.views.common import find_part, find_task

_EFFECTS: dict[str, Text] = {
    "sign": _("表示本单位已收到并承担这项任务。"),
    "take_back": _("收回尚未签收的分工，该单位会收到通知；子任务收回后终止，记录保留。"),
    "begin": _("状态变为“办理中”。"),
    "carry_on": _("任务继续办理，之后须再次报送。"),
    "recall": _("报告退回本单位，可以修改后重新报送；已报送的内容作为记录保留。"),
    "verify": _("确认报告属实，其进度记入台账；之后可以销号，或由单位继续办理。"),
    "return": _("报告退回报送单位补充，理由会通知对方；已报送的内容作为记录保留。"),
    "close": _("本单位承担的部分办结。各单位全部销号后，整项任务销号。"),
    "reopen": _(
        "该部分恢复办理，编号和全部经过保留；据以销号的复核随之撤回，进度回到此前已复核的数。"
    ),
    "ask_freeze": _("提请市领导批准冻结。批准前任务照常计时。"),
    "approve_freeze": _("任务停止计时，时限灯保持今天的样子；未复核的报告失效。"),
    "refuse_freeze": _("任务回到申请前的状态，理由会通知申请单位。"),
    "withdraw_freeze": _("任务回到申请前的状态。"),
    "unfreeze": _("任务恢复办理，重新计时。"),
    "restart": _("任务回到“待签收”，由单位重新签收；未复核的报告失效，记录保留。"),
}
_WITH_WORDS = frozenset({"verify", "close", "approve_freeze"})


def decide(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step. 404 for what one does not see, 403 for what is not one's own to do."""
    part = find_part(request, key)
    edge = next((t for t in ASSIGNMENT.transitions if t.verb == verb), None)
    if edge is None or verb not in _EFFECTS:
        raise Http404(gettext("没有这种操作。"))
    require(f"tasks.{verb}", request.user, part)
    form = _form(edge)(posted(request), initial={"version": part.version})

    def take(**given: Any) -> None:
        actions.move(assignment=part, verb=verb, by=signed_in(request), at=timezone.now(), **given)

    if not done(request, form, part, take):
        return ask(request, _question(part, edge), form)
    words = {"unit": part.unit, "verb": retold(edge.title)}
    messages.success(request, gettext("%(unit)s：已%(verb)s。") % words)
    return redirect("tasks:task", part.task_id)


def _form(edge: Transition) -> type[forms.Form]:
    if edge.needs_reason:
        return ReasonForm
    return OpinionForm if edge.verb in _WITH_WORDS else SeenForm


def _question(part: Assignment, edge: Transition) -> Question:
    return Question(
        title=f"{retold(edge.title)}：{part.task.title}",
        effects=(f"{part.task.number} · {part.unit.name}", _EFFECTS[edge.verb]),
        button=retold(edge.title),
        back=reverse("tasks:task", args=[part.task_id]),
        closed=_closed(part, edge.verb),
    )


def _closed(part: Assignment, verb: str) -> str:
    """Why a step is no longer to be taken, where the part has moved on; else nothing."""
    if any(edge.verb == verb for edge in ASSIGNMENT.leaving(part.stage)):
        return ""
    return gettext("这项分工目前“%(stage)s”，这一步已经办过或现在不能办理。") % {
        "stage": STAGE_NAMES[Stage(part.stage)]
    }


def assign(request: HttpRequest, key: int) -> HttpResponse:
    """Give a task to one more unit."""
    task = find_task(request, key)
    require("tasks.distribute", request.user, task)
    form = AssignForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(task=task, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                gettext("已分派给%(unit)s，并通知该单位。") % {"unit": form.cleaned_data["unit"]},
            )
            return redirect("tasks:task", task.pk)
    question = Question(
        title=gettext("分派：%(task)s") % {"task": task.title},
        effects=(_("所选单位会收到通知并签收；已有的分工不变。"),),
        button=_("分派"),
        back=reverse("tasks:task", args=[task.pk]),
    )
    return ask(request, question, form)


_BULK: dict[str, Callable[[Any], QuerySet[Assignment]]] = {
    "sign": queries.to_sign,
    "close": queries.to_close,
    "take_back": queries.to_take_back,
}
_CHOSEN_AT_FIRST = frozenset({"sign", "close"})
"""What is hard to want for all is chosen one by one."""


def bulk(request: HttpRequest, verb: str) -> HttpResponse:
    """Sign for several, or close several verified ones; each is its own step, and may fail alone."""
    if verb not in _BULK:
        raise Http404(gettext("没有这种操作。"))
    rows = _BULK[verb](request.user)
    chosen = rows if verb in _CHOSEN_AT_FIRST else []
    form = BulkForm(posted(request), rows=rows, initial={"parts": chosen})
    if request.method == "POST" and form.is_valid():
        return _take_all(request, verb, form.cleaned_data["parts"])
    if not rows:
        messages.info(request, gettext("没有可以批量办理的事项。"))
        return redirect("tasks:mine")
    title = retold(next(t.title for t in ASSIGNMENT.transitions if t.verb == verb))
    question = Question(
        title=gettext("批量%(verb)s") % {"verb": title},
        effects=(_EFFECTS[verb], _("逐项办理；其中一项办不成，不影响其他各项。")),
        button=title,
        back=reverse("tasks:mine"),
    )
    return ask(request, question, form)


def _take_all(request: HttpRequest, verb: str, parts: QuerySet[Assignment]) -> HttpResponse:
    done = 0
    for part in parts:
        try:
            actions.move(assignment=part, verb=verb, by=signed_in(request), at=timezone.now())
            done += 1
        except Refused as refused:
            messages.error(request, f"{part.task.number} {part.unit}：{retold(refused)}")
    messages.success(request, gettext("已办理 %(count)s 项。") % {"count": done})
    return redirect("tasks:mine")
