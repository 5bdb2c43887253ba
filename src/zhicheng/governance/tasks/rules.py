"""How a task is worked: its procedure, the state of the whole, and its light. Plain values only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from zhicheng.engines.procedures.declaration import BACK, Guard, Procedure, State, Transition
from zhicheng.foundation.accounts.rules import in_force


class Kind(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COUNTY = "county"


KIND_NAMES = {
    Kind.LEAD: "牵头单位",
    Kind.RESPONSIBLE: "责任单位",
    Kind.COUNTY: "县区单位",
}


class Stage(StrEnum):
    """The states of an assignment, in the order of the work (RULES appendix A, plan task)."""

    DRAFTED = "drafted"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    REOPENED = "reopened"
    FREEZE_ASKED = "freeze_asked"
    REPORTED = "reported"
    VERIFIED = "verified"
    CLOSED = "closed"
    FROZEN = "frozen"
    ENDED = "ended"


STAGE_NAMES = {
    Stage.DRAFTED: "待分派",
    Stage.ASSIGNED: "待签收",
    Stage.ACCEPTED: "已签收",
    Stage.IN_PROGRESS: "办理中",
    Stage.RETURNED: "已退回",
    Stage.REOPENED: "重新办理",
    Stage.FREEZE_ASKED: "申请冻结",
    Stage.REPORTED: "待复核",
    Stage.VERIFIED: "已复核",
    Stage.CLOSED: "已销号",
    Stage.FROZEN: "已冻结",
    Stage.ENDED: "已终止",
}
FINAL: Final = frozenset({Stage.CLOSED, Stage.ENDED})
_OPEN: Final = tuple(s for s in Stage if s not in FINAL)


class As(StrEnum):
    """In what capacity someone acts on an assignment."""

    OFFICER = "officer"
    HEAD = "head"
    COUNTY = "county"
    COORDINATOR = "coordinator"
    VERIFIER = "verifier"
    LEADER = "leader"
    PUBLICATION = "publication"


AS_NAMES = {
    As.OFFICER: "责任单位联络员",
    As.HEAD: "责任单位负责人",
    As.COUNTY: "县区联络员",
    As.COORDINATOR: "联席会议办公室统筹协调员",
    As.VERIFIER: "联席会议办公室复核员",
    As.LEADER: "市领导",
    As.PUBLICATION: "方案发布",
}
AS_PUBLICATION: Final[Mapping[As, int | None]] = {As.PUBLICATION: None}
"""Whoever publishes a version acts as the publication, in nobody's place."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at.

    reportable: a draft with text and progress is there. evidence: files of the last verified report.
    progress: what that report states, in percent. independent: the person belongs neither to the
    unit that reports nor took part in its report. ordered: the version in force still orders the task.
    """

    reportable: bool = False
    evidence: int = 0
    progress: int | None = None
    independent: bool = True
    ordered: bool = True


_A = "RULES appendix A, plan task"
_INSIDE = "RULES appendix A, plan task; inside a unit the officer drafts and the head sends"
_CLOSE = "RULES §9 R-SC 销号: only the verifier, who is not of the unit, closes, with evidence"
_FREEZE = "RULES appendix A: frozen needs a reason and the leader's approval"
_REPAIR = "A stuck assignment is freed by a verb with a reason, never by hand in the database"
_VERSION = "A later version of the plan ends or renews what it no longer, or again, orders"
_UNIT = (As.OFFICER, As.HEAD, As.COUNTY)

ASSIGNMENT: Final[Procedure[Facts]] = Procedure(
    name="plan task",
    start=Stage.DRAFTED,
    states=tuple(State(s, STAGE_NAMES[s], final=s in FINAL) for s in Stage),
    actors={actor.value: name for actor, name in AS_NAMES.items()},
    guards=(
        Guard("reportable", lambda f: f.reportable, "请先填写办理情况和完成进度，再报送。"),
        Guard("independent", lambda f: f.independent, "复核人不得来自报送单位，也不得经办过该报告。"),
        Guard("evidence", lambda f: f.evidence > 0, "已复核的报告没有佐证材料，不能销号。"),
        Guard("ordered", lambda f: f.ordered, "现行方案已不再安排这项任务。"),
        Guard("complete", lambda f: f.progress == 100, "已复核的报告进度未到 100%，不能销号。"),
    ),
    transitions=(
        Transition(
            (Stage.DRAFTED, Stage.ENDED), "assign", "分派", Stage.ASSIGNED,
            (As.COORDINATOR, As.PUBLICATION), f"{_A}; {_VERSION}", guards=("ordered",),
        ),
        Transition((Stage.ASSIGNED,), "sign", "签收", Stage.ACCEPTED, _UNIT, _A),
        Transition((Stage.ACCEPTED,), "begin", "开始办理", Stage.IN_PROGRESS, _UNIT, _A),
        Transition(
            (Stage.VERIFIED, Stage.REOPENED), "carry_on", "继续办理", Stage.IN_PROGRESS, _UNIT, _A
        ),
        Transition(
            (Stage.IN_PROGRESS, Stage.RETURNED), "send", "报送", Stage.REPORTED,
            (As.HEAD,), _INSIDE, guards=("reportable",),
        ),
        Transition((Stage.REPORTED,), "recall", "撤回报送", Stage.IN_PROGRESS, (As.HEAD,), _INSIDE),
        Transition(
            (Stage.REPORTED,), "verify", "复核通过", Stage.VERIFIED,
            (As.VERIFIER,), _CLOSE, guards=("independent",),
        ),
        Transition(
            (Stage.REPORTED, Stage.VERIFIED), "return", "退回", Stage.RETURNED,
            (As.VERIFIER,), _CLOSE, guards=("independent",), needs_reason=True,
        ),
        Transition(
            (Stage.VERIFIED,), "close", "销号", Stage.CLOSED,
            (As.VERIFIER,), _CLOSE, guards=("independent", "evidence", "complete"),
        ),
        Transition(
            (Stage.CLOSED,), "reopen", "重新打开", Stage.REOPENED,
            (As.VERIFIER, As.COORDINATOR), "RULES §9 R-SC: reopen keeps id",
            guards=("ordered",), needs_reason=True,
        ),
        Transition(
            tuple(s for s in _OPEN if s not in {Stage.DRAFTED, Stage.FREEZE_ASKED, Stage.FROZEN}),
            "ask_freeze", "申请冻结", Stage.FREEZE_ASKED,
            (As.HEAD, As.COORDINATOR), _FREEZE, needs_reason=True,
        ),
        Transition((Stage.FREEZE_ASKED,), "approve_freeze", "批准冻结", Stage.FROZEN, (As.LEADER,), _FREEZE),
        Transition(
            (Stage.FREEZE_ASKED,), "refuse_freeze", "驳回冻结申请", BACK,
            (As.LEADER,), _FREEZE, needs_reason=True,
        ),
        Transition(
            (Stage.FREEZE_ASKED,), "withdraw_freeze", "撤回冻结申请", BACK,
            (As.HEAD, As.COORDINATOR), _FREEZE,
        ),
        Transition(
            (Stage.FROZEN,), "unfreeze", "解除冻结", Stage.IN_PROGRESS,
            (As.COORDINATOR, As.LEADER), _FREEZE, needs_reason=True,
        ),
        Transition(
            tuple(s for s in _OPEN if s not in {Stage.DRAFTED, Stage.ASSIGNED}),
            "restart", "重新交办", Stage.ASSIGNED, (As.COORDINATOR,), _REPAIR, needs_reason=True,
        ),
        Transition(_OPEN, "end", "终止", Stage.ENDED, (As.PUBLICATION,), _VERSION, needs_reason=True),
    ),
)  # fmt: skip


class ReportState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    VERIFIED = "verified"
    RETURNED = "returned"
    RECALLED = "recalled"
    LAPSED = "lapsed"


REPORT_NAMES = {
    ReportState.DRAFT: "草稿",
    ReportState.SENT: "待复核",
    ReportState.VERIFIED: "复核通过",
    ReportState.RETURNED: "已退回",
    ReportState.RECALLED: "已撤回",
    ReportState.LAPSED: "未复核即失效",
}
OUTCOME: Final = {
    "verify": ReportState.VERIFIED,
    "return": ReportState.RETURNED,
    "recall": ReportState.RECALLED,
    "approve_freeze": ReportState.LAPSED,
    "restart": ReportState.LAPSED,
    "end": ReportState.LAPSED,
}
"""What a verb makes of the report that waits; other verbs leave it as it is."""

TOLD: Final = {
    "assign": _UNIT,
    "send": (As.VERIFIER,),
    "recall": (As.VERIFIER,),
    "verify": _UNIT,
    "return": _UNIT,
    "close": _UNIT,
    "reopen": _UNIT,
    "ask_freeze": (As.LEADER,),
    "approve_freeze": (*_UNIT, As.COORDINATOR),
    "refuse_freeze": (*_UNIT, As.COORDINATOR),
    "unfreeze": _UNIT,
    "restart": _UNIT,
    "end": _UNIT,
}
"""Who is told that a verb was done, because it is their turn now, or their work."""

BEGUN_BY_DRAFTING: Final = {Stage.ACCEPTED: "begin", Stage.REOPENED: "carry_on"}
"""Writing the first draft shows that the work has begun; nobody need say it twice."""
DRAFTABLE: Final = frozenset({*BEGUN_BY_DRAFTING, Stage.IN_PROGRESS, Stage.RETURNED})


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part in a task, as far as the state of the whole depends on it."""

    kind: Kind
    stage: Stage


