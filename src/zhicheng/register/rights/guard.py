"""What was told of a right is kept: an event changes by its retraction alone, everything else not at all."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_MESSAGE = "what was told of a right is kept; an event is retracted"
_EVENT = "rights_event"
_COLUMNS = "right_id, what, effective_on, known_on, days, until, side, reference, source_id, place"
GUARD: Final = Guard(
    [
        Refusal(f"{_EVENT}_kept", f"UPDATE OF {_COLUMNS}", _EVENT, _MESSAGE),
        Refusal(
            f"{_EVENT}_retracted_once", "UPDATE OF retracted_on", _EVENT, _MESSAGE,
            "OLD.retracted_on IS NOT NULL",
        ),
        Refusal(f"{_EVENT}_kept_delete", "DELETE", _EVENT, _MESSAGE),
        *only_added_to("rights_holder", _MESSAGE),
        *only_added_to("rights_document", _MESSAGE),
        *only_added_to("rights_source", _MESSAGE),
    ]
)  # fmt: skip
