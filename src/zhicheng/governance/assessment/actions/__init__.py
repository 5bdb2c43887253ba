"""The verbs of an assessment: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the state does
not allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and ValidationError with the
fields that do not hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.actions import Upload
from zhicheng.governance.assessment.actions.appealing import answer, appeal
from zhicheng.governance.assessment.actions.drafting import (
    Asked,
    Demands,
    Ruled,
    choose,
    discard,
    drop,
    save_clause,
    save_dimension,
    save_indicator,
    save_scheme,
)
from zhicheng.governance.assessment.actions.publishing import announce, freeze, publish, retract
from zhicheng.governance.assessment.actions.repeating import repeat
from zhicheng.governance.assessment.actions.scoring import (
    drop_proof,
    fill,
    move,
    prove,
    reuse,
    score,
)
from zhicheng.governance.assessment.actions.verifying import (
    adjust,
    confirm_rest,
    decide,
    decide_adjustment,
    drop_adjustment,
    measure_again,
)
from zhicheng.governance.assessment.rules import SCHEME, SHEET

__all__ = [
    "Asked",
    "Demands",
    "Overtaken",
    "Ruled",
    "Upload",
    "adjust",
    "announce",
    "answer",
    "appeal",
    "choose",
    "confirm_rest",
    "decide",
    "decide_adjustment",
    "discard",
    "drop",
    "drop_adjustment",
    "drop_proof",
    "fill",
    "freeze",
    "measure_again",
    "move",
    "prove",
    "publish",
    "repeat",
    "retract",
    "reuse",
    "save_clause",
    "save_dimension",
    "save_indicator",
    "save_scheme",
    "score",
]

show_at({"assessment.scheme": "assessment:scheme", "assessment.sheet": "assessment:sheet"})
name_verbs(
    {
        **{
            f"assessment.{edge.verb}": _("考核：%(title)s") % {"title": edge.title}
            for procedure in (SCHEME, SHEET)
            for edge in procedure.transitions
        },
        "assessment.succeed": _("考核评分表转由承接单位办理"),
        "assessment.save": _("起草考核方案"),
        "assessment.discard": _("废弃考核方案草稿"),
        "assessment.dimension": _("设置考核维度"),
        "assessment.indicator": _("设置考核指标"),
        "assessment.clause": _("设置加减分条款"),
        "assessment.drop": _("删除考核方案内容"),
        "assessment.choose": _("选择被考核单位"),
        "assessment.fill": _("考核取数填报"),
        "assessment.score": _("考核自评"),
        "assessment.prove": _("提交考核佐证"),
        "assessment.drop_proof": _("移除考核佐证"),
        "assessment.measure_again": _("考核重新取数"),
        "assessment.decide": _("核定考核得分"),
        "assessment.confirm_rest": _("按自评确认考核得分"),
        "assessment.adjust": _("登记考核加减分"),
        "assessment.decide_adjustment": _("核定考核加减分"),
        "assessment.drop_adjustment": _("撤回考核加分申报"),
        "assessment.appeal": _("提出考核申诉"),
        "assessment.answer": _("答复考核申诉"),
    }
)
