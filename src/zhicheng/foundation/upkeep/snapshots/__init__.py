"""The database as one file that agrees with itself, taken while others write; and put back from it."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

Rows = Callable[[str], Iterator[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of the database. rows: asks it, or its very moment of the database, in SQL."""

    file: Path
    rows: Rows


class Vendor(Protocol):
    """What each kind of database has to do for a backup."""

    def take(
        self, connection: BaseDatabaseWrapper, folder: Path
    ) -> AbstractContextManager[Snapshot]:
        """Copy the database into the folder. Raises RefusedBackup when that cannot be."""

    def check(self, file: Path, migrations: Collection[tuple[str, str]]) -> None:
        """Look at a copy before it is put back: a whole database, and as far as it can tell that of a backup
        with these migrations. Raises RefusedBackup."""

    def put_back(self, connection: BaseDatabaseWrapper, file: Path) -> None:
        """Make an empty database what the copy is, whole or not at all. Raises RefusedBackup."""


def vendor_of(connection: BaseDatabaseWrapper) -> Vendor:
    """The one for the kind of database that the installation uses."""
    from zhicheng.foundation.upkeep.snapshots import postgresql, sqlite

    found: dict[str, Vendor] = {
        "sqlite": sqlite.Sqlite(),
        "postgresql": postgresql.Postgresql(),
    }
    return found[connection.vendor]
