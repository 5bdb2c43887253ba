"""The pages of bulletins and yearly reports."""

from zhicheng.governance.bulletins.views.pages import (
    paper,
    preview,
    progress,
    report,
    reports,
    verify,
)
from zhicheng.governance.bulletins.views.writing import again, decide, edit, new

__all__ = [
    "again",
    "decide",
    "edit",
    "new",
    "paper",
    "preview",
    "progress",
    "report",
    "reports",
    "verify",
]
