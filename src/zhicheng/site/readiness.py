"""What a web process does before it answers: once for all, rather than while the first people wait."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation


def make_ready() -> None:
    """Load every address with its views, every language and template. Meanwhile the connections are opened that
    wait for pages; where PostgreSQL grants fewer of them, pages make do with those.

    Raises what loading them raises: a process that cannot answer does not begin to.
    """
    pool: Any = getattr(connection, "pool", None)
    if pool is not None:
        pool.open()
    get_resolver().url_patterns  # noqa: B018 - imports the views of all rooms
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("知城")
    for name in _templates():
        get_template(name)


def _templates() -> list[str]:
    """The names of the templates of all rooms."""
    return sorted(
        str(file.relative_to(folder))
        for room in apps.get_app_configs()
        if room.name in settings.ROOMS
        for folder in [Path(room.path) / "templates"]
        for file in folder.rglob("*.html")
    )
