"""Decisions about targets on plain values: units, figures, distributions, status and outlook."""

from zhicheng.governance.plans.rules.amounts import measure, scale_of, tidy
from zhicheng.governance.targets.rules.demands import (
    JUDGEMENT_NAMES,
    Demand,
    Judgement,
    Measured,
    gap,
    satisfied,
    wanted,
)
from zhicheng.governance.targets.rules.dues import (
    DUE_SOURCES,
    decided_due,
    due_fault,
    due_of,
    is_past,
)
from zhicheng.governance.targets.rules.figures import (
    earliness,
    figure_faults,
    is_share,
    is_signed,
    slip_of,
    suggested_baseline,
    value_fault,
)
from zhicheng.governance.targets.rules.forecast import (
    Chance,
    Forecast,
    Missing,
    Prospect,
    prospect,
)
from zhicheng.governance.targets.rules.nearness import doubt, is_far, is_far_of_part, nearest
from zhicheng.governance.targets.rules.outlook import (
    OUTLOOK_NAMES,
    TOLERANCES,
    Outlook,
    Tolerance,
    expected_on,
    tolerance_on,
)
from zhicheng.governance.targets.rules.period import counting, first_day, trajectory, value_on
from zhicheng.governance.targets.rules.shares import (
    Over,
    Sum,
    share_faults,
    summed,
    why_not_summed,
)
from zhicheng.governance.targets.rules.slices import Slice, slices_of
from zhicheng.governance.targets.rules.standing import (
    STATUS_NAMES,
    Standing,
    State,
    Status,
    standing,
    way_of,
)
from zhicheng.governance.targets.rules.units import KIND_NAMES, Kind, convert, kind_of
from zhicheng.governance.targets.rules.years import Year, judged, years_of, years_to_fill

__all__ = [
    "DUE_SOURCES",
    "JUDGEMENT_NAMES",
    "KIND_NAMES",
    "OUTLOOK_NAMES",
    "STATUS_NAMES",
    "TOLERANCES",
    "Chance",
    "Demand",
    "Forecast",
    "Judgement",
    "Kind",
    "Measured",
    "Missing",
    "Outlook",
    "Over",
    "Prospect",
    "Slice",
    "Standing",
    "State",
    "Status",
    "Sum",
    "Tolerance",
    "Year",
    "convert",
    "counting",
    "decided_due",
    "doubt",
    "due_fault",
    "due_of",
    "earliness",
    "expected_on",
    "figure_faults",
    "first_day",
    "gap",
    "is_far",
    "is_far_of_part",
    "is_past",
    "is_share",
    "is_signed",
    "judged",
    "kind_of",
    "measure",
    "nearest",
    "prospect",
    "satisfied",
    "scale_of",
    "share_faults",
    "slices_of",
    "slip_of",
    "standing",
    "suggested_baseline",
    "summed",
    "tidy",
    "tolerance_on",
    "trajectory",
    "value_fault",
    "value_on",
    "wanted",
    "way_of",
    "why_not_summed",
    "years_of",
    "years_to_fill",
]
