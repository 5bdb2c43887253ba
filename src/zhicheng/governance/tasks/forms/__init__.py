"""What people fill in."""

from zhicheng.governance.tasks.forms.ledger import (
    AssignForm,
    BulkForm,
    FilesField,
    LedgerFilters,
    OpinionForm,
    PartFilters,
    ReasonForm,
    ReportForm,
    SilentForm,
)
from zhicheng.governance.tasks.forms.time import LightsForm, MilestoneForm, initial_of, table_from

__all__ = [
    "AssignForm",
    "BulkForm",
    "FilesField",
    "LedgerFilters",
    "LightsForm",
    "MilestoneForm",
    "OpinionForm",
    "PartFilters",
    "ReasonForm",
    "ReportForm",
    "SilentForm",
    "initial_of",
    "table_from",
]
