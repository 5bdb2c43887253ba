"""Who brings files into the register: whoever keeps it."""

from typing import Any

import rules
from django.db.models import QuerySet

from zhicheng.foundation.accounts.permissions import holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.register.imports.models import Batch

rules.add_perm("imports.keep", holds(Role.COORDINATOR))


def visible_batches(user: Any) -> QuerySet[Batch]:
    return Batch.objects.all() if rules.has_perm("imports.keep", user) else Batch.objects.none()
