"""The way of a paper: drafted, composed from the ledger, issued and then kept for ever, taken back or replaced."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures import declaration
from zhicheng.engines.procedures.declaration import Guard, Procedure, Transition


class State(StrEnum):
    DRAFT = "draft"
    COMPOSED = "composed"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    ABANDONED = "abandoned"


_WORDS: Final = {
    State.DRAFT: gettext_noop("待汇总"),
    State.COMPOSED: gettext_noop("待印发"),
    State.ISSUED: gettext_noop("已印发"),
    State.WITHDRAWN: gettext_noop("已撤回"),
    State.REPLACED: gettext_noop("已被替代"),
    State.ABANDONED: gettext_noop("已放弃"),
}
STATE_NAMES: Final = {state: _(word) for state, word in _WORDS.items()}
OPEN: Final = frozenset({State.DRAFT, State.COMPOSED})
"""Still being written."""
FROZEN: Final = frozenset({State.ISSUED, State.WITHDRAWN, State.REPLACED})
"""Was issued: content and files stay as they were."""


class As(StrEnum):
    """In what capacity someone acts."""

    COORDINATOR = "coordinator"
    NEXT = "next"


_AS_NAMES: Final = {
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
    As.NEXT: gettext_noop("替代它的新一版"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at. gathering: a job is at it."""

    gathering: bool = False


_OFFICE = "RULES §9 R-SC: the coordinating office follows the plan and reports on it"
_KEPT = "RULES §9 R-SC, appendix C: what goes up is what was frozen; a correction is a new edition"
_WAIT = ("settled",)

REPORT: Final[Procedure[Facts]] = Procedure(
    name="bulletin or yearly report",
    start=State.DRAFT,
    states=tuple(
        declaration.State(
            s, _WORDS[s], final=s in (State.ISSUED, State.WITHDRAWN, State.REPLACED, State.ABANDONED)
        )
        for s in State
    ),
    actors={a.value: name for a, name in _AS_NAMES.items()},
    guards=(
        Guard(
            "settled", lambda f: not f.gathering, gettext_noop("数据正在汇总，请等待完成后再办理。")
        ),
    ),
    transitions=(
        Transition((State.DRAFT, State.COMPOSED), "gather", gettext_noop("汇总数据"), State.COMPOSED,
                   (As.COORDINATOR,), _OFFICE, guards=_WAIT),
        Transition((State.COMPOSED,), "issue", gettext_noop("印发"), State.ISSUED,
                   (As.COORDINATOR,), _KEPT, guards=_WAIT, needs_reason=True),
        Transition((State.DRAFT, State.COMPOSED), "abandon", gettext_noop("放弃"), State.ABANDONED,
                   (As.COORDINATOR,), _OFFICE, guards=_WAIT),
        Transition((State.ISSUED,), "withdraw", gettext_noop("撤回"), State.WITHDRAWN,
                   (As.COORDINATOR,), _KEPT, needs_reason=True),
        Transition((State.ISSUED,), "replace", gettext_noop("被新一版替代"), State.REPLACED,
                   (As.NEXT,), _KEPT, needs_reason=True),
    ),
)  # fmt: skip
