"""How a system is built: its procedure, its milestones, and where it may run. Plain values only."""

from zhicheng.governance.systems.rules.links import link_faults
from zhicheng.governance.systems.rules.milestones import (
    in_time,
    may_change,
    milestone_faults,
    reached_faults,
)
from zhicheng.governance.systems.rules.procedure import (
    AS_NAMES,
    BUILD,
    STATE_NAMES,
    TOLD,
    UNIT,
    As,
    Facts,
    State,
)

__all__ = [
    "AS_NAMES",
    "BUILD",
    "STATE_NAMES",
    "TOLD",
    "UNIT",
    "As",
    "Facts",
    "State",
    "in_time",
    "link_faults",
    "may_change",
    "milestone_faults",
    "reached_faults",
]
