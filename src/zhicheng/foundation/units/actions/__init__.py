"""The verbs about areas and units. Nothing is deleted: what a plan once named must be found for ever."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.units.actions.keeping import (
    add_alias,
    remove_alias,
    save_area,
    save_unit,
)
from zhicheng.foundation.units.actions.reforming import rename, succeed

__all__ = ["add_alias", "remove_alias", "rename", "save_area", "save_unit", "succeed"]

name_verbs(
    {
        "units.add_area": _("新增区划"),
        "units.change_area": _("修改区划"),
        "units.add_unit": _("新增单位"),
        "units.change_unit": _("修改单位"),
        "units.add_alias": _("新增别名"),
        "units.remove_alias": _("删除别名"),
        "units.rename": _("单位更名"),
        "units.merge": _("单位并入"),
        "units.abolish": _("单位撤销"),
    }
)
