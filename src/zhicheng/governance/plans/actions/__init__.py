"""The verbs of this room: each one transaction, with its audit row in it."""

from zhicheng.foundation.audit.registry import name_verbs

name_verbs(
    {
        "plans.upload": "上传方案文件",
        "plans.read": "读取方案",
        "plans.unreadable": "方案无法读取",
        "plans.abandon": "放弃草稿",
        "plans.accept": "采纳条目",
        "plans.accept_many": "批量采纳条目",
        "plans.reject": "不采纳条目",
        "plans.reconsider": "重新审核条目",
        "plans.correct": "更正条目",
        "plans.split": "拆分条目",
        "plans.merge": "合并条目",
        "plans.add": "新增条目",
        "plans.settle_doubt": "处理疑点",
        "plans.resolve_name": "确定单位名称",
        "plans.confirm_names": "确认单位名称的建议",
        "plans.add_alias": "记下方案中的单位别名",
        "plans.set_due": "设定完成时限",
        "plans.confirm_due_dates": "确认推断的完成时限",
        "plans.assign_units": "指定责任单位",
        "plans.choose_bare_list": "确定未列牵头单位的含义",
        "plans.set_frame": "修改方案名称和起止时间",
        "plans.rematch": "改定与现行版本的对应",
        "plans.undo": "撤销审核步骤",
        "plans.redo": "恢复审核步骤",
        "plans.publish": "公布方案",
    }
)
