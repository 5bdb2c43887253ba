"""Setting the city's rule for its lights, and taking one away that has not begun."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.dated.actions import put_in_force, withdraw
from zhicheng.governance.tasks.models import LightSetting
from zhicheng.governance.tasks.rules import LightTable, faults


@transaction.atomic
def set_lights(*, table: LightTable, by: User, at: datetime) -> LightSetting:
    """Let a rule be in force from ``table.valid_from`` on.

    Raises PermissionDenied, and ValidationError (by field where it belongs to one) when the rule does not
    hold up, cannot begin on that day, or another one begins on it: nobody's rule is written over, it is
    withdrawn first.
    """
    require("tasks.set_lights", by)
    values = {
        "name": table.name.strip(),
        "source": table.source.strip(),
        "soon": table.soon,
        "soon_kind": table.soon_kind,
        "sign_within": table.sign_within,
        "lamps": [asdict(lamp) for lamp in table.lamps],
    }
    return put_in_force(
        LightSetting, valid_from=table.valid_from, values=values, faults=faults(table), by=by, at=at,
        verb="tasks.set_lights",
    )  # fmt: skip


@transaction.atomic
def withdraw_lights(*, setting: LightSetting, by: User, at: datetime) -> None:
    """Take a rule away that is not in force yet; the one before it then goes on. Its audit row keeps it whole.

    Raises PermissionDenied, and Refused once its day has begun – lights were seen by it – or when somebody
    has taken it away already.
    """
    require("tasks.set_lights", by)
    withdraw(setting, by=by, at=at, verb="tasks.withdraw_lights")
