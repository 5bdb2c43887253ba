"""The pages of rights."""

from zhicheng.register.rights.views.keeping import (
    add_right,
    attach,
    change_holders,
    retract,
    tell_event,
)
from zhicheng.register.rights.views.pages import document, right, right_list

__all__ = [
    "add_right",
    "attach",
    "change_holders",
    "document",
    "retract",
    "right",
    "right_list",
    "tell_event",
]
