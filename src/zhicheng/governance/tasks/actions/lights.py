"""Setting the city's rule for its lights, and taking one away that has not begun."""

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.governance.tasks.models import LightSetting
from zhicheng.governance.tasks.queries import forget_light_tables
from zhicheng.governance.tasks.rules import LightTable, begin_fault, faults


@transaction.atomic
def set_lights(*, table: LightTable, by: User, at: datetime) -> LightSetting:
    """Let a rule be in force from ``table.valid_from`` on.

    Raises PermissionDenied, and ValidationError (by field where it belongs to one) when the rule does not
    hold up, cannot begin on that day, or another one begins on it: nobody's rule is written over, it is
    withdrawn first.
    """
    require("tasks.set_lights", by)
    if fault := begin_fault(table.valid_from, timezone.localdate(at)):
        raise ValidationError({"valid_from": fault})
    if found := faults(table):
        raise ValidationError(found)
    row, is_new = LightSetting.objects.get_or_create(
        valid_from=table.valid_from,
        defaults={
            "name": table.name.strip(),
            "source": table.source.strip(),
            "soon": table.soon,
            "soon_kind": table.soon_kind,
            "sign_within": table.sign_within,
            "lamps": [asdict(lamp) for lamp in table.lamps],
            "set_by": by,
            "set_at": at,
        },
    )
    if not is_new:
        raise ValidationError({"valid_from": _taken(row)})
    forget_light_tables()
    record(by=by, at=at, verb="tasks.set_lights", subject=row, after=_audited(row))
    return row


def _taken(row: LightSetting) -> str:
    return gettext("%(by)s已设定自%(day)s起的规则“%(name)s”；要改的，请先在规则页撤回。") % {
        "by": row.set_by.name,
        "day": row.valid_from,
        "name": row.name,
    }


@transaction.atomic
def withdraw_lights(*, setting: LightSetting, by: User, at: datetime) -> None:
    """Take a rule away that is not in force yet; the one before it then goes on. Its audit row keeps it whole.

    Raises PermissionDenied, and Refused once its day has begun – lights were seen by it – or when somebody
    has taken it away already.
    """
    require("tasks.set_lights", by)
    row = LightSetting.objects.select_for_update().filter(pk=setting.pk).first()
    if row is None:
        raise Refused(_("这条规则已经被撤回。"))
    if row.valid_from <= timezone.localdate(at):
        raise Refused(_("规则已经生效，不能撤回；需要改变的，请设定新规则。"))
    record(by=by, at=at, verb="tasks.withdraw_lights", subject=row, before=_audited(row))
    row.delete()
    forget_light_tables()


def _audited(row: LightSetting) -> dict[str, object]:
    names = ("name", "source", "soon", "soon_kind", "sign_within", "lamps")
    return {
        "valid_from": row.valid_from.isoformat(),
        **{name: getattr(row, name) for name in names},
    }