_UNDER_WAY = frozenset({Stage.IN_PROGRESS, Stage.RETURNED, Stage.REOPENED, Stage.FREEZE_ASKED})
_RANK = {stage: rank for rank, stage in enumerate(Stage)} | dict.fromkeys(
    _UNDER_WAY, list(Stage).index(Stage.IN_PROGRESS)
)
_BY_RANK = {_RANK[stage]: stage for stage in reversed(Stage)}


def task_stage(parts: Iterable[Part], *, ordered: bool = True) -> Stage:
    """The state of a task, from those of its units (R-SC; "lead" decides as long as it is at work).

    ordered: the version in force still orders the task.

    - no unit at work in it: drafted (待分派), or ended when the task is no longer ordered;
    - frozen when all that is left open is frozen;
    - closed only when every unit that was not ended is closed – the lead's alone is not enough;
    - else the least advanced decides: of the leads (牵头) while one of them is at work, else of all
      units at work; but once any unit has begun, the task is at least in progress.
    """
    stages = [p for p in parts if p.stage is not Stage.ENDED]
    if not stages:
        return Stage.DRAFTED if ordered else Stage.ENDED
    open_parts = [p for p in stages if p.stage is not Stage.CLOSED]
    if not open_parts:
        return Stage.CLOSED
    at_work = [p for p in open_parts if p.stage is not Stage.FROZEN]
    if not at_work:
        return Stage.FROZEN
    deciding = [p for p in at_work if p.kind is Kind.LEAD] or at_work
    least = min(_RANK[p.stage] for p in deciding)
    most = max(_RANK[p.stage] for p in stages if p.stage is not Stage.FROZEN)
    begun = _RANK[Stage.IN_PROGRESS]
    return Stage.IN_PROGRESS if least < begun <= most else _BY_RANK[least]


