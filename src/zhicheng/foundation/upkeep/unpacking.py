"""An archive taken apart, every member held against its hash.

Whatever the archive is, nothing outside ``folder`` changes.
"""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.upkeep.archive import (
    DAMAGED,
    DATABASE,
    KEY,
    MANIFEST,
    MEMBERS,
    SEAL,
    Member,
    Reader,
    broken,
    file_member,
)
from zhicheng.foundation.upkeep.rules.manifest import (
    LARGEST_MANIFEST,
    Manifest,
    RefusedBackup,
    read_manifest,
)

LARGEST_KEY = 4096
_FILE = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{64})\Z")
_DAMAGED_LINE = 65
_LONGEST_LINE = 256
"""Bytes of one member in the list of members, at most."""
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was found, all hashes true.

    files: how many are there. damaged: how many were gone or wrong already when the backup was made;
    named: the hashes of the first of them. key: the encryption key, where it is inside. members, seal:
    what was sealed, and the seal.
    """

    manifest: Manifest
    files: int
    damaged: int
    named: tuple[str, ...]
    key: str | None
    members: str
    seal: str


def seal_of(members_sha256: str, key: bytes) -> str:
    """HMAC-SHA-256 of the list of members, in hex: who has not the key cannot make a backup that fits."""
    return hmac.new(key, members_sha256.encode(), "sha256").hexdigest()


def check_seal(found: Unpacked, key: bytes) -> None:
    """Raises RefusedBackup when somebody who has not the key made or changed the archive."""
    if not hmac.compare_digest(seal_of(found.members, key), found.seal):
        raise RefusedBackup(_("备份文件的封签不符：文件生成后被人改动过。没有改动任何数据。"))


def unpack(file: Path, folder: Path | None, check: Callable[[Manifest], None]) -> Unpacked:
    """Read a whole archive; write database and files below ``folder``, if there is one.

    check: raises RefusedBackup when the backup does not fit here; asked before any data is read.

    Raises RefusedBackup for whatever is not a whole, true archive.
    """
    try:
        with file.open("rb") as source:
            return _unpack(Reader(source), folder, check)
    except OSError as error:
        raise RefusedBackup(
            _("%(file)s 无法读取或展开：%(error)s")
            % {"file": file, "error": error.strerror or error}
        ) from error


def _unpack(reader: Reader, folder: Path | None, check: Callable[[Manifest], None]) -> Unpacked:
    manifest = read_manifest(reader.content(MANIFEST, LARGEST_MANIFEST))
    check(manifest)
    _database(reader, manifest, folder)
    files = _files(reader, manifest, folder)
    damaged, named = _damaged(reader, manifest, files)
    key = reader.content(KEY, LARGEST_KEY).decode("utf-8", "replace") if manifest.with_key else None
    true = reader.members_sha256
    listed = reader.copy(reader.next(MEMBERS, _LONGEST_LINE * (manifest.files + 8)))
    if listed != true:
        raise broken(MEMBERS)
    seal = reader.content(SEAL, 64).decode("ascii", "replace")
    reader.finish()
    return Unpacked(manifest, files, damaged, named, key, true, seal)


def _database(reader: Reader, manifest: Manifest, folder: Path | None) -> None:
    member = reader.next(DATABASE, manifest.database_size)
    if _copied(reader, member, folder and folder / DATABASE) != manifest.database_sha256:
        raise broken(DATABASE)


def _files(reader: Reader, manifest: Manifest, folder: Path | None) -> int:
    """The stored files, each under its own hash and after the one before: none leads elsewhere, none twice."""
    count, size, before = 0, 0, ""
    while (member := reader.peek()) is not None and member.name.startswith("files/"):
        count, size = count + 1, size + member.size
        found = _FILE.match(member.name)
        if found is None or count > manifest.files or size > manifest.file_bytes:
            raise broken(member.name)
        sha256 = found[1]
        if member.name != file_member(sha256) or sha256 <= before:
            raise broken(member.name)
        if _copied(reader, member, folder and folder / member.name) != sha256:
            raise broken(member.name)
        before = sha256
    return count


def _copied(reader: Reader, member: Member, place: Path | None) -> str:
    if place is None:
        return reader.copy(member)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as target:
        return reader.copy(member, target)


def _damaged(reader: Reader, manifest: Manifest, files: int) -> tuple[int, tuple[str, ...]]:
    """How many stored files the backup could not have; with those that it has they are all of them."""
    member = reader.next(DAMAGED, _DAMAGED_LINE * manifest.files)
    count = member.size // _DAMAGED_LINE
    if files + count != manifest.files:
        raise broken(DAMAGED)
    with TemporaryFile() as lines:
        reader.copy(member, lines)
        return count, _first(lines)


def _first(lines: IO[bytes]) -> tuple[str, ...]:
    lines.seek(0)
    start = lines.read(_DAMAGED_LINE * _NAMED).decode("ascii", "replace")
    return tuple(start.split())
