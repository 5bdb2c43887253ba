"""The pages of yearly plans."""

from zhicheng.governance.workplans.views.drafting import (
    add_item,
    arrange,
    decide,
    draw,
    drop_item,
    renew,
    report,
)
from zhicheng.governance.workplans.views.workplans import edition, workplan, workplans

__all__ = [
    "add_item",
    "arrange",
    "decide",
    "draw",
    "drop_item",
    "edition",
    "renew",
    "report",
    "workplan",
    "workplans",
]
