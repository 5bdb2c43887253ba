"""Reports: their states, what a step makes of them, and who is told of a step."""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from zhicheng.governance.tasks.rules.procedure import UNIT, As, Stage


class ReportState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    VERIFIED = "verified"
    RETURNED = "returned"
    RECALLED = "recalled"
    LAPSED = "lapsed"


REPORT_NAMES = {
    ReportState.DRAFT: _("草稿"),
    ReportState.SENT: _("待复核"),
    ReportState.VERIFIED: _("复核通过"),
    ReportState.RETURNED: _("已退回"),
    ReportState.RECALLED: _("已撤回"),
    ReportState.LAPSED: _("未复核即失效"),
}
OUTCOME: Final = {
    "verify": ReportState.VERIFIED,
    "return": ReportState.RETURNED,
    "recall": ReportState.RECALLED,
    "reopen": ReportState.RETURNED,
    "approve_freeze": ReportState.LAPSED,
    "restart": ReportState.LAPSED,
    "end": ReportState.LAPSED,
}
"""What a verb makes of the report that waits, or whose verification it withdraws; other verbs leave it."""

TOLD: Final = {
    "assign": UNIT,
    "take_back": UNIT,
    "send": (As.VERIFIER,),
    "recall": (As.VERIFIER,),
    "verify": UNIT,
    "return": UNIT,
    "close": UNIT,
    "reopen": UNIT,
    "ask_freeze": (As.LEADER,),
    "approve_freeze": (*UNIT, As.COORDINATOR),
    "refuse_freeze": (*UNIT, As.COORDINATOR),
    "unfreeze": UNIT,
    "restart": UNIT,
    "end": UNIT,
}
"""Who is told that a verb was done, because it is their turn now, or their work."""

BEGUN_BY_DRAFTING: Final = {Stage.ACCEPTED: "begin", Stage.REOPENED: "carry_on"}
"""Writing the first draft shows that the work has begun; nobody need say it twice."""
DRAFTABLE: Final = frozenset({*BEGUN_BY_DRAFTING, Stage.IN_PROGRESS, Stage.RETURNED})
