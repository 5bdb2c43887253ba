"""The page that asks once before a step is taken."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import done
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import retold
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.forms import ReasonForm, SeenForm
from zhicheng.governance.systems.rules import BUILD
from zhicheng.governance.systems.views.common import find, url_of

_EFFECTS: dict[str, Text] = {
    "begin": _("状态变为“建设中”。"),
    "try_out": _("状态变为“试运行”。"),
    "launch": _("状态变为“已上线”，清单显示运行地址；统筹协调员会收到通知。"),
    "rework": _("状态回到“建设中”，理由会通知有关人员。"),
    "stop": _("状态变为“停用”，不再计算节点是否逾期；已有记录全部保留。"),
    "resume": _("状态变为“建设中”，建设单位会收到通知。"),
}


def decide(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step. 404 for what one does not see, 403 for what is not one's own to do."""
    found = find(request, key)
    edge = next((t for t in BUILD.transitions if t.verb == verb), None)
    if edge is None or verb not in _EFFECTS:
        raise Http404(gettext("没有这种操作。"))
    require(f"systems.{verb}", request.user, found)
    kind = ReasonForm if edge.needs_reason else SeenForm
    form = kind(request.POST or None, initial={"version": found.version})

    def take(**given: Any) -> None:
        actions.move(system=found, verb=verb, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, take):
        messages.success(request, gettext("已%(verb)s。") % {"verb": retold(edge.title)})
        return redirect("systems:system", key)
    question = Question(
        title=f"{retold(edge.title)}：{found.name}",
        effects=(_EFFECTS[verb],),
        button=retold(edge.title),
        back=url_of(found),
    )
    return ask(request, question, form)
