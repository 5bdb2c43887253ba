"""The verbs of targets: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given, and ValidationError (Chinese messages, by field
where a field is wrong) for what does not hold up; ``Overtaken`` is one, when somebody else was quicker.
"""

from django.utils.translation import gettext_lazy

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.actions import Upload
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

show_at({"targets.target": "targets:target"})
name_verbs(
    {
        "targets.succeed": gettext_lazy("指标转由承接单位填报"),
        "targets.open": gettext_lazy("列入指标"),
        "targets.amend": gettext_lazy("随方案修订指标"),
        "targets.end": gettext_lazy("随方案终止指标"),
        "targets.confirm": gettext_lazy("确认指标"),
        "targets.give_up": gettext_lazy("标记指标暂不可测"),
        "targets.observe": gettext_lazy("填报指标数值"),
        "targets.correct": gettext_lazy("更正指标数值"),
        "targets.distribute": gettext_lazy("分解指标"),
    }
)
