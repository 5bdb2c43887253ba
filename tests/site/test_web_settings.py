"""What a web process has besides the product's settings, and does before it answers."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import load_backend
from django.template import engines
from django.urls import get_resolver

from zhicheng.site import readiness
from zhicheng.site.settings import THREADS
from zhicheng.site.web_settings import POOL, pooled

ROOT = Path(__file__).resolve().parents[2]


def test_threads_share_connections_to_postgresql() -> None:
    given = {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    found = pooled(given)
    assert found["OPTIONS"] == {"sslmode": "require", "pool": POOL}
    assert found["CONN_MAX_AGE"] == 0, "Django refuses a pool beside connections that threads keep"
    assert found["CONN_HEALTH_CHECKS"]
    assert given["OPTIONS"] == {"sslmode": "require"}, "other processes keep their own"


def test_sqlite_keeps_a_connection_for_each_thread() -> None:
    given = {"ENGINE": "django.db.backends.sqlite3", "CONN_MAX_AGE": 60}
    assert pooled(given) == given


def test_no_thread_waits_for_a_connection() -> None:
    script = (ROOT / "script" / "server").read_text("utf-8")
    assert re.findall(r"--blocking-threads (\d+)", script) == [str(THREADS)]
    assert POOL["max_size"] == THREADS


@pytest.mark.django_db
def test_postgresql_compiles_no_questions() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compiles none")
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db
def test_a_request_gives_its_connection_to_the_next() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool")
    backend = load_backend("django.db.backends.postgresql")
    alias = "web"
    settings = pooled(connection.settings_dict)
    settings["OPTIONS"] = {**settings["OPTIONS"], "pool": {**POOL, "min_size": 1, "max_size": 1}}
    first, second = (backend.DatabaseWrapper(settings, alias) for _ in range(2))
    try:
        pids = []
        for request in (first, second):
            with request.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pids += cursor.fetchone()
            request.close()
        assert pids[0] == pids[1]
    finally:
        first.close_pool()


@pytest.mark.django_db
def test_a_process_that_is_granted_no_connection_begins_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool")
    backend = load_backend("django.db.backends.postgresql")
    settings = pooled({**connection.settings_dict, "PORT": "1"})
    refused = backend.DatabaseWrapper(settings, "refused")
    monkeypatch.setattr(readiness, "connection", refused)
    try:
        readiness.make_ready()
    finally:
        refused.close_pool()


def test_templates_and_addresses_are_loaded_before_the_first_page() -> None:
    engine: Any = engines["django"]
    cached = engine.engine.template_loaders[0].loaders[0]
    cached.reset()
    readiness.make_ready()
    assert "overview/home.html" in set(cached.get_template_cache)
    assert "url_patterns" in get_resolver().__dict__
