"""How a task is worked: its procedure, the state of the whole, and its light. Plain values only."""

from zhicheng.governance.tasks.rules.lights import (
    LIGHT_NAMES,
    LIGHT_RULES,
    Light,
    LightRule,
    light_rule,
    light_when_frozen,
    timeliness,
)
from zhicheng.governance.tasks.rules.procedure import (
    AS_NAMES,
    ASSIGNMENT,
    FINAL,
    KIND_NAMES,
    STAGE_NAMES,
    As,
    Facts,
    Kind,
    Stage,
)
from zhicheng.governance.tasks.rules.reports import (
    BEGUN_BY_DRAFTING,
    DRAFTABLE,
    OUTCOME,
    REPORT_NAMES,
    TOLD,
    ReportState,
)
from zhicheng.governance.tasks.rules.standing import (
    Part,
    task_stage,
)

__all__ = [
    "ASSIGNMENT",
    "AS_NAMES",
    "BEGUN_BY_DRAFTING",
    "DRAFTABLE",
    "FINAL",
    "KIND_NAMES",
    "LIGHT_NAMES",
    "LIGHT_RULES",
    "OUTCOME",
    "REPORT_NAMES",
    "STAGE_NAMES",
    "TOLD",
    "As",
    "Facts",
    "Kind",
    "Light",
    "LightRule",
    "Part",
    "ReportState",
    "Stage",
    "light_rule",
    "light_when_frozen",
    "task_stage",
    "timeliness",
]
