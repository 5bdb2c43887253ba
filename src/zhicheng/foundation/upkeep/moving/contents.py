"""Which tables of the city are its ledger, and their values as plain JSON and back."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.dateparse import parse_datetime

from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.upkeep.moving.parcel import Json, Parcel, Row, Table, damaged
from zhicheng.foundation.upkeep.queries import known_migrations

LEFT_HERE = frozenset({"access", "audit", "jobs", "agenda", "notices", "webhooks"})
"""Rooms whose rows stay: the audit chain is signed for this database, jobs and notices are of its daily work,
subscriptions, tokens of programs and keys of webhooks are secrets."""
_SECRET = {"accounts.user": ("password", "last_login")}
"""Columns that are not carried: everybody chooses a password anew, by a one-time link."""


def moved_models() -> list[type[models.Model]]:
    """The tables of the ledger, those that others point to first."""
    found = [
        model
        for config in reversed(list(apps.get_app_configs()))
        if config.name.startswith("zhicheng.") and config.label not in LEFT_HERE
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label == config.label
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def fields_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that are carried: not secrets, nor what points to rows that stay here."""
    secret = _SECRET.get(model._meta.label_lower, ())
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in secret and not _points_away(field)
    ]


def _points_away(field: "models.Field[Any, Any]") -> bool:
    there = field.related_model
    return isinstance(there, type) and there._meta.app_label in LEFT_HERE


def own_migrations() -> tuple[str, ...]:
    """The migrations that made these tables."""
    rooms = {model._meta.app_label for model in moved_models()}
    return tuple(sorted(f"{app}.{name}" for app, name in known_migrations() if app in rooms))


def parcel_of_city() -> Parcel:
    """The ledger as it stands."""
    return Parcel(own_migrations(), tuple(map(_table, moved_models())), _contents)


def _table(model: type[models.Model]) -> Table:
    fields = fields_of(model)

    def rows() -> Iterator[Row]:
        found = model._base_manager.order_by("pk").values_list(*(f.attname for f in fields))
        for row in found.iterator(chunk_size=1000):
            yield [to_json(value) for value in row]

    return Table(model._meta.label_lower, tuple(f.attname for f in fields), rows)


def _contents() -> Iterator[tuple[str, bytes | None]]:
    for sha256 in StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).iterator():
        try:
            yield sha256, path_of(sha256).read_bytes()
        except FileNotFoundError:
            yield sha256, None


def to_json(value: Any) -> Json:
    """A value of a column as plain JSON; moments in UTC, so that every database writes the same."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return value


def from_json(field: "models.Field[Any, Any]", value: Json) -> Any:
    """The value of a column again. Raises RefusedParcel for one that the column cannot have."""
    if isinstance(field, models.JSONField) or value is None:
        return value
    if isinstance(field, models.DateTimeField):
        moment = _moment(value)
        if moment is None or moment.tzinfo is None:
            raise damaged(f"{field.name}={value!r}"[:80])
        return moment
    try:
        return _target(field).to_python(value)
    except (ValidationError, TypeError, ValueError):
        raise damaged(f"{field.name}={value!r}"[:80]) from None


def _moment(value: Json) -> datetime | None:
    try:
        return parse_datetime(value)
    except (TypeError, ValueError):
        return None


def _target(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """The column that a foreign key points to; any other column itself."""
    return field.target_field if isinstance(field, models.ForeignKey) else field


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction whose reads all see the same state of the city."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def go_on_counting() -> None:
    """New rows get keys after those that came."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), moved_models()):
            cursor.execute(statement)
