"""What many people look at between two changes of the ledger."""

from typing import Final

from zhicheng.foundation.accounts.memory import KeptForTheCity

ELSEWHERE: Final = frozenset(
    {
        "accounts",
        "agenda",
        "assessment",
        "audit",
        "documents",
        "files",
        "jobs",
        "meetings",
        "notices",
        "supervision",
        "systems",
        "targets",
        "workplans",
    }
)
"""Rooms whose actions change nothing in the ledger."""

kept_for_the_city: Final = KeptForTheCity(*ELSEWHERE)
"""For reads of the ledger."""
