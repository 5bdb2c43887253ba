"""The procedure of an assignment: its states, who takes which step, and under which condition."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures.declaration import BACK, Guard, Procedure, State, Transition


class Kind(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COUNTY = "county"


_KIND_WORDS = {
    Kind.LEAD: gettext_noop("牵头单位"),
    Kind.RESPONSIBLE: gettext_noop("责任单位"),
    Kind.COUNTY: gettext_noop("县区单位"),
}
KIND_NAMES = {kind: _(word) for kind, word in _KIND_WORDS.items()}


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


_STAGE_WORDS = {
    Stage.DRAFTED: gettext_noop("待分派"),
    Stage.ASSIGNED: gettext_noop("待签收"),
    Stage.ACCEPTED: gettext_noop("已签收"),
    Stage.IN_PROGRESS: gettext_noop("办理中"),
    Stage.RETURNED: gettext_noop("已退回"),
    Stage.REOPENED: gettext_noop("重新办理"),
    Stage.FREEZE_ASKED: gettext_noop("申请冻结"),
    Stage.REPORTED: gettext_noop("待复核"),
    Stage.VERIFIED: gettext_noop("已复核"),
    Stage.CLOSED: gettext_noop("已销号"),
    Stage.FROZEN: gettext_noop("已冻结"),
    Stage.ENDED: gettext_noop("已终止"),
}
STAGE_NAMES = {stage: _(word) for stage, word in _STAGE_WORDS.items()}
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
    SUPERIOR = "superior"
    PUBLICATION = "publication"


AS_NAMES = {
    As.OFFICER: gettext_noop("责任单位联络员"),
    As.HEAD: gettext_noop("责任单位负责人"),
    As.COUNTY: gettext_noop("县区联络员"),
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
    As.VERIFIER: gettext_noop("联席会议办公室复核员"),
    As.LEADER: gettext_noop("市领导"),
    As.SUPERIOR: gettext_noop("转办单位负责人"),
    As.PUBLICATION: gettext_noop("方案发布"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at.

    reportable: a draft with text and progress is there. evidence: files of the last verified report.
    progress: what that report states, in percent. independent: the person belongs neither to the
    unit that reports nor took part in its report. ordered: the version in force still orders the task.
    subtasks: how many sub-tasks made of this part are not at rest yet. superior_open: of a sub-task, the
    part that it was made of is not closed. added: somebody gave the task to the unit, not the plan itself.
    """

    reportable: bool = False
    evidence: int = 0
    progress: int | None = None
    independent: bool = True
    ordered: bool = True
    subtasks: int = 0
    superior_open: bool = True
    added: bool = False


_A = "RULES appendix A, plan task"
_INSIDE = "RULES appendix A, plan task; inside a unit the officer drafts and the head sends"
_CLOSE = "RULES §9 R-SC 销号: only the verifier, who is not of the unit, closes, with evidence"
_SUBTASKS = f"{_CLOSE}; a part is done when the sub-tasks made of it are (closed or ended)"
_TAKE_BACK = (
    "What was given out by hand and is not signed for yet can be taken back; the plan's orders not"
)
_FREEZE = "RULES appendix A: frozen needs a reason and the leader's approval"
_REPAIR = "A stuck assignment is freed by a verb with a reason, never by hand in the database"
_VERSION = "A later version of the plan ends or renews what it no longer, or again, orders"
UNIT = (As.OFFICER, As.HEAD, As.COUNTY)

ASSIGNMENT: Final[Procedure[Facts]] = Procedure(
    name="plan task",
    start=Stage.DRAFTED,
    states=tuple(State(s, _STAGE_WORDS[s], final=s in FINAL) for s in Stage),
    actors={actor.value: name for actor, name in AS_NAMES.items()},
    guards=(
        Guard("reportable", lambda f: f.reportable, "请先填写办理情况和完成进度，再报送。"),
        Guard("independent", lambda f: f.independent, "复核人不得来自报送单位，也不得经办过该报告。"),
        Guard("evidence", lambda f: f.evidence > 0, "已复核的报告没有佐证材料，不能销号。"),
        Guard("ordered", lambda f: f.ordered, "现行方案已不再安排这项任务。"),
        Guard(
            "settled", lambda f: f.subtasks == 0,
            "名下还有未办结的子任务，待其全部销号或终止后再办理。",
        ),
        Guard("superior_open", lambda f: f.superior_open, "上级任务已经销号，请先重新打开上级任务。"),
        Guard("added", lambda f: f.added, "方案安排的分工不能收回；需要调整的，请修订方案。"),
        Guard("complete", lambda f: f.progress == 100, "已复核的报告进度未到 100%，不能销号。"),
    ),
    transitions=(
        Transition(
            (Stage.DRAFTED, Stage.ENDED), "assign", "分派", Stage.ASSIGNED,
            (As.COORDINATOR, As.SUPERIOR, As.PUBLICATION), f"{_A}; {_VERSION}",
            guards=("ordered", "superior_open"),
        ),
        Transition(
            (Stage.ASSIGNED,), "take_back", "收回", Stage.ENDED,
            (As.COORDINATOR, As.SUPERIOR), _TAKE_BACK, guards=("added", "settled"),
        ),
        Transition((Stage.ASSIGNED,), "sign", "签收", Stage.ACCEPTED, UNIT, _A),
        Transition((Stage.ACCEPTED,), "begin", "开始办理", Stage.IN_PROGRESS, UNIT, _A),
        Transition(
            (Stage.VERIFIED, Stage.REOPENED), "carry_on", "继续办理", Stage.IN_PROGRESS, UNIT, _A
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
            (As.VERIFIER,), _SUBTASKS, guards=("independent", "evidence", "complete", "settled"),
        ),
        Transition(
            (Stage.CLOSED,), "reopen", "重新打开", Stage.REOPENED,
            (As.VERIFIER, As.COORDINATOR), "RULES §9 R-SC: reopen keeps id",
            guards=("ordered", "superior_open"), needs_reason=True,
        ),
        Transition(
            tuple(s for s in _OPEN if s not in {Stage.DRAFTED, Stage.FREEZE_ASKED, Stage.FROZEN}),
            "ask_freeze", "提请冻结", Stage.FREEZE_ASKED,
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
