"""A step of the review: what one verb changes, remembered so that it can be taken back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.personal import written_by
from zhicheng.governance.plans.models import (
    Doubt,
    Edit,
    Item,
    Plan,
    UnitName,
    Version,
    VersionState,
)
from zhicheng.governance.plans.queries import editable_tail

_TABLES: dict[str, type[models.Model]] = {
    "item": Item,
    "doubt": Doubt,
    "unitname": UnitName,
    "version": Version,
    "plan": Plan,
}


_OWN_WORDS = frozenset({"answer", "reason", "due_reason"})
"""Fields and values in which people write what they like; the others hold what the document says, or keys."""


def keys_of(version: Version, items: Iterable[Item]) -> list[int]:
    """The keys of some items of a version. Raises ValidationError for one of another."""
    rows = list(items)
    for row in rows:
        check_part(row, version=version)
    return [row.pk for row in rows]


class Step:
    """Collects the rows that a verb changes, with their fields before and after."""

    def __init__(self) -> None:
        self.before: list[dict[str, Any]] = []
        self.after: list[dict[str, Any]] = []

    def change(self, row: models.Model, **values: Any) -> None:
        """Set fields of a row (many-to-many ones as lists of keys) and save it."""
        self._note(self.before, row, _snapshot(row, values))
        _assign(row, values)
        self._note(self.after, row, _snapshot(row, values))

    def change_all(self, rows: Iterable[models.Model], **values: Any) -> int:
        """Set the same plain fields on many rows of one table, in one UPDATE. Returns how many."""
        rows = list(rows)
        for row in rows:
            self._note(self.before, row, _snapshot(row, values))
            for name, value in values.items():
                setattr(row, name, value)
            self._note(self.after, row, _snapshot(row, values))
        if rows:
            type(rows[0])._default_manager.filter(pk__in=[r.pk for r in rows]).update(**values)
        return len(rows)

    def add(self, row: models.Model, **relations: list[int]) -> None:
        """Save a new row, with its many-to-many fields as lists of keys."""
        row.save()
        for name, keys in relations.items():
            getattr(row, name).set(keys)
        self._note(self.before, row, None)
        fields = [f.name for f in row._meta.concrete_fields if not f.primary_key]
        self._note(self.after, row, _snapshot(row, [*fields, *relations]))

    @staticmethod
    def _note(side: list[dict[str, Any]], row: models.Model, values: Any) -> None:
        side.append({"table": row._meta.model_name, "key": row.pk, "row": values})


@contextmanager
def step(version: Version, verb: str, title: str, *, by: User, at: datetime) -> Iterator[Step]:
    """The frame of a verb: on the way out, the step and its audit row are written.

    Nothing is written where nothing changed. The caller holds the transaction and the version's lock.
    """
    found = Step()
    yield found
    if not found.after:
        return
    Edit.objects.create(
        version=version,
        verb=verb,
        title=title[:200],
        before=found.before,
        after=found.after,
        by=by,
        at=at,
    )
    record(
        by=by,
        at=at,
        verb=f"plans.{verb}",
        subject=version,
        before={"rows": _audited(found.before, by)},
        after={"rows": _audited(found.after, by)},
    )


def _audited(entries: list[dict[str, Any]], by: User) -> list[dict[str, Any]]:
    """The rows as the audit chain keeps them: what a person wrote in words of their own is sealed."""
    return [{**entry, "row": _sealed(entry["row"], by)} for entry in entries]


def _sealed(values: dict[str, Any] | None, by: User) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: _sealed_value(name, value, by) for name, value in values.items()}


def _sealed_value(name: str, value: Any, by: User) -> Any:
    if isinstance(value, dict):
        return _sealed(value, by)
    return written_by(by, value) if name in _OWN_WORDS else value


def draft(key: int, permission: str, by: User) -> Version:
    """The version, locked, after asking for the permission.

    Raises PermissionDenied, and ValidationError when it is no draft (any more).
    """
    rows = Version.objects.select_for_update(of=("self",)).select_related("plan")
    version = rows.defer("text", "reading").get(pk=key)
    require(permission, by, version)
    if version.state != VersionState.DRAFT:
        raise ValidationError(
            _("这一版目前是“%(get_state_display)s”，不能修改。请刷新页面后再看。")
            % {"get_state_display": version.get_state_display()}
        )
    return version


@transaction.atomic
def undo(*, version: Version, steps: int = 1, by: User, at: datetime) -> list[str]:
    """Take back the last steps, one after the other. Returns their titles, the last step first.

    Raises ValidationError when there is nothing to take back.
    """
    version = draft(version.pk, "plans.review", by)
    titles = []
    for _step in range(steps):
        edit = editable_tail(version)[0]
        if edit is None:
            break
        titles.append(_move(edit, back=True, by=by, at=at))
    if not titles:
        raise ValidationError(_("没有可以撤销的操作。"))
    return titles


@transaction.atomic
def redo(*, version: Version, by: User, at: datetime) -> str:
    """Put the step that was taken back last into force again. Returns its title.

    Raises ValidationError when nothing was taken back since the last new step.
    """
    version = draft(version.pk, "plans.review", by)
    edit = editable_tail(version)[1]
    if edit is None:
        raise ValidationError(_("没有可以重做的操作。"))
    return _move(edit, back=False, by=by, at=at)


def _move(edit: Edit, *, back: bool, by: User, at: datetime) -> str:
    rows = list(reversed(edit.before)) if back else edit.after
    _restore(rows)
    edit.undone = back
    edit.save(update_fields=["undone"])
    record(
        by=by,
        at=at,
        verb="plans.undo" if back else "plans.redo",
        subject=edit.version,
        before={"edit": edit.pk, "rows": _audited(edit.after if back else edit.before, by)},
        after={"rows": _audited(rows, by)},
    )
    return edit.title


def _restore(entries: list[dict[str, Any]]) -> None:
    """Make each row what its entry says, in the order of the entries; one query to find those of a table."""
    for name, table in _TABLES.items():
        mine = [entry for entry in entries if entry["table"] == name]
        present = table._default_manager.in_bulk([entry["key"] for entry in mine])
        for entry in mine:
            _restore_row(table, entry["key"], entry["row"], present)


def _restore_row(
    table: type[models.Model],
    key: int,
    values: dict[str, Any] | None,
    present: dict[Any, models.Model],
) -> None:
    if values is None:
        present[key].delete()
        return
    row = present.get(key)
    fields = {name: _read(table, name, value) for name, value in values.items()}
    if row is None:
        _assign(table(pk=key), fields, new=True)
    else:
        _assign(row, fields)


def _assign(row: models.Model, values: dict[str, Any], *, new: bool = False) -> None:
    relations = {n: v for n, v in values.items() if row._meta.get_field(n).many_to_many}
    plain = {n: v for n, v in values.items() if n not in relations}
    for name, value in plain.items():
        setattr(row, name, value)
    row.save(force_insert=new, update_fields=None if new else list(plain))
    for name, keys in relations.items():
        getattr(row, name).set(keys)


def _snapshot(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(row, name) for name in names}


def _plain(row: models.Model, name: str) -> Any:
    """A field as JSON: keys for rows, ISO for dates."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).values_list("pk", flat=True))
    value = getattr(row, field.attname)  # type: ignore[union-attr]  # a column of the table's own
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _read(table: type[models.Model], name: str, value: Any) -> Any:
    """The reverse of ``_plain``."""
    field = table._meta.get_field(name)
    if field.many_to_many:
        return value
    if field.is_relation:
        return field.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]  # as above
    return field.to_python(value)  # type: ignore[union-attr]  # as above
