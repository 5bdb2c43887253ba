"""PostgreSQL: its own pg_dump and pg_restore, found where Debian puts them or on the PATH."""

import os
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.upkeep.archive import DATABASE
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup
from zhicheng.foundation.upkeep.snapshots import Snapshot

_TOLD = 400
"""Characters of a tool's last words that are passed on."""


class Postgresql:
    """A dump in the custom format."""

    @contextmanager
    def take(self, connection: BaseDatabaseWrapper, folder: Path) -> Iterator[Snapshot]:
        copy = folder / DATABASE
        with transaction.atomic(using=connection.alias, durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                moment = cursor.fetchone()[0]
            options = ["--format=custom", *_NOT_WHOSE, f"--snapshot={moment}", f"--file={copy}"]
            _run("pg_dump", connection, options)

            def rows(sql: str) -> Iterator[tuple[Any, ...]]:
                with connection.chunked_cursor() as cursor:
                    cursor.execute(sql)
                    yield from cursor

            yield Snapshot(copy, rows)

    def check(self, file: Path, migrations: Collection[tuple[str, str]]) -> None:
        """Only the list of what is in the dump: more is known when it is in a database."""
        _call("pg_restore", ["--list", str(file)], {})

    def put_back(self, connection: BaseDatabaseWrapper, file: Path) -> None:
        """The empty tables of this version go first: those of the backup may be fewer."""
        _program("pg_restore")
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        connection.close()
        options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", *_NOT_WHOSE]
        with file.open("rb") as dump:
            _run("pg_restore", connection, [*options, "--dbname"], dump.fileno())


_NOT_WHOSE = ["--no-owner", "--no-privileges"]


def _run(
    tool: str, connection: BaseDatabaseWrapper, options: Sequence[str], stdin: int | None = None
) -> None:
    """Run a tool on the database, whose name comes last. The password goes by the environment, unseen."""
    arguments, secrets = DatabaseClient.settings_to_cmd_args_env(
        connection.settings_dict, list(options)
    )
    _call(tool, arguments[1:], secrets or {}, stdin)


def _call(
    tool: str, arguments: Sequence[str], secrets: Mapping[str, str], stdin: int | None = None
) -> None:
    done = subprocess.run(  # noqa: S603 - a fixed tool, arguments from the settings, no shell
        [_program(tool), *arguments],
        env={"PATH": _path(), "LC_ALL": "C.UTF-8", **secrets},
        stdin=stdin if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-_TOLD:]
        raise RefusedBackup(_("%(tool)s 未成功：%(said)s") % {"tool": tool, "said": said})


def _program(tool: str) -> str:
    """Where a tool is. Raises RefusedBackup where there is none."""
    found = shutil.which(tool, path=_path())
    if found is None:
        raise RefusedBackup(
            _("没有找到 %(tool)s。请安装与数据库版本相同或更新的 postgresql-client，再试一次。")
            % {"tool": tool}
        )
    return found


def _path() -> str:
    return os.pathsep.join(os.get_exec_path())
