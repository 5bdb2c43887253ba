"""The steps of a scheme: publish, announce, take back, freeze. Each asks once."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import ReasonForm, SeenForm
from zhicheng.foundation.face.questions import answered, edge_of, of_step
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.forms import ApprovalForm
from zhicheng.governance.assessment.rules import SCHEME
from zhicheng.governance.assessment.views.common import find, url_of

_EFFECTS: dict[str, tuple[Text, ...]] = {
    "publish": (
        _("方案从此不能再改：维度、权重、指标、公式、条款和被考核单位都固定下来。"),
        _("被考核单位收到通知，开始自评。"),
    ),
    "announce": (
        _("总分和名次向全市各单位公开，申诉期自今日起算。"),
        _("评分表不能再改动，只有申诉成立的才改定。"),
    ),
    "retract": (_("名次撤回，评分表可以重新核定；有关单位会收到通知。"),),
    "freeze": (
        _("得分、佐证、申诉和名次从此不能再改，也不再受理申诉。"),
        _("系统留存定稿结果及其校验值，上报以此为准。"),
    ),
}
_FORMS = {"retract": ReasonForm, "freeze": ApprovalForm}
_VERBS: dict[str, Callable[..., object]] = {
    "publish": actions.publish,
    "announce": actions.announce,
    "retract": actions.retract,
    "freeze": actions.freeze,
}


def conduct(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step."""
    found = find(request, key)
    edge = edge_of(SCHEME, verb, _EFFECTS)
    require("assessment.conduct", request.user, found)

    def take(**given: Any) -> None:
        _VERBS[verb](scheme=found, by=signed_in(request), at=timezone.now(), **given)

    danger = verb in ("publish", "freeze")
    question = of_step(edge, found.title, _EFFECTS[verb], url_of(found), danger=danger)
    start = _sign_off() if verb == "freeze" else {}
    return answered(request, question, found, take, form=_FORMS.get(verb, SeenForm), **start)


def _sign_off() -> dict[str, Any]:
    """With what the sign-off begins: the coordinating office, today."""
    office = Unit.objects.filter(kind=UnitKind.OFFICE, active=True).order_by("order", "pk")
    return {"lead": office.first(), "signed_on": timezone.localdate()}
