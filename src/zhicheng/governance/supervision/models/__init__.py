"""The tables of supervision."""

from zhicheng.governance.supervision.models.circulars import (
    Basis,
    Circular,
    CircularEntry,
    CircularStep,
)
from zhicheng.governance.supervision.models.orders import (
    Answer,
    AnswerFile,
    Escalation,
    Finding,
    Order,
    OrderPart,
    OrderStep,
    Sequence,
)
from zhicheng.governance.supervision.models.requests import Request, RequestStep
from zhicheng.governance.supervision.models.settings import (
    EscalationSetting,
    ListingSetting,
    ProposalSetting,
)

__all__ = [
    "Answer",
    "AnswerFile",
    "Basis",
    "Circular",
    "CircularEntry",
    "CircularStep",
    "Escalation",
    "EscalationSetting",
    "Finding",
    "ListingSetting",
    "Order",
    "OrderPart",
    "OrderStep",
    "ProposalSetting",
    "Request",
    "RequestStep",
    "Sequence",
]
