"""The procedure of a system: its states, who takes which step, and under which condition."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures import declaration
from zhicheng.engines.procedures.declaration import Guard, Procedure, Transition


class State(StrEnum):
    """The states of a system, in the order of the work."""

    PLANNED = "planned"
    BUILDING = "building"
    TRIAL = "trial"
    RUNNING = "running"
    STOPPED = "stopped"


_STATE_WORDS = {
    State.PLANNED: gettext_noop("未启动"),
    State.BUILDING: gettext_noop("建设中"),
    State.TRIAL: gettext_noop("试运行"),
    State.RUNNING: gettext_noop("已上线"),
    State.STOPPED: gettext_noop("停用"),
}
STATE_NAMES = {state: _(word) for state, word in _STATE_WORDS.items()}
_FINAL: Final = frozenset({State.RUNNING, State.STOPPED})


class As(StrEnum):
    """In what capacity someone acts on a system."""

    OFFICER = "officer"
    HEAD = "head"
    COUNTY = "county"
    COORDINATOR = "coordinator"
    PUBLICATION = "publication"


AS_NAMES = {
    As.OFFICER: gettext_noop("建设单位联络员"),
    As.HEAD: gettext_noop("建设单位负责人"),
    As.COUNTY: gettext_noop("县区联络员"),
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
    As.PUBLICATION: gettext_noop("方案发布"),
}
UNIT: Final = (As.OFFICER, As.HEAD, As.COUNTY)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at.

    owned: a unit builds it. ordered: the version in force lists it. linked: it is known where it runs,
    or why there is no link.
    """

    owned: bool = False
    ordered: bool = True
    linked: bool = False


_WORK = "The build list (建设清单) of the plan: the unit that builds it says how far it is"
_LAUNCH = "What is said to run can be looked at: a link, or a stated reason why there is none"
_STOP = "What is stopped, built again or taken back says why"
_VERSION = "A later version of the plan ends or renews what it no longer, or again, lists"

BUILD: Final[Procedure[Facts]] = Procedure(
    name="system",
    start=State.PLANNED,
    states=tuple(declaration.State(s, _STATE_WORDS[s], final=s in _FINAL) for s in State),
    actors={actor.value: name for actor, name in AS_NAMES.items()},
    guards=(
        Guard("owned", lambda f: f.owned, "还没有建设单位，请先指定。"),
        Guard("ordered", lambda f: f.ordered, "现行方案已不再列入这个系统。"),
        Guard("linked", lambda f: f.linked, "请先填写运行地址；没有地址的，写明原因。"),
    ),
    transitions=(
        Transition(
            (State.PLANNED,), "begin", "启动建设", State.BUILDING, UNIT, _WORK, guards=("ordered",)
        ),
        Transition(
            (State.BUILDING,), "try_out", "转入试运行", State.TRIAL, UNIT, _WORK, guards=("ordered",)
        ),
        Transition(
            (State.TRIAL,), "launch", "上线", State.RUNNING, (As.HEAD,), _LAUNCH,
            guards=("ordered", "linked"),
        ),
        Transition(
            (State.TRIAL, State.RUNNING), "rework", "退回建设", State.BUILDING,
            (As.HEAD, As.COORDINATOR), _STOP, guards=("ordered",), needs_reason=True,
        ),
        Transition(
            (State.BUILDING, State.TRIAL, State.RUNNING), "stop", "停用", State.STOPPED,
            (As.HEAD, As.COORDINATOR), _STOP, needs_reason=True,
        ),
        Transition(
            (State.STOPPED,), "resume", "恢复建设", State.BUILDING,
            (As.COORDINATOR,), _STOP, guards=("owned", "ordered"), needs_reason=True,
        ),
        Transition(
            (State.PLANNED, State.BUILDING, State.TRIAL), "end", "随方案终止", State.STOPPED,
            (As.PUBLICATION,), _VERSION, needs_reason=True,
        ),
        Transition(
            (State.STOPPED,), "relist", "重新列入", State.PLANNED, (As.PUBLICATION,), _VERSION
        ),
    ),
)  # fmt: skip

TOLD: Final = {
    "open": UNIT,
    "assign": UNIT,
    "revoke_milestone": UNIT,
    "launch": (As.COORDINATOR,),
    "rework": (*UNIT, As.COORDINATOR),
    "stop": (*UNIT, As.COORDINATOR),
    "resume": UNIT,
    "end": UNIT,
    "relist": UNIT,
}
"""Who is told that a verb was done, because it is their turn now, or their work."""
