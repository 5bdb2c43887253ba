"""The page that asks once before a step is taken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.questions import answered, edge_of, form_of, of_step
from zhicheng.foundation.face.records import Text
from zhicheng.governance.systems import actions
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
    edge = edge_of(BUILD, verb, _EFFECTS)
    require(f"systems.{verb}", request.user, found)

    def take(**given: Any) -> None:
        actions.move(system=found, verb=verb, by=signed_in(request), at=timezone.now(), **given)

    question = of_step(edge, found.name, (_EFFECTS[verb],), url_of(found))
    return answered(request, question, found, take, form=form_of(edge))
