"""Recurring duties: when each is due next, and the tasks that it opened."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.records import Link, Shown
from zhicheng.foundation.face.told import retold
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Duty
from zhicheng.governance.tasks.rules import occurrence_words, when_words


def _source(duty: Duty) -> Link:
    version = duty.item.version_id
    url = reverse("plans:version", args=[version])
    return Link(duty.text, f"{url}?item={duty.item_id}#item-{duty.item_id}")


def _next(duty: Duty) -> Shown:
    coming = queries.next_occurrence(duty, timezone.localdate())
    return coming.due_on if coming else None


def _last(duty: Duty) -> Shown:
    opened = list(duty.occurrences.all())
    if not opened:
        return None
    last = opened[-1]
    words = f"{retold(occurrence_words(last.key))} {last.task.number}"
    return Link(words, reverse("tasks:task", args=[last.task_id]))


DUTIES = Table[Duty](
    title=_("周期性工作"),
    columns=(
        Column("text", _("内容"), _source, ("text",), "long"),
        Column("when", _("时间"), lambda duty: when_words(duty.when) or None, ("when",)),
        Column(
            "units", _("单位"), lambda duty: "、".join(str(u) for u in duty.units.all()), (), "long"
        ),
        Column("next", _("下次时限"), _next, (), "date"),
        Column("opened", _("已立项"), lambda duty: len(duty.occurrences.all()), (), "number"),
        Column("last", _("最近一次"), _last, (), "long"),
    ),
    order=("plan_id", "position"),
    groupings=(
        Grouping("plan", _("按方案"), ("plan_id",), lambda duty: duty.plan.title),
        Grouping("when", _("按时间"), ("when",), lambda duty: when_words(duty.when)),
    ),
    empty=_("方案写明的周期性工作（如“每年12月20日前报告”）会列在这里，临近时限自动立项。"),
)


def duties(request: HttpRequest) -> HttpResponseBase:
    """The duties of the plans in force: the city's for its offices, one's units' for the others."""
    require("tasks.see_rules", request.user)
    context: dict[str, Any] = {"rows": queries.duties_for(request.user)}
    return DUTIES.respond(request, "tasks/duties.html", **context)
