"""Breaking a task down or handing it on, and giving several tasks to units at once."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.permissions import actor_of, require, signed_in
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.face.forms import LONGEST_KEY, carried_out, posted
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.forms import AssignManyForm, BreakdownForm
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import balance, proposed_day, shown_amount
from zhicheng.governance.tasks.views.common import find_task


def break_down(request: HttpRequest, key: int) -> HttpResponse:
    """Sub-tasks for several units at once. What was filled in stays, whatever is refused."""
    task, user = find_task(request, key), signed_in(request)
    require("tasks.break_down", user, task)
    try:
        origin = actions.origin_of(task, user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("tasks:task", task.pk)
    form = _form(request, task, origin)
    if request.method == "POST" and carried_out(form, lambda given: _save(request, task, form)):
        return redirect("tasks:task", task.pk)
    return _page(request, task, origin, form)


def _form(request: HttpRequest, task: Task, origin: Assignment) -> BreakdownForm:
    units = queries.units_below(request.user, origin)
    start = {
        "title": task.title,
        "due_on": proposed_day(queries.whole_of(task, amount=task.amount, measure=task.measure)),
        "amount": shown_amount(task.amount, "").replace(",", "") if task.amount else None,
        "measure": task.measure,
    }
    return BreakdownForm(
        posted(request),
        units=list(units),
        settable=queries.may_set_amount(request.user, task),
        counted=task.amount is not None,
        initial=start,
    )


def _save(request: HttpRequest, task: Task, form: BreakdownForm) -> None:
    given = form.cleaned_data
    breakdown = actions.Breakdown(
        title=given["title"],
        due_on=given["due_on"],
        shares=form.shares(),
        amount=given.get("amount"),
        measure=given.get("measure", ""),
        partial=given.get("partial", False),
    )
    try:
        made = actions.break_down(
            task=task, breakdown=breakdown, by=signed_in(request), at=timezone.now()
        )
    except Refused as refused:
        raise ValidationError(str(refused)) from refused
    messages.success(
        request, gettext("已建立 %(count)s 项子任务，并通知各单位。") % {"count": len(made)}
    )


def _page(
    request: HttpRequest, task: Task, origin: Assignment, form: BreakdownForm
) -> HttpResponse:
    office = actor_of(request.user).has(Role.COORDINATOR)
    settable, given = "amount" in form.fields, queries.given_of(task)
    context: dict[str, Any] = {
        "task": task,
        "origin": origin,
        "form": form,
        "groups": list(form.groups()),
        "title": gettext("分解任务") if office else gettext("转办"),
        "settable": settable,
        "countable": settable or task.amount is not None,
        "amount": shown_amount(task.amount, task.measure) if task.amount is not None else None,
        "given": shown_amount(given, task.measure) if given else None,
        "running": _running_sum(task, form, given),
    }
    return render(request, "tasks/breakdown.html", context, status=422 if form.is_bound else 200)


_SUMS = {
    "open": _("各单位数量合计 {sum}。"),
    "even": _("各单位数量合计 {sum}，与可分解的数量一致。"),
    "left": _("各单位数量合计 {sum}，尚余 {rest}。"),
    "over": _("各单位数量合计 {sum}，超出 {rest}。"),
}
"""How the sum stands against the whole; the page's script says the same while shares are typed."""


def _running_sum(task: Task, form: BreakdownForm, given: Decimal) -> dict[str, Any]:
    """What was filled in against the whole, with all that the script needs to go on counting."""
    filled = getattr(form, "cleaned_data", {})
    whole = filled.get("amount") if "amount" in form.fields and form.is_bound else task.amount
    measure = filled.get("measure", task.measure)
    how, rest = balance(whole, given, form.sum())
    said = str(_SUMS[how]).replace("{sum}", shown_amount(form.sum(), measure))
    return {
        "said": said.replace("{rest}", shown_amount(rest, measure)),
        "over": how == "over",
        "whole": "" if task.amount is None else shown_amount(task.amount, ""),
        "given": shown_amount(given, ""),
        "words": _SUMS,
    }


def assign_many(request: HttpRequest) -> HttpResponse:
    """Give the tasks that were chosen in the ledger to units, after one question that names them."""
    user = signed_in(request)
    require("tasks.distribute", user)
    asked = [
        key for key in request.GET.getlist("tasks") if key.isdecimal() and len(key) <= LONGEST_KEY
    ]
    rows = queries.tasks_for(user, timezone.localdate()).filter(pk__in=asked)
    rows = rows.order_by("plan_id", "position", "number")
    if not rows:
        messages.info(request, gettext("请先在台账中勾选任务，再分派。"))
        return redirect("tasks:ledger")
    form = AssignManyForm(posted(request), rows=rows, initial={"tasks": rows})
    if request.method == "POST" and form.is_valid():
        return _assign_all(request, form.cleaned_data)
    question = Question(
        title=gettext("批量分派 %(count)s 项任务") % {"count": len(rows)},
        effects=(
            _("勾选的每项任务都增加所选单位；各单位会收到通知并签收，已有的分工不变。"),
            _("单位已经承担的、已经终止的和子任务不能分派，会逐项列出；其余照常分派。"),
            _("签收前可以在“我的工作”中收回。"),
        ),
        button=_("分派"),
        back=reverse("tasks:ledger"),
    )
    return ask(request, question, form)


def _assign_all(request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    outcome = actions.assign_many(by=signed_in(request), at=timezone.now(), **given)
    for refused in outcome.refused:
        messages.error(request, refused)
    count = len(outcome.done)
    messages.success(request, gettext("已分派 %(count)s 项分工，并通知各单位。") % {"count": count})
    return redirect("tasks:ledger")
