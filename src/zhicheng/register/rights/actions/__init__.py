"""The verbs of the register of rights: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where it is too late for
it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and ValidationError with the fields that do not
hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.actions import Upload
from zhicheng.register.rights.actions.keeping import (
    HeldBy,
    Told,
    add_right,
    attach,
    change_holders,
    retract_event,
    tell_event,
)
from zhicheng.register.rights.actions.loading import Loaded, load, load_chunk
from zhicheng.register.rights.actions.standing import restate_those_over
from zhicheng.register.rights.actions.withdrawing import Withdrawn, withdraw

__all__ = [
    "HeldBy",
    "Loaded",
    "Overtaken",
    "Told",
    "Upload",
    "Withdrawn",
    "add_right",
    "attach",
    "change_holders",
    "load",
    "load_chunk",
    "restate_those_over",
    "retract_event",
    "tell_event",
    "withdraw",
]

show_at({"rights.right": "rights:right"})
name_verbs(
    {
        "rights.add": _("登记权利"),
        "rights.tell": _("登记权利事件"),
        "rights.retract": _("撤销权利事件的记载"),
        "rights.change_holders": _("登记权利人"),
        "rights.attach": _("添加权利文件"),
        "rights.load": _("批量登记权利"),
        "rights.withdraw": _("撤销来源的全部记载"),
    }
)
