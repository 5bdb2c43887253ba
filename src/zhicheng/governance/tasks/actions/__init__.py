"""The verbs of the ledger: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given, and ``Refused`` (Chinese message) where the
procedure does not allow it; ``Overtaken`` is a ``Refused``.
"""

from zhicheng.governance.tasks.actions.distribution import assign
from zhicheng.governance.tasks.actions.moving import Overtaken, move
from zhicheng.governance.tasks.actions.publication import open_ledger
from zhicheng.governance.tasks.actions.reporting import (
    Saved,
    Upload,
    report,
    save_draft,
    send,
)

__all__ = [
    "Overtaken",
    "Saved",
    "Upload",
    "assign",
    "move",
    "open_ledger",
    "report",
    "save_draft",
    "send",
]
