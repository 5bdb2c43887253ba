"""The audit room as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_save

from zhicheng.foundation.audit.fitting import check_saved
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.guards import keep, put_back


class AuditConfig(AppConfig):
    name = "zhicheng.foundation.audit"

    def ready(self) -> None:
        keep(GUARD)
        pre_save.connect(check_saved, dispatch_uid="audit.fitting")
        post_migrate.connect(_put_guards_back, sender=self)


def _put_guards_back(*, using: str, **_: Any) -> None:
    put_back(connections[using])
