"""Webhooks are the administrator's: they lead out of the house."""

import rules

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role

rules.add_perm("webhooks.manage", holds(Role.ADMINISTRATOR))
