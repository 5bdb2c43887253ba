"""Setting a rule and taking one away that has not begun; a room's verbs ask the permission first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.dated.models import Setting
from zhicheng.foundation.dated.queries import forget
from zhicheng.foundation.dated.rules import begin_fault

S = TypeVar("S", bound=Setting)
_NOT_AUDITED = frozenset({"id", "set_by", "set_at"})
"""Who and when stand in the audit row itself."""


def put_in_force(
    model: type[S],
    *,
    valid_from: date,
    values: Mapping[str, Any],
    faults: Mapping[str, str] | Sequence[str],
    by: User,
    at: datetime,
    verb: str,
) -> S:
    """Let a rule be in force from a day on; in the caller's transaction.

    values: the other columns. faults: why the rule does not hold up, by field where it belongs to one; empty when
    it does.

    Raises ValidationError when it does not, cannot begin on that day, or another one begins on it: nobody's rule
    is written over, it is withdrawn first.
    """
    if fault := begin_fault(valid_from, timezone.localdate(at)):
        raise ValidationError({"valid_from": fault})
    if faults:
        raise ValidationError(dict(faults) if isinstance(faults, Mapping) else list(faults))
    row, is_new = model._default_manager.get_or_create(
        valid_from=valid_from, defaults={**values, "set_by": by, "set_at": at}
    )
    if not is_new:
        raise ValidationError({"valid_from": _taken(row)})
    forget()
    record(by=by, at=at, verb=verb, subject=row, after=_audited(row))
    return row


def withdraw(row: Setting, *, by: User, at: datetime, verb: str) -> None:
    """Take a rule away that is not in force yet; the one before it then goes on. Its audit row keeps it whole.
    In the caller's transaction.

    Raises Refused once its day has begun – people saw by it – or when somebody has taken it away already.
    """
    found = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Refused(_("这条规则已经被撤回。"))
    if found.valid_from <= timezone.localdate(at):
        raise Refused(_("规则已经生效，不能撤回；需要改变的，请设定新规则。"))
    record(by=by, at=at, verb=verb, subject=found, before=_audited(found))
    found.delete()
    forget()


def _taken(row: Setting) -> str:
    return gettext("%(by)s已设定自%(day)s起的规则；要改的，请先在规则页撤回。") % {
        "by": row.set_by.name,
        "day": row.valid_from,
    }


def _audited(row: Setting) -> dict[str, Any]:
    names = [f.name for f in row._meta.concrete_fields if f.name not in _NOT_AUDITED]
    return {**{n: getattr(row, n) for n in names}, "valid_from": row.valid_from.isoformat()}
