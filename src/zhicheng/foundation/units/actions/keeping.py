"""Areas, units and their aliases as the administrator keeps them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer, require
from zhicheng.foundation.units.models import Alias, Area, AreaKind, Unit, UnitKind
from zhicheng.foundation.units.queries import names_of_others
from zhicheng.foundation.units.rules import is_area_code, taken, tidy

Row = TypeVar("Row", bound=Model)
_AREA = ("code", "name", "kind", "parent_id")
_UNIT = ("name", "short_name", "kind", "area_id", "order", "active")


@transaction.atomic
def save_area(
    *,
    area: Area | None = None,
    code: str,
    name: str,
    kind: AreaKind,
    parent: Area | None = None,
    by: Doer,
    at: datetime,
) -> Area:
    """Add an area, or change one that is there. code: of GB/T 2260 or its finer codes (R-ID-4).

    Raises PermissionDenied; ValidationError when the code is malformed or taken, or when the area would lie
    in itself.
    """
    require("units.administer", by)
    row = area or Area()
    row.code, row.name, row.kind, row.parent = code, tidy(name), kind, parent
    if not is_area_code(code):
        raise ValidationError({"code": _("代码应为 6、9 或 12 位数字。")})
    if row.pk is not None and row.pk in _ancestors(row):
        raise ValidationError({"parent": _("上级区划不能是该区划自身或其下级。")})
    return _saved(row, _AREA, "area", by, at)


@transaction.atomic
def save_unit(
    *,
    unit: Unit | None = None,
    name: str,
    short_name: str,
    kind: UnitKind,
    area: Area,
    order: int = 100,
    active: bool = True,
    by: Doer,
    at: datetime,
) -> Unit:
    """Add a unit, or change one that is there; a unit that was dissolved is changed to not active.

    order: small numbers stand first. Raises PermissionDenied; ValidationError when one of its names already
    means another unit.
    """
    require("units.administer", by)
    row = unit or Unit()
    row.name, row.short_name, row.kind = tidy(name), tidy(short_name), kind
    row.area, row.order, row.active = area, order, active
    others = list(names_of_others(row))
    for field in ("name", "short_name"):
        if taken(getattr(row, field), others):
            raise ValidationError({field: _("已有单位使用这一名称、简称或别名。")})
    return _saved(row, _UNIT, "unit", by, at)


@transaction.atomic
def add_alias(*, unit: Unit, name: str, by: Doer, at: datetime) -> Alias:
    """Another name of a unit. Raises ValidationError when it already means a unit."""
    require("units.administer", by)
    name = tidy(name)
    own = [unit.name, unit.short_name, *unit.aliases.values_list("name", flat=True)]
    if taken(name, [*own, *names_of_others(unit)]):
        raise ValidationError({"name": _("已有单位使用这一名称、简称或别名。")})
    alias = Alias(unit=unit, name=name)
    alias.full_clean()
    alias.save()
    record(by=by, at=at, verb="units.add_alias", subject=unit, after={"alias": name})
    return alias


@transaction.atomic
def remove_alias(*, alias: Alias, by: Doer, at: datetime) -> None:
    """The city no longer calls the unit so. Plans that did keep what they were resolved to."""
    require("units.administer", by)
    unit, name = alias.unit, alias.name
    alias.delete()
    record(by=by, at=at, verb="units.remove_alias", subject=unit, before={"alias": name})


def _ancestors(area: Area) -> set[int]:
    """The areas above one, as far as they go without going round."""
    found: set[int] = set()
    above = area.parent
    while above is not None and above.pk not in found:
        found.add(above.pk)
        above = above.parent
    return found


def _saved(row: Row, fields: Iterable[str], noun: str, by: Doer, at: datetime) -> Row:
    """Check, save, and write down what changed."""
    before = _stored(row, fields)
    row.full_clean()
    row.save()
    verb = f"units.change_{noun}" if before else f"units.add_{noun}"
    after = {name: getattr(row, name) for name in fields}
    record(by=by, at=at, verb=verb, subject=row, before=before, after=after)
    return row


def _stored(row: Model, fields: Iterable[str]) -> dict[str, object]:
    """The values as the database has them; nothing for a row that is new."""
    found = type(row)._default_manager.filter(pk=row.pk).values(*fields).first()
    return dict(found or {})
