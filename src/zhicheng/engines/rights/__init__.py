"""What becomes of a right, and what it costs: pure functions of events, a day, and a day of knowledge.

    from zhicheng.engines.rights import Event, Kind, What, status

    filed = Event(What.FILED, date(2021, 5, 20), known_on=date(2022, 1, 4))
    granted = Event(What.GRANTED, date(2022, 1, 4), known_on=date(2022, 1, 4))
    status(Kind.INVENTION, [filed, granted], on=today, known_on=today).valid  # True

Rules are data with the days on which they hold, source and confidence (``engines.sources.Rule``); whatever
is computed names the rules that it rests on.
"""

from zhicheng.engines.rights.events import Event, EventError, knowledge_days
from zhicheng.engines.rights.fees import (
    AnnualFee,
    Payment,
    annual_fee,
    due_day,
    fees_due,
    patent_year,
    payment,
)
from zhicheng.engines.rights.histories import History, SideSpan, Span, Status, history, status
from zhicheng.engines.rights.kinds import Kind, Side, State, What
from zhicheng.engines.rights.marks import Act, Renewal, mark_fee, opposition, renewal
from zhicheng.engines.rights.restoration import (
    Restoration,
    restoration,
    restoration_after_force_majeure,
)
from zhicheng.engines.rights.terms import TERMS, Term, TermRule, term_of

__all__ = [
    "TERMS",
    "Act",
    "AnnualFee",
    "Event",
    "EventError",
    "History",
    "Kind",
    "Payment",
    "Renewal",
    "Restoration",
    "Side",
    "SideSpan",
    "Span",
    "State",
    "Status",
    "Term",
    "TermRule",
    "What",
    "annual_fee",
    "due_day",
    "fees_due",
    "history",
    "knowledge_days",
    "mark_fee",
    "opposition",
    "patent_year",
    "payment",
    "renewal",
    "restoration",
    "restoration_after_force_majeure",
    "status",
    "term_of",
]
