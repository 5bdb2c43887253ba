"""Verbs about people, in three parts: ``people``, their ``roles``, and how they log in (``login``).

Named here are those that are about accounts and roles. Passwords and second factors are left to the pages: a
program is not to hand out the way into an account.
"""

from zhicheng.foundation.accounts.actions.people import (
    add_user,
    change_details,
    erase_person,
    set_active,
)
from zhicheng.foundation.accounts.actions.roles import (
    appoint_deputy,
    end_deputyship,
    grant,
    withdraw,
)

__all__ = [
    "add_user", "appoint_deputy", "change_details", "end_deputyship", "erase_person", "grant",
    "set_active", "withdraw",
]  # fmt: skip
