"""What people fill in: filters, reasons, reports, how work is given out, and time."""

from zhicheng.governance.tasks.forms.breakdown import BreakdownForm
from zhicheng.governance.tasks.forms.ledger import (
    AssignForm,
    AssignManyForm,
    BulkForm,
    DraftForm,
    LedgerFilters,
    OpinionForm,
    PartFilters,
    ReportForm,
    UnitFilters,
    offer_told,
)
from zhicheng.governance.tasks.forms.time import (
    FindingForm,
    LightsForm,
    MilestoneForm,
    initial_of,
    table_from,
)

__all__ = [
    "AssignForm",
    "AssignManyForm",
    "BreakdownForm",
    "BulkForm",
    "DraftForm",
    "FindingForm",
    "LedgerFilters",
    "LightsForm",
    "MilestoneForm",
    "OpinionForm",
    "PartFilters",
    "ReportForm",
    "UnitFilters",
    "initial_of",
    "offer_told",
    "table_from",
]
