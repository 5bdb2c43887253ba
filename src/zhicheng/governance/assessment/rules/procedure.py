"""The two procedures of an assessment: of the scheme, and of each sheet (评分表) in it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures import declaration
from zhicheng.engines.procedures.declaration import Guard, Procedure, Transition


class SchemeState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ANNOUNCED = "announced"
    FROZEN = "frozen"


_SCHEME_WORDS = {
    SchemeState.DRAFT: gettext_noop("起草中"),
    SchemeState.PUBLISHED: gettext_noop("自评核定中"),
    SchemeState.ANNOUNCED: gettext_noop("结果公示中"),
    SchemeState.FROZEN: gettext_noop("已定稿"),
}
SCHEME_NAMES: Final = {state: _(word) for state, word in _SCHEME_WORDS.items()}


class SheetState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    MERGED = "merged"


_SHEET_WORDS = {
    SheetState.OPEN: gettext_noop("待自评"),
    SheetState.SUBMITTED: gettext_noop("待核定"),
    SheetState.VERIFIED: gettext_noop("已核定"),
    SheetState.MERGED: gettext_noop("已并入承接单位"),
}
SHEET_NAMES: Final = {state: _(word) for state, word in _SHEET_WORDS.items()}


class AppealState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


APPEAL_NAMES: Final = {
    AppealState.OPEN: _("待答复"),
    AppealState.UPHELD: _("申诉成立"),
    AppealState.DISMISSED: _("维持原结果"),
}


class As(StrEnum):
    """In what capacity someone acts in an assessment."""

    COORDINATOR = "coordinator"
    VERIFIER = "verifier"
    HEAD = "head"
    OFFICER = "officer"
    COUNTY = "county"
    REFORM = "reform"


AS_NAMES: Final = {
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
    As.VERIFIER: gettext_noop("联席会议办公室复核员"),
    As.HEAD: gettext_noop("被考核单位负责人"),
    As.OFFICER: gettext_noop("被考核单位联络员"),
    As.COUNTY: gettext_noop("县区联络员"),
    As.REFORM: gettext_noop("机构改革"),
}
UNIT: Final = (As.HEAD, As.OFFICER, As.COUNTY)


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """verified: every sheet is. appeals, open_appeals: how many there are, and without an answer.
    term_over: the days for appeals have passed."""

    verified: bool = False
    appeals: int = 0
    open_appeals: int = 0
    term_over: bool = False


_RESULT = "RULES §9 R-SC: self and verified value, appeal, then a frozen result; appendix C"
_SCHEME_RULE = "RULES §9 R-SC: a yearly scheme, published and from then on as it is"

SCHEME: Final[Procedure[SchemeFacts]] = Procedure(
    name="assessment scheme",
    start=SchemeState.DRAFT,
    states=tuple(
        declaration.State(s, _SCHEME_WORDS[s], final=s is SchemeState.FROZEN) for s in SchemeState
    ),
    actors={As.COORDINATOR.value: AS_NAMES[As.COORDINATOR]},
    guards=(
        Guard("verified", lambda f: f.verified, gettext_noop("还有单位的评分表没有核定，不能公示结果。")),
        Guard("unappealed", lambda f: not f.appeals, gettext_noop("已有单位提出申诉，不能撤回公示。")),
        Guard("answered", lambda f: not f.open_appeals, gettext_noop("还有申诉没有答复，不能定稿。")),
        Guard("term_over", lambda f: f.term_over, gettext_noop("申诉期尚未届满，不能定稿。")),
    ),
    transitions=(
        Transition(
            (SchemeState.DRAFT,), "publish", gettext_noop("发布方案"), SchemeState.PUBLISHED,
            (As.COORDINATOR,), _SCHEME_RULE,
        ),
        Transition(
            (SchemeState.PUBLISHED,), "announce", gettext_noop("公示结果"), SchemeState.ANNOUNCED,
            (As.COORDINATOR,), _RESULT, guards=("verified",),
        ),
        Transition(
            (SchemeState.ANNOUNCED,), "retract", gettext_noop("撤回公示"), SchemeState.PUBLISHED,
            (As.COORDINATOR,), _RESULT, guards=("unappealed",), needs_reason=True,
        ),
        Transition(
            (SchemeState.ANNOUNCED,), "freeze", gettext_noop("定稿"), SchemeState.FROZEN,
            (As.COORDINATOR,), _RESULT, guards=("term_over", "answered"), needs_reason=True,
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """running: the scheme is published, and its result not announced. scored: every indicator has a score
    or words that say why not, with the evidence that it demands. decided: every indicator and every bonus or
    deduction has the verifier's word. counted: not every indicator is found exempt. independent: the person is
    not of the unit, nor handed the sheet in. late: the last day for scoring oneself has passed."""

    running: bool = True
    scored: bool = False
    decided: bool = False
    counted: bool = True
    independent: bool = True
    late: bool = False


_SELF = "RULES §9 R-SC, appendix C: self score with evidence; the head of the unit hands it in"
_VERIFY = "RULES §9 R-SC: the verifier, who is not of the unit, confirms or changes with a reason"
_REFORMED = "RULES §9 R-SC: a unit may be merged or abolished (机构改革); its successor answers for its work"

SHEET: Final[Procedure[SheetFacts]] = Procedure(
    name="score sheet",
    start=SheetState.OPEN,
    states=tuple(
        declaration.State(
            s, _SHEET_WORDS[s], final=s in (SheetState.VERIFIED, SheetState.MERGED)
        )
        for s in SheetState
    ),
    actors={a.value: AS_NAMES[a] for a in (As.HEAD, As.VERIFIER, As.REFORM)},
    guards=(
        Guard(
            "running", lambda f: f.running,
            gettext_noop("考核方案不在自评核定阶段，评分表不能再变动。"),
        ),
        Guard(
            "scored", lambda f: f.scored,
            gettext_noop("还有指标没有自评：请逐项填写自评分和所需佐证，无法评分的写明原因。"),
        ),
        Guard(
            "decided", lambda f: f.decided,
            gettext_noop("还有指标或加减分事项没有核定，请逐项核定。"),
        ),
        Guard(
            "counted", lambda f: f.counted,
            gettext_noop("每项指标都已核为合理缺项，没有可以计分的指标，不能核定完成。"),
        ),
        Guard(
            "independent", lambda f: f.independent,
            gettext_noop("核定人不得来自被考核单位，也不得报送过该评分表。"),
        ),
        Guard("late", lambda f: f.late, gettext_noop("自评期限未到，不能代为进入核定。")),
    ),
    transitions=(
        Transition(
            (SheetState.OPEN,), "submit", gettext_noop("报送自评"), SheetState.SUBMITTED, (As.HEAD,), _SELF,
            guards=("running", "scored"),
        ),
        Transition(
            (SheetState.SUBMITTED,), "recall", gettext_noop("撤回自评"), SheetState.OPEN, (As.HEAD,), _SELF,
            guards=("running",),
        ),
        Transition(
            (SheetState.OPEN,), "take_over", gettext_noop("逾期直接核定"), SheetState.SUBMITTED, (As.VERIFIER,),
            _VERIFY, guards=("running", "late", "independent"), needs_reason=True,
        ),
        Transition(
            (SheetState.SUBMITTED,), "return", gettext_noop("退回修改"), SheetState.OPEN, (As.VERIFIER,), _VERIFY,
            guards=("running", "independent"), needs_reason=True,
        ),
        Transition(
            (SheetState.SUBMITTED,), "verify", gettext_noop("核定完成"), SheetState.VERIFIED, (As.VERIFIER,),
            _VERIFY, guards=("running", "independent", "decided", "counted"),
        ),
        Transition(
            (SheetState.VERIFIED,), "reopen", gettext_noop("重新核定"), SheetState.SUBMITTED, (As.VERIFIER,),
            _VERIFY, guards=("running", "independent"), needs_reason=True,
        ),
        Transition(
            (SheetState.OPEN, SheetState.SUBMITTED, SheetState.VERIFIED), "merge",
            gettext_noop("并入承接单位"), SheetState.MERGED, (As.REFORM,), _REFORMED, guards=("running",),
            needs_reason=True,
        ),
    ),
)  # fmt: skip
TOLD: Final = {
    "submit": (As.VERIFIER,),
    "recall": (As.VERIFIER,),
    "take_over": UNIT,
    "return": UNIT,
    "verify": UNIT,
    "reopen": UNIT,
    "merge": UNIT,
}
"""Who is told that a step of a sheet was taken."""
