"""What was said and done is kept: history, findings and escalations are only added to; an answer that was
sent, with its files, refuses every change but that of its state; a circular that was published or discarded
refuses every change."""

from collections.abc import Iterator
from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_HISTORY = "the history of supervision is only added to"
_ANSWER = "an answer that was sent is kept as it is"
_CONTENT = "order_id, text, drafted_by_id, drafted_at, sent_by_id, sent_at"
_WAS_SENT = "OLD.state <> 'draft'"
_SENT_WITH = "(SELECT state FROM supervision_answer WHERE id = {row}.answer_id) <> 'draft'"
_EVENTS = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))


def _histories() -> Iterator[Refusal]:
    for table in ("orderstep", "requeststep", "circularstep", "finding", "escalation"):
        yield from only_added_to(f"supervision_{table}", _HISTORY)


def _answers() -> Iterator[Refusal]:
    table = "supervision_answer"
    yield Refusal(f"{table}_kept", f"UPDATE OF {_CONTENT}", table, _ANSWER, _WAS_SENT)
    back = f"{_WAS_SENT} AND NEW.state = 'draft'"
    yield Refusal(f"{table}_kept_state", "UPDATE OF state", table, _ANSWER, back)
    yield Refusal(f"{table}_kept_delete", "DELETE", table, _ANSWER, _WAS_SENT)
    for event, row in _EVENTS:
        name, condition = f"{table}file_kept_{event.lower()}", _SENT_WITH.format(row=row)
        yield Refusal(name, event, f"{table}file", _ANSWER, condition)


_PUBLISHED = "a circular that was published or discarded is kept as it is"
_OF_CIRCULAR = "(SELECT state FROM supervision_circular WHERE id = {row}.circular_id)"
_OF_ENTRY = (
    "(SELECT c.state FROM supervision_circular c JOIN supervision_circularentry e "
    "ON e.circular_id = c.id WHERE e.id = {row}.entry_id)"
)
_PARTS = {"supervision_circularentry": _OF_CIRCULAR, "supervision_basis": _OF_ENTRY}
"""The parts of a circular, and how a row of each finds its state."""


def _circulars() -> Iterator[Refusal]:
    table = "supervision_circular"
    for event in ("UPDATE", "DELETE"):
        name = f"{table}_kept_{event.lower()}"
        yield Refusal(name, event, table, _PUBLISHED, "OLD.state <> 'draft'")
    for part, state in _PARTS.items():
        for event, row in _EVENTS:
            frozen = f"{state.format(row=row)} <> 'draft'"
            yield Refusal(f"{part}_kept_{event.lower()}", event, part, _PUBLISHED, frozen)


GUARD: Final = Guard([*_histories(), *_answers(), *_circulars()])
