"""The procedure of a meeting: planned, invited, held, its minutes drafted and confirmed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures.declaration import Guard, Procedure, State, Transition


class MeetingState(StrEnum):
    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


_WORDS = {
    MeetingState.PLANNED: gettext_noop("筹备中"),
    MeetingState.INVITED: gettext_noop("已通知"),
    MeetingState.HELD: gettext_noop("已召开"),
    MeetingState.DRAFTED: gettext_noop("纪要待审定"),
    MeetingState.CONFIRMED: gettext_noop("纪要已印发"),
    MeetingState.CANCELLED: gettext_noop("已取消"),
}
STATE_NAMES = {state: _(word) for state, word in _WORDS.items()}
FROZEN: Final = frozenset({MeetingState.CONFIRMED, MeetingState.CANCELLED})
INVITED: Final = tuple(
    state for state in MeetingState if state not in (MeetingState.PLANNED, MeetingState.CANCELLED)
)
"""States of a meeting that its members know of."""
TOOK_PLACE: Final = (MeetingState.HELD, MeetingState.DRAFTED, MeetingState.CONFIRMED)
EDITABLE: Final = {
    "frame": frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD}),
    "agenda": frozenset({MeetingState.PLANNED, MeetingState.INVITED}),
    "attendance": frozenset({MeetingState.INVITED, MeetingState.HELD}),
    "minutes": frozenset({MeetingState.HELD}),
}
"""What may be changed in which states; of the frame of a meeting that was held, its day no more."""


class As(StrEnum):
    COORDINATOR = "coordinator"
    LEADER = "leader"


AS_NAMES = {
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
    As.LEADER: gettext_noop("市领导"),
}


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the guards look at.

    agenda: how many items. members: how many seats on the day. begun: the day of the meeting is here.
    quorate: enough were there. noted: of everybody it is written down whether they came. written: the minutes
    say something, and every item has its outcome.
    """

    agenda: int = 0
    members: int = 0
    begun: bool = False
    quorate: bool = False
    noted: bool = False
    written: bool = False


_R = "RULES §9 R-SC 联席会议: 议题→纪要→任务→督办"
MEETING: Final[Procedure[MeetingFacts]] = Procedure(
    name="meeting",
    start=MeetingState.PLANNED,
    states=tuple(State(s, _WORDS[s], final=s in FROZEN) for s in MeetingState),
    actors={actor.value: name for actor, name in AS_NAMES.items()},
    guards=(
        Guard("agenda", lambda f: f.agenda > 0, "还没有议题，请先列入议题。"),
        Guard("members", lambda f: f.members > 0, "会议当日没有在任成员，请先登记成员和任期。"),
        Guard("begun", lambda f: f.begun, "会议日期未到。"),
        Guard("quorate", lambda f: f.quorate, "到会人数未登记或不足，请先登记出席情况。"),
        Guard("noted", lambda f: f.noted, "还有成员的出席情况没有登记，请先登记完整。"),
        Guard("written", lambda f: f.written, "请先填写会议概况和每项议题的审议结果。"),
    ),
    transitions=(
        Transition(
            (MeetingState.PLANNED,), "invite", "发出会议通知", MeetingState.INVITED,
            (As.COORDINATOR,), _R, guards=("agenda", "members"),
        ),
        Transition(
            (MeetingState.INVITED,), "hold", "确认召开", MeetingState.HELD,
            (As.COORDINATOR,), _R, guards=("begun", "quorate"),
        ),
        Transition(
            (MeetingState.HELD,), "submit", "提请审定纪要", MeetingState.DRAFTED,
            (As.COORDINATOR,), _R, guards=("noted", "written"),
        ),
        Transition(
            (MeetingState.HELD,), "recall", "撤回召开确认", MeetingState.INVITED,
            (As.COORDINATOR,), _R, needs_reason=True,
        ),
        Transition(
            (MeetingState.DRAFTED,), "return", "退回修改", MeetingState.HELD,
            (As.LEADER, As.COORDINATOR), _R, needs_reason=True,
        ),
        Transition(
            (MeetingState.DRAFTED,), "confirm", "审定并印发纪要", MeetingState.CONFIRMED,
            (As.LEADER,), _R,
        ),
        Transition(
            (MeetingState.PLANNED, MeetingState.INVITED), "cancel", "取消会议",
            MeetingState.CANCELLED, (As.COORDINATOR,), _R, needs_reason=True,
        ),
    ),
)  # fmt: skip