class Light(StrEnum):
    """Timeliness, apart from the state (R-SC-2)."""

    OVERDUE = "overdue"
    SOON = "soon"
    NORMAL = "normal"
    FROZEN = "frozen"
    DONE = "done"
    ENDED = "ended"


LIGHT_NAMES = {
    Light.OVERDUE: "逾期",
    Light.SOON: "临期",
    Light.NORMAL: "正常",
    Light.FROZEN: "冻结",
    Light.DONE: "办结",
    Light.ENDED: "终止",
}
_RESTING = {Stage.CLOSED: Light.DONE, Stage.ENDED: Light.ENDED, Stage.FROZEN: Light.FROZEN}


@dataclass(frozen=True, slots=True)
class LightRule:
    """How lights are switched in a period (R-SC-2: PARAM).

    soon_days: so many calendar days before the due date, a task is due soon.
    """

    valid_from: date
    valid_to: date | None
    soon_days: int
    source: str


LIGHT_RULES: Final = (
    LightRule(
        date(2000, 1, 1), None, 30, "RULES §9 R-SC-2 (PARAM; 30 days unless a city sets another)"
    ),
)


def light_rule(on: date) -> LightRule:
    """The rule that holds on a day. Raises LookupError where none does."""
    for rule in LIGHT_RULES:
        if in_force(rule.valid_from, rule.valid_to, on):
            return rule
    raise LookupError(f"no rule for lights on {on}")


def timeliness(stage: Stage, due_on: date, on: date) -> Light:
    """The light of an assignment or a task on a day. The due day itself is still in time."""
    if stage in _RESTING:
        return _RESTING[stage]
    if due_on < on:
        return Light.OVERDUE
    return Light.SOON if due_on <= on + timedelta(light_rule(on).soon_days) else Light.NORMAL


def light_when_frozen(due_on: date, frozen_on: date) -> Light:
    """The light of the day on which the work was frozen; a freeze neither heals nor worsens it."""
    return timeliness(Stage.IN_PROGRESS, due_on, frozen_on)
