"""Who may carry the whole city's ledger out by a page. Everything else here is done from the command line."""

import rules

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role

rules.add_perm("upkeep.export", holds(Role.COORDINATOR, Role.ADMINISTRATOR))
