"""Who reads the calendars, and who loads one."""

import rules

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role

LOADERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
rules.add_perm("calendars.read", holds(*Role))
rules.add_perm("calendars.load", holds(*LOADERS))
