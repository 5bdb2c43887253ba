"""The chain of audit rows is only added to."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, only_added_to

GUARD: Final = Guard(only_added_to("audit_entry", "audit rows are append-only", key="seq"))
