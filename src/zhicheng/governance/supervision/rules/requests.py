"""The procedure of what a unit asks for (请示、协调事项): how it travels upward, and who answers it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures import declaration
from zhicheng.engines.procedures.declaration import Guard, Procedure, Transition
from zhicheng.governance.supervision.rules.capacities import UNIT, As, actors
from zhicheng.governance.supervision.rules.numbers import Series


class RequestKind(StrEnum):
    INSTRUCTION = "instruction"
    COORDINATION = "coordination"


REQUEST_KINDS = {
    RequestKind.INSTRUCTION: _("请示"),
    RequestKind.COORDINATION: _("协调事项"),
}
SERIES_OF: Final = {
    RequestKind.INSTRUCTION: Series.INSTRUCTION,
    RequestKind.COORDINATION: Series.COORDINATION,
}


class RequestState(StrEnum):
    """Whom it waits for: its unit, the office, the leader, the unit asked for its opinion; or it is over."""

    DRAFTED = "drafted"
    OFFICE = "office"
    LEADER = "leader"
    OPINION = "opinion"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


_WORDS = {
    RequestState.DRAFTED: gettext_noop("未报送"),
    RequestState.OFFICE: gettext_noop("待办公室答复"),
    RequestState.LEADER: gettext_noop("待市领导批示"),
    RequestState.OPINION: gettext_noop("征求意见中"),
    RequestState.ANSWERED: gettext_noop("已答复"),
    RequestState.WITHDRAWN: gettext_noop("已撤回"),
}
REQUEST_NAMES = {state: _(word) for state, word in _WORDS.items()}
REQUEST_OVER: Final = frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN})
REQUEST_WAITS: Final = frozenset({RequestState.OFFICE, RequestState.LEADER, RequestState.OPINION})
"""It was sent and is not answered: terms run."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the guards look at. adviser: another unit was named to give its opinion."""

    adviser: bool = False


_SEND = "RULES §9 R-SC: a unit's head asks the coordinating office; what is asked keeps its number"
_ANSWER = "RULES §9 R-SC: the coordinating office answers, or asks the leader or another unit first"

REQUEST: Final[Procedure[RequestFacts]] = Procedure(
    name="request",
    start=RequestState.DRAFTED,
    states=tuple(
        declaration.State(s, _WORDS[s], final=s in REQUEST_OVER) for s in RequestState
    ),
    actors=actors(As.HEAD, As.COORDINATOR, As.LEADER, As.ADVISER),
    guards=(Guard("adviser", lambda f: f.adviser, "请选择征求意见的单位，不能是提出单位自己。"),),
    transitions=(
        Transition((RequestState.DRAFTED,), "submit", "报送", RequestState.OFFICE, (As.HEAD,), _SEND),
        Transition(
            (RequestState.OFFICE,), "reply", "答复", RequestState.ANSWERED,
            (As.COORDINATOR,), _ANSWER, needs_reason=True,
        ),
        Transition(
            (RequestState.OFFICE,), "pass_up", "呈报市领导", RequestState.LEADER,
            (As.COORDINATOR,), _ANSWER, needs_reason=True,
        ),
        Transition(
            (RequestState.LEADER,), "instruct", "批示", RequestState.OFFICE,
            (As.LEADER,), _ANSWER, needs_reason=True,
        ),
        Transition(
            (RequestState.OFFICE,), "consult", "征求意见", RequestState.OPINION,
            (As.COORDINATOR,), _ANSWER, guards=("adviser",), needs_reason=True,
        ),
        Transition(
            (RequestState.OPINION,), "advise", "反馈意见", RequestState.OFFICE,
            (As.ADVISER,), _ANSWER, needs_reason=True,
        ),
        Transition(
            (RequestState.LEADER, RequestState.OPINION), "take_back", "收回", RequestState.OFFICE,
            (As.COORDINATOR,), _ANSWER, needs_reason=True,
        ),
        Transition(
            (RequestState.DRAFTED, *sorted(REQUEST_WAITS)), "withdraw", "撤回", RequestState.WITHDRAWN,
            (As.HEAD,), _SEND, needs_reason=True,
        ),
    ),
)  # fmt: skip

REQUEST_TOLD: Final = {
    "submit": (As.COORDINATOR,),
    "reply": UNIT,
    "pass_up": (As.LEADER,),
    "instruct": (As.COORDINATOR,),
    "consult": (As.ADVISER,),
    "advise": (As.COORDINATOR,),
    "take_back": UNIT,
    "withdraw": (As.COORDINATOR,),
}
"""Who is told that a verb was done, because it is their turn now, or they asked."""
WITH_TERM: Final = frozenset({"pass_up", "consult"})
"""Verbs that set a term to whom it waits for then."""
