"""The tables of supervision."""

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

__all__ = [
    "Answer",
    "AnswerFile",
    "Escalation",
    "Finding",
    "Order",
    "OrderPart",
    "OrderStep",
    "Sequence",
]
