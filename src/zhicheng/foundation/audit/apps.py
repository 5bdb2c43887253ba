"""The audit room as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from zhicheng.foundation.audit import guard


class AuditConfig(AppConfig):
    name = "zhicheng.foundation.audit"

    def ready(self) -> None:
        post_migrate.connect(_guard_again, sender=self)


def _guard_again(*, using: str, **_: Any) -> None:
    """SQLite changes a table by making it anew, without its triggers: put them back after migrating."""
    connection = connections[using]
    if "audit_entry" in connection.introspection.table_names():
        guard.install(connection)
