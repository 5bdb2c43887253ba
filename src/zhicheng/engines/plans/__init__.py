"""Plans: a policy document → outline, targets, tasks, units, phases, doubts.

>>> from zhicheng.engines.plans import read   # doctest: +SKIP
>>> read(document).to_dict()["tasks"]         # doctest: +SKIP
"""

from zhicheng.engines.plans.document import Block, BlockKind, Cell, Document, UnreadableDocument
from zhicheng.engines.plans.reader import read
from zhicheng.engines.plans.reading import (
    Assigned,
    Doubt,
    Duty,
    OutlineNode,
    Period,
    Phase,
    Reading,
    Span,
    System,
    Target,
    Task,
)

__all__ = [
    "Assigned", "Block", "BlockKind", "Cell", "Document", "Doubt", "Duty", "OutlineNode", "Period",
    "Phase", "Reading", "Span", "System", "Target", "Task", "UnreadableDocument", "read",
]  # fmt: skip
