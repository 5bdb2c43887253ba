"""The city in one file, while it works."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.models import Head
from zhicheng.foundation.audit.permissions import Doer, require
from zhicheng.foundation.audit.rules import GENESIS
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.queries import bytes_are_whole
from zhicheng.foundation.upkeep.archive import (
    DAMAGED,
    DATABASE,
    KEY,
    MANIFEST,
    MEMBERS,
    SEAL,
    Writer,
    file_member,
)
from zhicheng.foundation.upkeep.queries import print_of_key, seal_key
from zhicheng.foundation.upkeep.rules.manifest import Manifest, RefusedBackup
from zhicheng.foundation.upkeep.snapshots import Snapshot, vendor_of
from zhicheng.foundation.upkeep.unpacking import seal_of

_KILLED_BEFORE = timedelta(days=1)
_FILES = StoredFile._meta.db_table
_HEAD = Head._meta.db_table


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is whole and in its place. damaged: hashes of stored files that it could not have."""

    manifest: Manifest
    size: int
    files: int
    damaged: list[str]


def backup(*, file: Path, with_key: bool, force: bool, by: Doer, at: datetime) -> Made:
    """Write a backup beside its place and move it there when it is whole.

    with_key: put the encryption key inside. force: take the place of a file that is there.

    Raises RefusedBackup; then nothing stands in ``file`` that did not stand there before.
    """
    require("upkeep.backup", by)
    try:
        _check_place(file, force)
        _sweep(file, at)
        with TemporaryDirectory(dir=file.parent, prefix=_prefix(file), suffix=".part") as name:
            made = _write(Path(name), with_key, at)
            _check_place(file, force)
            (Path(name) / "archive").replace(file)
        _sync(file.parent)
    except OSError as error:
        raise RefusedBackup(
            _("无法写入 %(file)s：%(error)s") % {"file": file, "error": error.strerror or error}
        ) from error
    with transaction.atomic():
        record(
            by=by,
            at=at,
            verb="upkeep.backup",
            subject=Head(id=1),
            after={
                "chain": made.manifest.chain_seq,
                "files": made.files,
                "damaged": len(made.damaged),
                "with_key": with_key,
            },
        )
    return made


def _check_place(file: Path, force: bool) -> None:
    if file.is_dir():
        raise RefusedBackup(_("%(file)s 是文件夹，请写明备份文件的名称。") % {"file": file})
    if file.exists() and not force:
        raise RefusedBackup(
            _("%(file)s 已存在，没有覆盖。换一个文件名，或加上 --force。") % {"file": file}
        )


def _prefix(file: Path) -> str:
    return f".{file.name}-"


def _sweep(file: Path, at: datetime) -> None:
    """Remove what a backup to the same place left that was killed; after a day it is none that is at work."""
    for left in file.parent.glob(f"{_prefix(file)}*.part"):
        if left.stat().st_mtime < (at - _KILLED_BEFORE).timestamp():
            shutil.rmtree(left, ignore_errors=True)


def _write(folder: Path, with_key: bool, at: datetime) -> Made:
    with ExitStack() as stack:
        snapshot = stack.enter_context(vendor_of(connection).take(connection, folder))
        manifest = _manifest(snapshot, with_key, at)
        target = stack.enter_context((folder / "archive").open("xb"))
        os.fchmod(target.fileno(), 0o600)
        members = stack.enter_context((folder / MEMBERS).open("xb"))
        writer = Writer(target, members)
        stack.callback(writer.close)  # a second time, where all went well: then nothing happens
        writer.add_bytes(MANIFEST, manifest.to_json())
        writer.add_file(DATABASE, snapshot.file)
        files, damaged = _add_files(writer, snapshot, folder / DAMAGED)
        if with_key:
            writer.add_bytes(KEY, settings.ENCRYPTION_KEY.encode())
        members.flush()
        _close(writer, folder / MEMBERS)
        target.flush()
        os.fsync(target.fileno())
        return Made(manifest, target.tell(), files, damaged)


def _close(writer: Writer, members: Path) -> None:
    sha256 = writer.add_file(MEMBERS, members)
    writer.add_bytes(SEAL, seal_of(sha256, seal_key()).encode())
    writer.close()


def _manifest(snapshot: Snapshot, with_key: bool, at: datetime) -> Manifest:
    migrations = snapshot.rows("SELECT app, name FROM django_migrations ORDER BY id")
    seq, digest = next(snapshot.rows(f"SELECT seq, digest FROM {_HEAD}"), (0, GENESIS))  # noqa: S608 - a constant
    ((files, size),) = snapshot.rows(f"SELECT COUNT(*), COALESCE(SUM(size), 0) FROM {_FILES}")  # noqa: S608 - a constant
    with snapshot.file.open("rb") as copy:
        sha256 = hashlib.file_digest(copy, "sha256").hexdigest()
    return Manifest(
        version=version("zhicheng"),
        vendor=connection.vendor,
        city=settings.CITY_NAME,
        made_at=at.isoformat(timespec="seconds"),
        migrations=tuple((app, name) for app, name in migrations),
        chain_seq=seq,
        chain_digest=digest,
        key_print=print_of_key(),
        with_key=with_key,
        database_size=snapshot.file.stat().st_size,
        database_sha256=sha256,
        files=files,
        file_bytes=int(size),
    )


def _add_files(writer: Writer, snapshot: Snapshot, list_of_damaged: Path) -> tuple[int, list[str]]:
    """All stored files whose bytes are whole, and a list of the others. Returns how many, and that list."""
    count, damaged = 0, []
    with list_of_damaged.open("x") as lines:
        for sha256 in _hashes(snapshot):
            if bytes_are_whole(sha256):
                _add_file(writer, sha256)
                count += 1
            else:
                lines.write(f"{sha256}\n")
                damaged.append(sha256)
    writer.add_file(DAMAGED, list_of_damaged)
    return count, damaged


def _add_file(writer: Writer, sha256: str) -> None:
    if writer.add_file(file_member(sha256), path_of(sha256)) != sha256:
        raise RefusedBackup(_("写入过程中文件 %(name)s 发生变化，请重新备份。") % {"name": sha256})


def _hashes(snapshot: Snapshot) -> Iterator[str]:
    for (sha256,) in snapshot.rows(f"SELECT sha256 FROM {_FILES} ORDER BY sha256"):  # noqa: S608 - a constant
        yield sha256


def _sync(folder: Path) -> None:
    """Have the new name written out as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
