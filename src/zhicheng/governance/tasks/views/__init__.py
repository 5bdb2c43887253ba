"""The pages of the ledger."""

from zhicheng.governance.tasks.views.breakdown import assign_many, break_down
from zhicheng.governance.tasks.views.charts import matrix, timeline
from zhicheng.governance.tasks.views.lists import ledger, mine, parts, unit, units
from zhicheng.governance.tasks.views.reporting import evidence, report
from zhicheng.governance.tasks.views.steps import assign, bulk, decide
from zhicheng.governance.tasks.views.task import task

__all__ = [
    "assign",
    "assign_many",
    "break_down",
    "bulk",
    "decide",
    "evidence",
    "ledger",
    "matrix",
    "mine",
    "parts",
    "report",
    "task",
    "timeline",
    "unit",
    "units",
]
