"""Reading what is supervised."""

from zhicheng.governance.supervision.queries.lateness import (
    Due,
    Found,
    due_escalations,
    free_parts,
    pending_parts,
    ripe_parts,
)
from zhicheng.governance.supervision.queries.orders import (
    Choice,
    answers_of,
    draft_of,
    files_for,
    findings_of,
    order_choices,
    order_facts,
    orders_about,
    orders_for,
    people_to_tell,
    steps_of,
    units_under_orders,
    waiting_answer,
    waiting_orders,
)
from zhicheng.governance.supervision.queries.terms import Late, Lateness, term

__all__ = [
    "Choice",
    "Due",
    "Found",
    "Late",
    "Lateness",
    "answers_of",
    "draft_of",
    "due_escalations",
    "files_for",
    "findings_of",
    "free_parts",
    "order_choices",
    "order_facts",
    "orders_about",
    "orders_for",
    "pending_parts",
    "people_to_tell",
    "ripe_parts",
    "steps_of",
    "term",
    "units_under_orders",
    "waiting_answer",
    "waiting_orders",
]
