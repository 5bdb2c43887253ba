"""The tables of the ledger."""

from zhicheng.governance.tasks.models.ledger import (
    Assignment,
    DueSource,
    Evidence,
    Report,
    Sequence,
    Step,
    Task,
    Written,
)
from zhicheng.governance.tasks.models.time import (
    Duty,
    DutyTask,
    LightSetting,
    Milestone,
    Reminder,
)

__all__ = [
    "Assignment",
    "DueSource",
    "Duty",
    "DutyTask",
    "Evidence",
    "LightSetting",
    "Milestone",
    "Reminder",
    "Report",
    "Sequence",
    "Step",
    "Task",
    "Written",
]
