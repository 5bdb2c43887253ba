"""The procedure of a supervision order (督办单): its states, who takes which step, and under which condition."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures import declaration
from zhicheng.engines.procedures.declaration import Guard, Procedure, Transition
from zhicheng.governance.supervision.rules.capacities import UNIT, As, actors


class OrderState(StrEnum):
    """The states of an order, in the order of the work."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    ANSWERED = "answered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    DROPPED = "dropped"
    REVOKED = "revoked"


_WORDS = {
    OrderState.DRAFTED: gettext_noop("待签发"),
    OrderState.ISSUED: gettext_noop("待回复"),
    OrderState.ANSWERED: gettext_noop("待核验"),
    OrderState.RETURNED: gettext_noop("退回补办"),
    OrderState.ACCEPTED: gettext_noop("核验通过"),
    OrderState.CLOSED: gettext_noop("已办结"),
    OrderState.DROPPED: gettext_noop("不予督办"),
    OrderState.REVOKED: gettext_noop("已撤销"),
}
ORDER_NAMES = {state: _(word) for state, word in _WORDS.items()}
ORDER_OVER: Final = frozenset({OrderState.CLOSED, OrderState.DROPPED, OrderState.REVOKED})
UNNUMBERED: Final = frozenset({OrderState.DRAFTED, OrderState.DROPPED})
"""What was never issued: it has no number and no term, and only the office knows of it."""
TO_ANSWER: Final = frozenset({OrderState.ISSUED, OrderState.RETURNED})
"""The unit is to answer, and the term runs."""


class AnswerState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"


ANSWER_NAMES = {
    AnswerState.DRAFT: _("草稿"),
    AnswerState.SENT: _("待核验"),
    AnswerState.ACCEPTED: _("核验通过"),
    AnswerState.RETURNED: _("已退回"),
}
ANSWER_OUTCOME: Final = {"accept": AnswerState.ACCEPTED, "return": AnswerState.RETURNED}
"""What a verb makes of the answer that waits."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the guards look at.

    pending: parts in tasks that are still to be done. answerable: a draft with text is there. evidence:
    files of the answer that waits. independent: the person is not of the unit, and had no hand in the
    order or its answer.
    """

    pending: int = 0
    answerable: bool = False
    evidence: int = 0
    independent: bool = True


_RAISE = (
    "RULES §9 R-SC 督办: the clock proposes, the coordinating office issues or says why it does not"
)
_ANSWER = (
    "RULES §9 R-SC 督办: the unit answers within the term; the officer drafts and the head sends"
)
_VERIFY = "RULES §9 R-SC 督办: verified by the office, by who is not of the unit, on evidence"
_TERM = "RULES §9 R-SC 督办: what is not answered by the term is escalated; the office may grant a later day"

ORDER: Final[Procedure[OrderFacts]] = Procedure(
    name="supervision order",
    start=OrderState.DRAFTED,
    states=tuple(declaration.State(s, _WORDS[s], final=s in ORDER_OVER) for s in OrderState),
    actors=actors(As.HEAD, As.COORDINATOR, As.VERIFIER, As.CLOCK),
    guards=(
        Guard("pending", lambda f: f.pending > 0, "所涉任务均已销号、冻结或终止，不必再督办。"),
        Guard("answerable", lambda f: f.answerable, "请先填写办理情况，再报送。"),
        Guard("evidence", lambda f: f.evidence > 0, "回复没有佐证材料，不能核验通过。"),
        Guard("independent", lambda f: f.independent, "核验人不得来自承办单位，也不得经办过这份督办单。"),
    ),
    transitions=(
        Transition(
            (OrderState.DRAFTED,), "issue", "签发", OrderState.ISSUED,
            (As.COORDINATOR,), _RAISE, guards=("pending",),
        ),
        Transition(
            (OrderState.DRAFTED,), "drop", "不予督办", OrderState.DROPPED,
            (As.COORDINATOR,), _RAISE, needs_reason=True,
        ),
        Transition(
            (OrderState.ISSUED, OrderState.RETURNED), "send", "报送回复", OrderState.ANSWERED,
            (As.HEAD,), _ANSWER, guards=("answerable",),
        ),
        Transition(
            (OrderState.ANSWERED,), "accept", "核验通过", OrderState.ACCEPTED,
            (As.VERIFIER,), _VERIFY, guards=("independent", "evidence"),
        ),
        Transition(
            (OrderState.ANSWERED,), "return", "退回", OrderState.RETURNED,
            (As.VERIFIER,), _VERIFY, guards=("independent",), needs_reason=True,
        ),
        Transition((OrderState.ACCEPTED,), "close", "办结", OrderState.CLOSED, (As.COORDINATOR,), _VERIFY),
        *(
            Transition((state,), "extend", "延长时限", state, (As.COORDINATOR,), _TERM, needs_reason=True)
            for state in (OrderState.ISSUED, OrderState.RETURNED)
        ),
        *(
            Transition((state,), "escalate", "逾期升级", state, (As.CLOCK,), _TERM, needs_reason=True)
            for state in (OrderState.ISSUED, OrderState.RETURNED)
        ),
        Transition(
            (OrderState.ISSUED, OrderState.ANSWERED, OrderState.RETURNED), "revoke", "撤销",
            OrderState.REVOKED, (As.COORDINATOR,), _RAISE, needs_reason=True,
        ),
    ),
)  # fmt: skip

ORDER_TOLD: Final = {
    "issue": UNIT,
    "send": (As.VERIFIER,),
    "accept": (*UNIT, As.COORDINATOR),
    "return": (*UNIT, As.COORDINATOR),
    "close": UNIT,
    "extend": UNIT,
    "revoke": UNIT,
}
"""Who is told that a verb was done, because it is their turn now, or their work."""
