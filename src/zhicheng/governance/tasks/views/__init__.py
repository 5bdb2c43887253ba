"""The pages of the ledger."""

from zhicheng.governance.tasks.views.breakdown import assign_many, break_down
from zhicheng.governance.tasks.views.charts import matrix, timeline
from zhicheng.governance.tasks.views.duties import duties
from zhicheng.governance.tasks.views.exporting import export
from zhicheng.governance.tasks.views.lights import (
    lights,
    set_lights,
    why_part,
    why_task,
    withdraw_lights,
)
from zhicheng.governance.tasks.views.lists import ledger, mine, parts, unit, units
from zhicheng.governance.tasks.views.milestones import add_milestone, milestone
from zhicheng.governance.tasks.views.reporting import evidence, report
from zhicheng.governance.tasks.views.steps import assign, bulk, decide
from zhicheng.governance.tasks.views.task import task

__all__ = [
    "add_milestone",
    "assign",
    "assign_many",
    "break_down",
    "bulk",
    "decide",
    "duties",
    "evidence",
    "export",
    "ledger",
    "lights",
    "matrix",
    "milestone",
    "mine",
    "parts",
    "report",
    "set_lights",
    "task",
    "timeline",
    "unit",
    "units",
    "why_part",
    "why_task",
    "withdraw_lights",
]
