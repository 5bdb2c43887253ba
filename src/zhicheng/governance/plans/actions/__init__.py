"""The verbs of this room: each one transaction, with its audit row in it."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.governance.plans.actions.importing import abandon, upload
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.actions.reviewing import (
    accept,
    accept_many,
    add,
    correct,
    merge,
    reconsider,
    reject,
    settle_doubt,
    split,
)
from zhicheng.governance.plans.actions.settling import (
    adopt_suggestions,
    assign_units,
    choose_bare_list,
    confirm_due_dates,
    confirm_names,
    keep_due,
    rematch,
    resolve_name,
    set_due,
    set_frame,
)
from zhicheng.governance.plans.actions.sheets import import_sheet
from zhicheng.governance.plans.actions.steps import redo, undo

__all__ = [
    "abandon", "accept", "accept_many", "add", "adopt_suggestions", "assign_units", "choose_bare_list",
    "confirm_due_dates", "confirm_names", "correct", "import_sheet", "keep_due", "merge", "publish",
    "reconsider", "redo", "reject", "rematch", "resolve_name", "set_due", "set_frame", "settle_doubt", "split",
    "undo", "upload",
]  # fmt: skip

show_at({"plans.plan": "plans:plan", "plans.version": "plans:version"})
name_verbs(
    {
        "plans.upload": _("上传方案文件"),
        "plans.import_sheet": _("导入台账表格"),
        "plans.read": _("读取方案"),
        "plans.unreadable": _("方案无法读取"),
        "plans.abandon": _("放弃草稿"),
        "plans.accept": _("采纳条目"),
        "plans.accept_many": _("批量采纳条目"),
        "plans.reject": _("不采纳条目"),
        "plans.reconsider": _("重新审核条目"),
        "plans.correct": _("更正条目"),
        "plans.split": _("拆分条目"),
        "plans.merge": _("合并条目"),
        "plans.add": _("新增条目"),
        "plans.settle_doubt": _("处理疑点"),
        "plans.resolve_name": _("确定单位名称"),
        "plans.confirm_names": _("确认单位名称的建议"),
        "plans.add_alias": _("记下方案中的单位别名"),
        "plans.set_due": _("设定完成时限"),
        "plans.keep_due": _("按原文保留完成时限"),
        "plans.confirm_due_dates": _("确认推断的完成时限"),
        "plans.assign_units": _("指定责任单位"),
        "plans.choose_bare_list": _("确定未列牵头单位的含义"),
        "plans.set_frame": _("修改方案名称和起止时间"),
        "plans.rematch": _("改定与现行版本的对应"),
        "plans.undo": _("撤销审核步骤"),
        "plans.redo": _("恢复审核步骤"),
        "plans.publish": _("公布方案"),
    }
)
