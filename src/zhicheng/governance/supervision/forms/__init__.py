"""What people fill in."""

from zhicheng.governance.supervision.forms.orders import (
    AnswerForm,
    OrderFilters,
    OrderForm,
    ReasonForm,
    RewordForm,
    SeenForm,
    TermForm,
)

__all__ = [
    "AnswerForm",
    "OrderFilters",
    "OrderForm",
    "ReasonForm",
    "RewordForm",
    "SeenForm",
    "TermForm",
]
