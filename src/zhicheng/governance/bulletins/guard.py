"""What was issued stays: content and files are only added to, of the paper itself only its state changes."""

from collections.abc import Iterator
from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_KEPT = "an issued bulletin or report is kept as it is"
_COLUMNS = (
    "kind, year, quarter, plan_id, edition, replaces_id, why, title, summary, highlights, problems, "
    "next_steps, content, as_of, drafted_by_id, drafted_at, issued_on"
)
_FROZEN = "('issued', 'withdrawn', 'replaced')"


def _reports() -> Iterator[Refusal]:
    table = "bulletins_report"
    yield Refusal(f"{table}_kept", f"UPDATE OF {_COLUMNS}", table, _KEPT, f"OLD.state IN {_FROZEN}")
    back = f"OLD.state IN {_FROZEN} AND NEW.state NOT IN {_FROZEN}"
    yield Refusal(f"{table}_kept_state", "UPDATE OF state", table, _KEPT, back)
    yield Refusal(f"{table}_kept_delete", "DELETE", table, _KEPT)


GUARD: Final = Guard(
    [
        *_reports(),
        *only_added_to("bulletins_issue", _KEPT),
        *only_added_to("bulletins_paper", _KEPT),
        *only_added_to("bulletins_step", "the history of bulletins is only added to"),
    ]
)
