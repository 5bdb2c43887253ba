"""The pages of targets."""

from zhicheng.governance.targets.views.pages import evidence, target, targets
from zhicheng.governance.targets.views.verbs import (
    confirm,
    correct,
    distribute_areas,
    distribute_years,
    give_up,
    observe,
)

__all__ = [
    "confirm",
    "correct",
    "distribute_areas",
    "distribute_years",
    "evidence",
    "give_up",
    "observe",
    "target",
    "targets",
]
