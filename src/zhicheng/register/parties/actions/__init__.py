"""The verbs of the register of parties: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where it is too late for
it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and ValidationError with the fields that do not
hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.register.parties.actions.joining import merge, split, unmerge, unsplit
from zhicheng.register.parties.actions.keeping import (
    add_name,
    add_organisation,
    add_person,
    change,
    rename,
)
from zhicheng.register.parties.actions.mandates import end_mandate, give_mandate
from zhicheng.register.parties.actions.numbers import set_number, unmask
from zhicheng.register.parties.actions.settling import (
    find_writings,
    settle,
    settle_as_new,
    writing_keys,
)

__all__ = [
    "Overtaken",
    "add_name",
    "add_organisation",
    "add_person",
    "change",
    "end_mandate",
    "find_writings",
    "give_mandate",
    "merge",
    "rename",
    "set_number",
    "settle",
    "settle_as_new",
    "split",
    "unmask",
    "unmerge",
    "unsplit",
    "writing_keys",
]

show_at({"parties.party": "parties:party"})
name_verbs(
    {
        "parties.add": _("登记主体"),
        "parties.change": _("修改主体信息"),
        "parties.rename": _("主体更名"),
        "parties.add_name": _("新增主体名称"),
        "parties.merge": _("合并主体"),
        "parties.unmerge": _("撤销合并主体"),
        "parties.split": _("拆分主体"),
        "parties.unsplit": _("撤销拆分主体"),
        "parties.settle": _("确认权利人"),
        "parties.settle_as_new": _("确认为新的权利人"),
        "parties.give_mandate": _("登记授权"),
        "parties.end_mandate": _("终止授权"),
        "parties.set_number": _("登记证件号码"),
        "parties.unmask": _("查看证件号码"),
    }
)
