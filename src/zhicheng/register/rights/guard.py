"""What was told of a right is kept: a fact changes by its retraction alone, everything else not at all."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_MESSAGE = "what was told of a right is kept; a fact is retracted"


def _only_retracted(table: str, columns: str) -> list[Refusal]:
    """What a table of facts refuses. columns: all but ``retracted_on``, which is set once."""
    return [
        Refusal(f"{table}_kept", f"UPDATE OF {columns}, source_id, place", table, _MESSAGE),
        Refusal(
            f"{table}_retracted_once", "UPDATE OF retracted_on", table, _MESSAGE,
            "OLD.retracted_on IS NOT NULL",
        ),
        Refusal(f"{table}_kept_delete", "DELETE", table, _MESSAGE),
    ]  # fmt: skip


GUARD: Final = Guard(
    [
        *_only_retracted(
            "rights_event",
            "right_id, what, effective_on, known_on, days, until, side, reference",
        ),
        *_only_retracted(
            "rights_holder", "right_id, writing_id, position, share, effective_on, known_on"
        ),
        *_only_retracted("rights_document", "right_id, title, number, published_on, file_id"),
        *only_added_to("rights_source", _MESSAGE),
    ]
)
