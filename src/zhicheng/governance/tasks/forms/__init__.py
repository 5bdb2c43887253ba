"""What people fill in: filters, reasons, reports, how work is given out, and time."""

from zhicheng.governance.tasks.forms.breakdown import BreakdownForm
from zhicheng.governance.tasks.forms.ledger import (
    AssignForm,
    AssignManyForm,
    BulkForm,
    FilesField,
    LedgerFilters,
    OpinionForm,
    PartFilters,
    ReasonForm,
    ReportForm,
    SilentForm,
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
    "FilesField",
    "FindingForm",
    "LedgerFilters",
    "LightsForm",
    "MilestoneForm",
    "OpinionForm",
    "PartFilters",
    "ReasonForm",
    "ReportForm",
    "SilentForm",
    "UnitFilters",
    "initial_of",
    "offer_told",
    "table_from",
]
