"""What many people look at between two changes of the ledger."""

from typing import Final

from zhicheng.foundation.accounts.memory import KeptForTheCity

kept_for_the_city: Final = KeptForTheCity(
    "accounts", "agenda", "assessment", "audit", "files", "jobs", "notices", "systems", "targets"
)
"""For reads of the ledger."""
