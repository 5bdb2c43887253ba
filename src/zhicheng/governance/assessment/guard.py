"""What an assessment refuses: a published scheme stays as it is, and of a frozen one everything does."""

from collections.abc import Iterator
from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_PUBLISHED: Final = "a published scheme stays as it is"
_FROZEN: Final = "a frozen assessment stays as it is"
_DEMANDED: Final = (
    "title, year, origin, subject, basis, period_start, period_end, self_by, appeal_days, answer_days, "
    "submit_by, published_at"
)
# How a row of each table finds the state of its scheme.
_SCHEME: Final = "(SELECT state FROM assessment_scheme WHERE id = {row}.scheme_id)"
_BY_DIMENSION: Final = (
    "(SELECT s.state FROM assessment_scheme s JOIN assessment_dimension d ON d.scheme_id = s.id "
    "WHERE d.id = {row}.dimension_id)"
)
_BY_SHEET: Final = (
    "(SELECT s.state FROM assessment_scheme s JOIN assessment_sheet h ON h.scheme_id = s.id "
    "WHERE h.id = {row}.sheet_id)"
)
_BY_ENTRY: Final = (
    "(SELECT s.state FROM assessment_scheme s JOIN assessment_sheet h ON h.scheme_id = s.id "
    "JOIN assessment_entry e ON e.sheet_id = h.id WHERE e.id = {row}.entry_id)"
)
_DEFINITION: Final = {
    "assessment_dimension": _SCHEME,
    "assessment_indicator": _BY_DIMENSION,
    "assessment_clause": _SCHEME,
}
_SCORING: Final = {
    "assessment_entry": _BY_SHEET,
    "assessment_adjustment": _BY_SHEET,
    "assessment_appeal": _BY_SHEET,
    "assessment_proof": _BY_ENTRY,
}


def _changes(
    table: str, events: tuple[str, ...], state: str, when: str, message: str
) -> Iterator[Refusal]:
    """Refuse events where the state of the row's scheme – before and after – fulfils a condition."""
    for event in events:
        rows = {"INSERT": ("NEW",), "DELETE": ("OLD",)}.get(event, ("OLD", "NEW"))
        holds = " OR ".join(f"{state.format(row=row)} {when}" for row in rows)
        yield Refusal(f"{table}_kept_{event.lower()}", event, table, message, holds)


_ALL: Final = ("INSERT", "UPDATE", "DELETE")
GUARD: Final = Guard(
    [
        Refusal(
            "assessment_scheme_kept_demands", f"UPDATE OF {_DEMANDED}", "assessment_scheme",
            _PUBLISHED, "OLD.state <> 'draft'",
        ),
        Refusal(
            "assessment_scheme_kept_frozen", "UPDATE", "assessment_scheme", _FROZEN,
            "OLD.state = 'frozen'",
        ),
        Refusal(
            "assessment_scheme_kept_draft", "UPDATE", "assessment_scheme", _PUBLISHED,
            "OLD.state <> 'draft' AND NEW.state = 'draft'",
        ),
        Refusal(
            "assessment_scheme_kept_delete", "DELETE", "assessment_scheme", _PUBLISHED,
            "OLD.state <> 'draft'",
        ),
        *(
            refusal
            for table, state in _DEFINITION.items()
            for refusal in _changes(table, _ALL, state, "<> 'draft'", _PUBLISHED)
        ),
        *_changes("assessment_sheet", ("INSERT", "DELETE"), _SCHEME, "<> 'draft'", _PUBLISHED),
        *_changes("assessment_sheet", ("UPDATE",), _SCHEME, "= 'frozen'", _FROZEN),
        *(
            refusal
            for table, state in _SCORING.items()
            for refusal in _changes(table, _ALL, state, "= 'frozen'", _FROZEN)
        ),
        *only_added_to("assessment_snapshot", _FROZEN),
        *only_added_to("assessment_step", "what was done is only added to"),
    ]
)  # fmt: skip
