"""The pages of the build list."""

from zhicheng.governance.systems.views.keeping import (
    add_milestone,
    assign,
    drop,
    link,
    milestone,
    note,
    reach,
    revoke,
)
from zhicheng.governance.systems.views.pages import build_list, evidence, system
from zhicheng.governance.systems.views.steps import decide

__all__ = [
    "add_milestone",
    "assign",
    "build_list",
    "decide",
    "drop",
    "evidence",
    "link",
    "milestone",
    "note",
    "reach",
    "revoke",
    "system",
]
