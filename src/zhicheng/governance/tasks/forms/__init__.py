"""What people fill in: filters, reasons, reports, and how work is given out."""

from zhicheng.governance.tasks.forms.breakdown import BreakdownForm
from zhicheng.governance.tasks.forms.ledger import (
    AssignForm,
    AssignManyForm,
    BulkForm,
    LedgerFilters,
    OpinionForm,
    PartFilters,
    ReasonForm,
    ReportForm,
    SilentForm,
)

__all__ = [
    "AssignForm",
    "AssignManyForm",
    "BreakdownForm",
    "BulkForm",
    "LedgerFilters",
    "OpinionForm",
    "PartFilters",
    "ReasonForm",
    "ReportForm",
    "SilentForm",
]
