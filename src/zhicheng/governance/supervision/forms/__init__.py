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
from zhicheng.governance.supervision.forms.settings import (
    EscalationForm,
    ListingForm,
    ProposalForm,
    escalation_from,
    escalation_initial,
    listing_from,
    listing_initial,
    proposal_initial,
    triggers_from,
)

__all__ = [
    "AnswerForm",
    "ChangeForm",
    "CircularForm",
    "ConsultForm",
    "EntryForm",
    "EscalationForm",
    "ListingForm",
    "OrderFilters",
    "OrderForm",
    "PassingForm",
    "ProposalForm",
    "RequestFilters",
    "RequestForm",
    "RewordForm",
    "RewordHeadingForm",
    "SayingForm",
    "TermForm",
    "UnitForm",
    "escalation_from",
    "escalation_initial",
    "listing_from",
    "listing_initial",
    "proposal_initial",
    "triggers_from",
]
