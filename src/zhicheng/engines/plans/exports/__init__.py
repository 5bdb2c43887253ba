"""A reading or a comparison in the forms that people and programs take away."""

from zhicheng.engines.plans.exports.comparisons import comparison_sheets
from zhicheng.engines.plans.exports.plain import to_json, to_markdown, to_table
from zhicheng.engines.plans.exports.sheets import Sheet, reading_sheets
from zhicheng.engines.plans.exports.workbook import to_xlsx

__all__ = [
    "Sheet",
    "comparison_sheets",
    "reading_sheets",
    "to_json",
    "to_markdown",
    "to_table",
    "to_xlsx",
]
