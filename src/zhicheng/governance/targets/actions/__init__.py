"""The verbs of targets: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given, and ValidationError (Chinese messages, by field
where a field is wrong) for what does not hold up; ``Overtaken`` is one, when somebody else was quicker.
"""

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.governance.targets.actions.common import Overtaken, Upload
from zhicheng.governance.targets.actions.distributing import distribute
from zhicheng.governance.targets.actions.observing import Figure, correct, observe
from zhicheng.governance.targets.actions.publication import keep_targets
from zhicheng.governance.targets.actions.settling import confirm, give_up

__all__ = [
    "Figure",
    "Overtaken",
    "Upload",
    "confirm",
    "correct",
    "distribute",
    "give_up",
    "keep_targets",
    "observe",
]

name_verbs(
    {
        "targets.open": "列入指标",
        "targets.amend": "随方案修订指标",
        "targets.end": "随方案终止指标",
        "targets.confirm": "确认指标",
        "targets.give_up": "标记指标暂不可测",
        "targets.observe": "填报指标数值",
        "targets.correct": "更正指标数值",
        "targets.distribute": "分解指标",
    }
)
