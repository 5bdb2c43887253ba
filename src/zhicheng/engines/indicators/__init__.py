"""What the indicators of a city count, as pure functions of facts and a day (R-IND).

from zhicheng.engines.indicators import Facts, definition, reasons

reasons(Facts(filed_on=date(2015, 3, 2)), on=today, by=definition("HV-2021"))
"""

from zhicheng.engines.indicators.highvalue import (
    CONDITION_NAMES,
    DEFINITIONS,
    Bound,
    Condition,
    Definition,
    Facts,
    Reason,
    counts,
    definition,
    reasons,
)
from zhicheng.engines.indicators.strategic import Branch, Certainty, Match, strategic, table

__all__ = [
    "CONDITION_NAMES",
    "DEFINITIONS",
    "Bound",
    "Branch",
    "Certainty",
    "Condition",
    "Definition",
    "Facts",
    "Match",
    "Reason",
    "counts",
    "definition",
    "reasons",
    "strategic",
    "table",
]
