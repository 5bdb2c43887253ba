"""The tables of the ledger."""

from zhicheng.governance.tasks.models.ledger import (
    Assignment,
    DueSource,
    Evidence,
    Report,
    Sequence,
    Step,
    Task,
)

__all__ = ["Assignment", "DueSource", "Evidence", "Report", "Sequence", "Step", "Task"]
