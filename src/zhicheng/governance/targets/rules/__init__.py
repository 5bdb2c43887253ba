"""Decisions about targets on plain values: units, figures, distributions, status and outlook."""

from zhicheng.governance.targets.rules.demands import (
    JUDGEMENT_NAMES,
    Demand,
    Judgement,
    Measured,
    gap,
    satisfied,
    tidy,
    wanted,
)
from zhicheng.governance.targets.rules.figures import figure_faults, suggested_baseline
from zhicheng.governance.targets.rules.outlook import (
    OUTLOOK_NAMES,
    TOLERANCES,
    Outlook,
    Tolerance,
    expected_on,
    tolerance_on,
)
from zhicheng.governance.targets.rules.shares import (
    Over,
    Sum,
    share_faults,
    summed,
    why_not_summed,
)
from zhicheng.governance.targets.rules.standing import (
    STATUS_NAMES,
    Standing,
    State,
    Status,
    Year,
    standing,
    trajectory,
    value_on,
    way_of,
    years_of,
)
from zhicheng.governance.targets.rules.units import KIND_NAMES, Kind, convert, kind_of

__all__ = [
    "JUDGEMENT_NAMES",
    "KIND_NAMES",
    "OUTLOOK_NAMES",
    "STATUS_NAMES",
    "TOLERANCES",
    "Demand",
    "Judgement",
    "Kind",
    "Measured",
    "Outlook",
    "Over",
    "Standing",
    "State",
    "Status",
    "Sum",
    "Tolerance",
    "Year",
    "convert",
    "expected_on",
    "figure_faults",
    "gap",
    "kind_of",
    "satisfied",
    "share_faults",
    "standing",
    "suggested_baseline",
    "summed",
    "tidy",
    "tolerance_on",
    "trajectory",
    "value_on",
    "wanted",
    "way_of",
    "why_not_summed",
    "years_of",
]
