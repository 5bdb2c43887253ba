"""Reform of institutions (机构改革): a unit is renamed, or its work goes to a successor. History stays."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer, require
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.models import Alias, Reform, Unit
from zhicheng.foundation.units.queries import names_of_others
from zhicheng.foundation.units.rules import SUCCEEDED, ReformKind, reform_faults, taken, tidy
from zhicheng.foundation.units.succession import estates


@transaction.atomic
def rename(
    *, unit: Unit, name: str, short_name: str, on: date, document: str, by: Doer, at: datetime
) -> Reform:
    """Call a unit otherwise from a day on. Its earlier names stay aliases: plans may still use them.

    Raises PermissionDenied; ValidationError for a day to come or before the unit's last reform, for names
    that already mean another unit, and for a unit that is gone.
    """
    held, faults = _held(unit, on, document, by, at)
    name, short_name = tidy(name), tidy(short_name)
    others = list(names_of_others(held))
    for field, said in (("name", name), ("short_name", short_name)):
        if not said:
            faults[field] = _("请填写这一项。")
        elif taken(said, others):
            faults[field] = _("已有单位使用这一名称、简称或别名。")
    if (name, short_name) == (held.name, held.short_name):
        faults["name"] = _("名称与现在的相同。")
    if faults:
        raise ValidationError(faults)
    row = _reform(held, ReformKind.RENAME, None, on, document)
    held.name, held.short_name = name, short_name
    held.full_clean()
    held.save(update_fields=["name", "short_name"])
    _keep_names(held, row)
    before = {"name": row.name, "short_name": row.short_name}
    after = {"name": name, "short_name": short_name, "on": on.isoformat(), "document": document}
    record(by=by, at=at, verb="units.rename", subject=held, before=before, after=after)
    return row


@dataclass(frozen=True, slots=True)
class Inherited:
    """How much of a room's work went to the successor."""

    title: Text
    count: int


@transaction.atomic
def succeed(
    *,
    unit: Unit,
    successor: Unit,
    kind: ReformKind,
    on: date,
    document: str,
    by: Doer,
    at: datetime,
) -> list[Inherited]:
    """A unit is merged into another, or abolished; from a day on the other does its work.

    Open work of every room that registered (``succession``) goes to the successor; what is done stays. The
    people of the unit keep their accounts; their roles are the administrator's to change. Raises
    PermissionDenied; ValidationError as ``rename``, and for a successor that is the unit itself or gone.
    """
    held, faults = _held(unit, on, document, by, at)
    heir = Unit.objects.select_for_update().get(pk=successor.pk)
    if kind not in SUCCEEDED:
        faults["kind"] = _("更名不需要承接单位，请按更名办理。")
    if heir.pk == held.pk or not heir.active:
        faults["successor"] = _("请选择另一个在用的单位承接。")
    if faults:
        raise ValidationError(faults)
    _reform(held, kind, heir, on, document)
    held.active = False
    held.save(update_fields=["active"])
    went = [Inherited(e.title, e.hand_over(held, heir, on=on, by=by, at=at)) for e in estates()]
    after: dict[str, Any] = {"successor": heir.pk, "on": on.isoformat(), "document": document}
    after["moved"] = sum(one.count for one in went)
    record(by=by, at=at, verb=f"units.{kind}", subject=held, after=after)
    return went


def _held(
    unit: Unit, on: date, document: str, by: Doer, at: datetime
) -> tuple[Unit, dict[str, Any]]:
    """The unit, held until the end, and what stands against a reform of it."""
    require("units.reform", by)
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if not held.active:
        raise ValidationError(_("该单位已经撤销。"))
    last = held.reforms.order_by("-on").values_list("on", flat=True).first()
    return held, dict(reform_faults(on, timezone.localdate(at), last, document))


def _reform(unit: Unit, kind: ReformKind, heir: Unit | None, on: date, document: str) -> Reform:
    row = Reform(
        kind=kind, unit=unit, successor=heir, on=on, document=document.strip(), name=unit.name,
        short_name=unit.short_name,
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


def _keep_names(unit: Unit, row: Reform) -> None:
    """Names that it had are aliases now, and what is its name again is none any more."""
    current = {unit.name, unit.short_name}
    unit.aliases.filter(name__in=current).delete()
    for name in {row.name, row.short_name} - current:
        Alias.objects.get_or_create(name=name, defaults={"unit": unit})
