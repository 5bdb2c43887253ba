"""What people fill in."""

from zhicheng.governance.supervision.forms.circulars import (
    CircularForm,
    EntryForm,
    RewordHeadingForm,
    UnitForm,
)
from zhicheng.governance.supervision.forms.orders import (
    AnswerForm,
    OrderFilters,
    OrderForm,
    RewordForm,
    TermForm,
)
from zhicheng.governance.supervision.forms.requests import (
    ChangeForm,
    ConsultForm,
    PassingForm,
    RequestFilters,
    RequestForm,
    SayingForm,
)

__all__ = [
    "AnswerForm",
    "ChangeForm",
    "CircularForm",
    "ConsultForm",
    "EntryForm",
    "OrderFilters",
    "OrderForm",
    "PassingForm",
    "RequestFilters",
    "RequestForm",
    "RewordForm",
    "RewordHeadingForm",
    "SayingForm",
    "TermForm",
    "UnitForm",
]
