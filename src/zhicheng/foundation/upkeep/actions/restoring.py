"""A backup taken back into an empty installation, whole or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.guards import put_back
from zhicheng.foundation.audit.models import Head
from zhicheng.foundation.audit.permissions import Doer, require
from zhicheng.foundation.audit.queries import end, verify
from zhicheng.foundation.audit.rules import End
from zhicheng.foundation.files.models import path_of
from zhicheng.foundation.upkeep.archive import DATABASE, broken
from zhicheng.foundation.upkeep.queries import (
    in_the_way,
    key_is_replaceable,
    known_migrations,
    print_of_key,
    seal_key,
)
from zhicheng.foundation.upkeep.rules.key import check_key
from zhicheng.foundation.upkeep.rules.manifest import (
    Manifest,
    RefusedBackup,
    check_room,
    check_vendor,
    pending,
)
from zhicheng.foundation.upkeep.snapshots import vendor_of
from zhicheng.foundation.upkeep.unpacking import Unpacked, check_seal, unpack

_STAGING = ".restoring-"
_PLACED = "placed"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands here now.

    pending: migrations that this version still has to apply. faults: of the audit chain, the first of them;
    None where it could not be judged: before those migrations, or without the key. own_key: whether the key
    of the backup became that of this installation.
    """

    found: Unpacked
    pending: list[tuple[str, str]]
    faults: list[str] | None
    own_key: bool


def examine(*, file: Path, key_lost: bool = False) -> Restored:
    """Hold every member of a backup against its hash, and see whether it would fit; change nothing.

    Raises RefusedBackup, as ``restore`` would, but for what stands in the way here.
    """
    with ExitStack() as undo:
        undo.callback(setattr, settings, "ENCRYPTION_KEY", settings.ENCRYPTION_KEY)
        found = unpack(file, None, lambda manifest: _check_fit(manifest, key_lost))
        own_key = _settle_key(found, key_lost)
    return Restored(found, pending(found.manifest.migrations, known_migrations()), None, own_key)


def restore(*, file: Path, key_lost: bool, by: Doer, at: datetime) -> Restored:
    """Check everything, then put files, key and database in their places.

    key_lost: go on although the encryption key of the backup is gone for ever.

    Raises RefusedBackup; then the installation is as empty as before.
    """
    require("upkeep.restore", by)
    home = Path(settings.FILES_ROOT).parent
    with _alone(home):
        if obstacles := list(islice(in_the_way(), _SHOWN)):
            raise RefusedBackup(
                _("只能恢复到空的系统，本系统中已有：%(found)s。没有改动任何数据。")
                % {"found": "、".join(obstacles)}
            )
        with TemporaryDirectory(dir=home, prefix=_STAGING) as name:
            restored = _take_back(file, Path(name), key_lost)
    _write_down(restored, by, at)
    return restored


def _take_back(file: Path, staging: Path, key_lost: bool) -> Restored:
    def check(manifest: Manifest) -> None:
        check_room(manifest.bytes, shutil.disk_usage(staging).free)
        _check_fit(manifest, key_lost)

    with ExitStack() as undo:
        undo.callback(setattr, settings, "ENCRYPTION_KEY", settings.ENCRYPTION_KEY)
        found = unpack(file, staging, check)
        own_key = _settle_key(found, key_lost)
        vendor = vendor_of(connection)
        vendor.check(staging / DATABASE, found.manifest.migrations)
        os.sync()
        (staging / _PLACED).touch()
        undo.callback(_take_away, staging)
        _put_files(staging)
        if own_key:
            _put_key(undo)
        vendor.put_back(connection, staging / DATABASE)
        undo.pop_all()
    todo, faults = pending(found.manifest.migrations, known_migrations()), None
    if not todo and print_of_key() == found.manifest.key_print:
        faults = list(islice(_faults(found.manifest), _SHOWN))
    return Restored(found, todo, faults, own_key)


def _check_fit(manifest: Manifest, key_lost: bool) -> None:
    check_vendor(manifest, connection.vendor)
    pending(manifest.migrations, known_migrations())
    check_key(manifest, print_of_key(), replaceable=key_is_replaceable(), lost=key_lost)


def _settle_key(found: Unpacked, key_lost: bool) -> bool:
    """Work with the key of the backup from here on, if it is to be that of this installation.

    Returns whether it is. Raises RefusedBackup when the seal is not of that key.
    """
    manifest = found.manifest
    taken = check_key(manifest, print_of_key(), replaceable=key_is_replaceable(), lost=key_lost)
    if taken:
        settings.ENCRYPTION_KEY = found.key
    if print_of_key() == manifest.key_print:
        check_seal(found, seal_key())
    elif taken:
        raise broken("encryption-key")
    return taken


def _put_files(staging: Path) -> None:
    """Move every file under its hash; one that is there already gives way to the same bytes."""
    with (staging / _PLACED).open("a") as placed:
        for file in (staging / "files").glob("??/??/*"):
            place = path_of(file.name)
            if not place.exists():
                placed.write(f"{file.name}\n")
                placed.flush()
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)


def _take_away(staging: Path) -> None:
    """Remove the files that were put in place, after all."""
    with (staging / _PLACED).open() as placed:
        for name in placed:
            path_of(name.strip()).unlink(missing_ok=True)


def _put_key(undo: ExitStack) -> None:
    file = settings.ENVIRONMENT.data / "encryption-key"
    before = file.read_text("utf-8")
    undo.callback(_write_key, file, before)
    _write_key(file, settings.ENCRYPTION_KEY)


def _write_key(file: Path, key: str) -> None:
    beside = file.with_name(f".{file.name}.restoring")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(key)
        target.flush()
        os.fsync(target.fileno())
    beside.replace(file)


def _faults(manifest: Manifest) -> Iterator[str]:
    """What is wrong with the audit chain as it stands here now."""
    if end() != End(manifest.chain_seq, manifest.chain_digest):
        yield str(_("审计链末端与备份时不符"))
    yield from (fault.message for fault in verify())


def _write_down(restored: Restored, by: Doer, at: datetime) -> None:
    """The chain goes on with the restore itself, where its table is that of this version; guards stand again."""
    if restored.pending:
        return
    manifest = restored.found.manifest
    with transaction.atomic():
        put_back(connection)
        record(
            by=by,
            at=at,
            verb="upkeep.restore",
            subject=Head(id=1),
            after={
                "made_at": manifest.made_at,
                "chain": manifest.chain_seq,
                "files": restored.found.files,
            },
        )


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Nobody serves from this folder meanwhile; what restores left that were killed goes.

    Raises RefusedBackup when a server runs on it (``script/server`` holds the folder).
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = os.open(home, os.O_RDONLY)
    try:
        _hold(folder)
        for left in home.glob(f"{_STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(folder)


def _hold(folder: int) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RefusedBackup(_("服务正在运行，请先停止服务再恢复。没有改动任何数据。")) from None
