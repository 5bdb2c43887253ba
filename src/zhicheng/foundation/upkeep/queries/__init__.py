"""What is known of an installation: its key, its migrations, what stands in it."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from zhicheng.foundation.audit import crypto

MADE_BY_MIGRATE = frozenset({Permission, ContentType, Session})
"""Tables that fill up by themselves: no work of anybody stands in them."""


def print_of_key() -> str:
    """A name for the encryption key: the same for the same key, telling nothing of it."""
    return crypto.derived_key("upkeep:print").hex()[:32]


def seal_key() -> bytes:
    """The key under which backups are sealed."""
    return crypto.derived_key("upkeep:seal")


def known_migrations() -> set[tuple[str, str]]:
    """(app, name) of all migrations that this version has."""
    return set(MigrationLoader(None).disk_migrations or ())


def key_is_replaceable() -> bool:
    """Whether the encryption key comes from the data folder's own file, made there on the first start."""
    file = settings.ENVIRONMENT.data / "encryption-key"
    return file.is_file() and file.read_text("utf-8").rstrip("\n") == settings.ENCRYPTION_KEY


def in_the_way() -> Iterator[str]:
    """What stands in the database and would be lost by a restore; nothing in an empty installation."""
    present = set(connection.introspection.table_names())
    for model in apps.get_models():
        if model in MADE_BY_MIGRATE or model._meta.db_table not in present:
            continue
        if rows := model._base_manager.count():
            yield _("%(name)s %(rows)s 条") % {"name": model._meta.verbose_name, "rows": rows}
    for table in sorted(present - _own_tables()):
        yield _("不属于知城的表 %(table)s") % {"table": table}


def _own_tables() -> set[str]:
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    kept = {str(cache["LOCATION"]) for cache in settings.CACHES.values()}
    return {*models, *kept, "django_migrations"}
