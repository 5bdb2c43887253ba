"""A small city with files and sealed data, a backup of it, and an installation emptied again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings
from tests.factories import make_unit, make_user

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.personal import Personal
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.foundation.upkeep.actions import Made, backup

KEY = "the-key-of-this-city-forty-characters-long"


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """The data folder of the installation, with the key that was made for it on the first start."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "encryption-key").write_text(KEY)
    (folder / "encryption-key").chmod(0o600)
    settings.FILES_ROOT = folder / "files"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=folder)
    settings.ENCRYPTION_KEY = KEY
    return folder


def keep(text: str) -> StoredFile:
    return store(BytesIO(text.encode()), name="材料.txt", allowed=EVIDENCE)


def note(officer: User, at: datetime, **after: Any) -> None:
    with transaction.atomic():
        record(by=officer, at=at, verb="test.note", subject=officer, after=after)


@pytest.fixture
def officer_at_work(home: Path, transactional_db: None, now: datetime) -> User:
    """A city in which something was done: three files, rows of the chain, a name under seal."""
    officer = make_user(Role.UNIT_OFFICER, unit=make_unit(), name="林知夏")
    for number in range(3):
        keep(f"第{number}份佐证材料，内容各不相同。" * 50)
        note(officer, now, step=number, who=Personal(f"user:{officer.pk}", "林知夏"))
    return officer


@dataclass(frozen=True)
class Kept:
    """A backup and what stood in the city when it was made."""

    file: Path
    made: Made
    rows: dict[str, list[tuple[Any, ...]]]


MakeBackup = Callable[..., Kept]


@pytest.fixture
def make_backup(officer_at_work: User, tmp_path: Path, now: datetime) -> MakeBackup:
    def make(name: str = "b.tar.gz", *, with_key: bool = False, force: bool = False) -> Kept:
        rows = all_rows()
        file = tmp_path / name
        made = backup(file=file, with_key=with_key, force=force, by=SYSTEM, at=now)
        return Kept(file, made, rows)

    return make


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order that does not depend on the database."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            found[table] = sorted((tuple(map(_plain, row)) for row in cursor.fetchall()), key=repr)
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture
def moved(home: Path, settings: Settings, tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Call it for an installation that is empty: no row, no file, a data folder of its own.

    Afterwards the tables of the test's database are there again, whatever happened to them.
    """

    def move() -> Path:
        call_command("flush", interactive=False, verbosity=0)
        folder = tmp_path / "elsewhere"
        folder.mkdir(mode=0o700)
        (folder / "encryption-key").write_text(settings.ENCRYPTION_KEY)
        settings.FILES_ROOT = folder / "files"
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=folder)
        return folder

    yield move
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def files_in(folder: Path) -> list[str]:
    """What lies in a folder, as paths below it."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
