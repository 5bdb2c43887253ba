"""Setting the city's rule for its lights."""

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.governance.tasks.models import LightSetting
from zhicheng.governance.tasks.queries import forget_light_tables
from zhicheng.governance.tasks.rules import LightTable, faults


@transaction.atomic
def set_lights(*, table: LightTable, by: User, at: datetime) -> LightSetting:
    """Let a rule be in force from ``table.valid_from`` on; what was set for the same day before gives way.

    Never for a day that has begun: what people saw on a day stays what they saw. Raises
    PermissionDenied, and ValidationError (by field where it belongs to one) when the rule does not hold up.
    """
    require("tasks.set_lights", by)
    if table.valid_from <= timezone.localdate(at):
        raise ValidationError({"valid_from": _("规则只能从今天以后的日期起生效，不追溯。")})
    if found := faults(table):
        raise ValidationError(found)
    before = LightSetting.objects.filter(valid_from=table.valid_from).first()
    row, _new = LightSetting.objects.update_or_create(
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
    forget_light_tables()
    record(
        by=by,
        at=at,
        verb="tasks.set_lights",
        subject=row,
        before=_audited(before) if before else {},
        after=_audited(row),
    )
    return row


def _audited(row: LightSetting) -> dict[str, object]:
    names = ("name", "source", "soon", "soon_kind", "sign_within", "lamps")
    return {
        "valid_from": row.valid_from.isoformat(),
        **{name: getattr(row, name) for name in names},
    }
