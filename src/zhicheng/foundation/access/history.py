"""What happened to a row, as programs are told it."""

from datetime import datetime
from typing import Any

from ninja import Schema


class HappenedOut(Schema):
    """A row of ``audit.models.Happened``. title: the step as its button says it. reason: what was said with it.
    by: who took it, null for the daily check; deputy_for: in whose place."""

    id: int
    verb: str
    title: str
    reason: str
    state_to: str
    by: str | None
    deputy_for: str | None
    at: datetime

    @staticmethod
    def resolve_by(row: Any) -> str | None:
        return row.by.name if row.by else None

    @staticmethod
    def resolve_deputy_for(row: Any) -> str | None:
        return row.deputy_for.name if row.deputy_for else None
