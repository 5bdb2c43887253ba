"""What every test of the product can ask for, by name.

Moments: ``now`` (aware), ``today``. Places: ``city``, ``county``. Units: ``office`` (联席会议办公室),
``science`` (市科技局), ``market`` (市市场监管局). People, each with one role: ``coordinator``, ``verifier``
(both of the office), ``head`` and ``officer`` (of 市科技局), ``other_officer`` (of 市市场监管局),
``county_officer``, ``leader``, ``auditor``, ``administrator``, and ``outsider`` without any role. A whole
city with all of its rows: ``sample_city``.
Whoever else a story needs: ``tests.factories``.

    def test_the_officer_drafts(officer: User, now: datetime) -> None: ...

Tests that commit (``django_db(transaction=True)``, ``live_server``) need no care for the append-only
audit table and the published plans: their triggers stand aside while the database is emptied after the
test, and only then. On SQLite the test database is a file, so that threads and processes can share it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.core.management.commands import flush as flush_command
from django.db import connection, connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.factories import make_area, make_unit, make_user
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.guards import KEPT, put_back
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.dated.queries import forget
from zhicheng.foundation.units.models import Area, AreaKind, Unit, UnitKind
from zhicheng.site.management.commands.sample import create_sample

# In continuous integration the same examples every time: what fails there fails here too. At a desk
# Hypothesis goes on exploring.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("desk")
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--with-database", action="store_true", help="only the tests that ask a database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database is the same on any."""
    if config.getoption("--with-database"):
        left_out = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures: Sequence[str] = getattr(item, "fixturenames", ())
    marked = item.get_closest_marker("django_db") is not None
    return marked or not {"db", "transactional_db"}.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Put the SQLite test database into a file; PostgreSQL needs nothing."""
    default = connections["default"]
    if default.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        default.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_guard() -> Iterator[None]:
    """Let Django empty the database after a test that committed, what is kept for ever included."""
    flush = flush_command.Command.handle

    def flush_past_the_guard(command: flush_command.Command, **options: Any) -> None:
        for guard in KEPT:
            guard.remove(connection)
        try:
            flush(command, **options)
        finally:
            put_back(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush_command.Command, "handle", flush_past_the_guard)
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads of tests go to a folder of this run, never to the data of a city."""
    with override_settings(FILES_ROOT=Path(tmp_path_factory.getbasetemp()) / "files"):
        yield


@pytest.fixture(autouse=True)
def _rules_of_the_test() -> None:
    """What a process keeps for a day must not come from another test."""
    forget()
    forget_all()


def this_morning() -> datetime:
    """The moment at which the stories happen: this morning; before that, just now, for what is told of the
    clock's own day must not lie ahead of the clock."""
    current = datetime.now(ZoneInfo("Asia/Shanghai"))
    return min(current, current.replace(hour=9, minute=30, second=0, microsecond=0))


@pytest.fixture
def now() -> datetime:
    return this_morning()


@pytest.fixture(scope="session")
def sample_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a second test database, with the sample city in it."""
    with django_db_blocker.unblock():
        connection.close()
        connection.creation.clone_test_db(suffix="sample", verbosity=0, autoclobber=True)
        name = str(connection.creation.get_test_db_clone_settings("sample")["NAME"])
        with _in_database(name):
            forget()
            forget_all()
            create_sample(at=this_morning())
    yield name
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(suffix="sample", verbosity=0)


@pytest.fixture(scope="module")
def sample_city(sample_database: str) -> Iterator[None]:
    """The sample city, made once for all modules that ask for it: what a test changes is rolled back after it.

    Not for modules with tests that commit, or that expect an empty city.
    """
    with _in_database(sample_database):
        yield


@contextmanager
def _in_database(name: str) -> Iterator[None]:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


@pytest.fixture
def today(now: datetime) -> date:
    """The day of ``now`` in the city."""
    return now.date()


@pytest.fixture
def city(db: None) -> Area:
    return make_area("示例市")


@pytest.fixture
def county(city: Area) -> Area:
    return make_area("云溪县", AreaKind.COUNTY, parent=city)


@pytest.fixture
def office(city: Area) -> Unit:
    return make_unit("联席会议办公室", UnitKind.OFFICE, city)


@pytest.fixture
def science(city: Area) -> Unit:
    return make_unit("市科技局", area=city)


@pytest.fixture
def market(city: Area) -> Unit:
    return make_unit("市市场监管局", area=city)


@pytest.fixture
def coordinator(office: Unit) -> User:
    return make_user(Role.COORDINATOR, unit=office, name="统筹甲")


@pytest.fixture
def verifier(office: Unit) -> User:
    return make_user(Role.VERIFIER, unit=office, name="复核乙")


@pytest.fixture
def head(science: Unit) -> User:
    return make_user(Role.UNIT_HEAD, unit=science, name="科技局长")


@pytest.fixture
def officer(science: Unit) -> User:
    return make_user(Role.UNIT_OFFICER, unit=science, name="科技联络员")


@pytest.fixture
def other_officer(market: Unit) -> User:
    return make_user(Role.UNIT_OFFICER, unit=market, name="市场联络员")


@pytest.fixture
def county_officer(county: Area) -> User:
    return make_user(Role.COUNTY_OFFICER, area=county, name="云溪联络员")


@pytest.fixture
def leader(db: None) -> User:
    return make_user(Role.LEADER, name="市领导丙")


@pytest.fixture
def auditor(db: None) -> User:
    return make_user(Role.AUDITOR, name="审计丁")


@pytest.fixture
def administrator(db: None) -> User:
    return make_user(Role.ADMINISTRATOR, name="管理戊")


@pytest.fixture
def outsider(db: None) -> User:
    return make_user(name="路人己")
