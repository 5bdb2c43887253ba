"""Who sees the templates, and who replaces them."""

import rules

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role

rules.add_perm("documents.view", holds(Role.COORDINATOR, Role.AUDITOR))
rules.add_perm("documents.replace", holds(Role.COORDINATOR))
