"""SQLite: its own online backup, which keeps nobody from writing."""

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.upkeep.archive import DATABASE, broken
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup
from zhicheng.foundation.upkeep.snapshots import Snapshot

_PATIENCE = 20
"""Seconds to wait for somebody who holds the database."""


class Sqlite:
    """One file, and beside it, while it is in use, the write-ahead log."""

    @contextmanager
    def take(self, connection: BaseDatabaseWrapper, folder: Path) -> Iterator[Snapshot]:
        copy = folder / DATABASE
        try:
            with (
                closing(_open(_place(connection))) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                # All pages in one step: in WAL mode writers go on, and the copy never begins anew for them.
                source.backup(target, pages=-1)
                target.execute("PRAGMA journal_mode=DELETE").fetchall()
        except sqlite3.DatabaseError as error:
            raise RefusedBackup(_UNREADABLE % {"error": error}) from error
        with closing(_open(copy)) as snapshot:
            _check(snapshot)
            yield Snapshot(copy, lambda sql: snapshot.execute(sql))

    def check(self, file: Path, migrations: Collection[tuple[str, str]]) -> None:
        with closing(_open(file)) as copy:
            _check(copy)
            try:
                applied = set(copy.execute("SELECT app, name FROM django_migrations"))
            except sqlite3.DatabaseError as error:
                raise RefusedBackup(_UNREADABLE % {"error": error}) from error
        if applied != set(migrations):
            raise broken(DATABASE)

    def put_back(self, connection: BaseDatabaseWrapper, file: Path) -> None:
        connection.close()
        place = _place(connection)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            _leave_log(place)
        beside = place.with_name(f".{place.name}.restoring")
        shutil.move(file, beside)
        beside.chmod(0o600)
        beside.replace(place)


_UNREADABLE = _("数据库文件损坏，不能使用（%(error)s）。")


def _place(connection: BaseDatabaseWrapper) -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=_PATIENCE)


def _check(database: sqlite3.Connection) -> None:
    """Raises RefusedBackup when pages of the database are damaged: a good backup must not give way to that."""
    try:
        (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        said = error
    if said != "ok":
        raise RefusedBackup(_UNREADABLE % {"error": said})


def _leave_log(place: Path) -> None:
    """Have the empty database give up its write-ahead log, which must not be taken for that of another."""
    try:
        with closing(sqlite3.connect(place, timeout=1)) as old:
            old.execute("PRAGMA journal_mode=DELETE").fetchall()
    except sqlite3.DatabaseError as error:
        raise RefusedBackup(
            _("数据库正在使用，不能恢复（%(error)s）。请先停止服务。") % {"error": error}
        ) from error
