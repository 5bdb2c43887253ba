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

__all__ = [
    "Answer",
    "AnswerFile",
    "Basis",
    "Circular",
    "CircularEntry",
    "CircularStep",
    "Escalation",
    "Finding",
    "Order",
    "OrderPart",
    "OrderStep",
    "Request",
    "RequestStep",
    "Sequence",
]
