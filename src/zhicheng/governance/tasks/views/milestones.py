"""Milestones on the page of a task: adding one's own, finding one met, taking one away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in, posted
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.face.records import Light, Link, Text, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.forms import FindingForm, MilestoneForm
from zhicheng.governance.tasks.models import Milestone, Task
from zhicheng.governance.tasks.rules import FINAL, MILESTONE_NAMES, MilestoneKind, may_find_met
from zhicheng.governance.tasks.views.common import find_task, task_link

_VERBS: dict[str, tuple[str, Callable[..., object], Text, Text, type[Form]]] = {
    "mark": (
        "tasks.mark_milestone", actions.mark_milestone, _("确认达到"),
        _("确认这个节点已经达到；确认后不能撤销。"), FindingForm,
    ),
    "remove": (
        "tasks.add_milestone", actions.remove_milestone, _("删除"),
        _("删除这个节点；删除的经过会留在任务的办理经过中。"), Form,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownMilestone:
    """A milestone as the page shows it, with what the person may do with it."""

    milestone: Milestone
    kind: Text
    light: Light
    links: list[Link]


def shown_milestones(
    request: HttpRequest, task: Task, progress: int | None
) -> list[ShownMilestone]:
    """A task's milestones, each met by what a verifier found or by this progress, or not."""
    user, today = request.user, timezone.localdate()
    at_work = task.stage not in FINAL
    may_mark = at_work and rules.has_perm("tasks.mark_milestone", user, task)
    may_remove = at_work and rules.has_perm("tasks.add_milestone", user, task)
    return [
        ShownMilestone(
            row,
            MILESTONE_NAMES[MilestoneKind(row.kind)],
            _met(row, progress, today),
            list(
                _links(
                    row,
                    may_mark=may_mark and may_find_met(queries.as_rule(row), today),
                    may_remove=may_remove and actions.removable(row, signed_in(request), today),
                )
            ),
        )
        for row in task.milestones.all()
    ]


def _met(row: Milestone, progress: int | None, today: date) -> Light:
    found = queries.as_rule(row)
    if row.met_on:
        day = row.met_on.isoformat()
        return Light(gettext("%(day)s 确认达到") % {"day": day}, Tone.GOOD)
    if found.is_met(progress):
        return Light(_("进度已达到"), Tone.GOOD)
    if row.due_on >= today:
        return Light(_("未到"), Tone.QUIET)
    return Light(_("未达到"), Tone.CAUTION) if found.binds else Light(_("已过"), Tone.QUIET)


def _links(row: Milestone, *, may_mark: bool, may_remove: bool) -> Iterator[Link]:
    if row.met_on is not None:
        return
    if may_mark:
        yield Link(_("确认达到"), reverse("tasks:milestone", args=[row.pk, "mark"]))
    if may_remove:
        yield Link(_("删除"), reverse("tasks:milestone", args=[row.pk, "remove"]))


def add_milestone(request: HttpRequest, key: int) -> HttpResponse:
    """Add one of one's own."""
    task = find_task(request, key)
    require("tasks.add_milestone", request.user, task)
    form = MilestoneForm(posted(request))

    def save(values: dict[str, Any]) -> None:
        actions.add_milestone(task=task, by=signed_in(request), at=timezone.now(), **values)

    try:
        if request.method == "POST" and carried_out(form, save):
            messages.success(request, gettext("已增加节点。"))
            return redirect("tasks:task", task.pk)
    except Refused as refused:
        form.add_error(None, str(refused))
    lead = gettext("任务完成时限为 %(day)s；节点不能早于 %(begins_on)s，也不能晚于完成时限。") % {
        "day": task.due_on,
        "begins_on": queries.begins_on(task),
    }
    page = FormPage(_("增加节点"), _("增加"), way=(task_link(task, task.number),), lead=lead)
    return fill_in(request, page, form)


def milestone(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then find a milestone met or take it away. 404 for what one does not see."""
    row = get_object_or_404(Milestone.objects.select_related("task"), pk=key)
    task = find_task(request, row.task_id)
    if verb not in _VERBS:
        raise Http404(gettext("没有这种操作。"))
    permission, act, title, effect, kind = _VERBS[verb]
    require(permission, request.user, task)
    form = kind(posted(request))

    def save(values: dict[str, Any]) -> None:
        act(milestone=row, by=signed_in(request), at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("已办理。"))
        return redirect("tasks:task", task.pk)
    question = Question(
        title=f"{title}：{retold(row.title)}",
        effects=(f"{task.number} · {row.due_on}", effect),
        button=title,
        back=reverse("tasks:task", args=[task.pk]),
    )
    return ask(request, question, form)
