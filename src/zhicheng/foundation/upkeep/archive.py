"""The file itself: a gzipped tar of plain members in a fixed order, written and read as a stream.

    manifest.json    what the backup is (``rules.manifest``)
    database         the copy of the database
    files/ab/cd/…    every stored file under its SHA-256, ascending
    damaged.txt      hashes of stored files whose bytes are gone or wrong, one a line
    encryption-key   only where it was asked for
    members.jsonl    name, size and SHA-256 of every member above
    seal             HMAC-SHA-256 of members.jsonl under a key derived from the encryption key

Any tar opens it. Here it is read with a reader of its own that knows plain members only – no links, no folders,
no extended headers, whose length a hostile file could choose – and holds one megabyte at a time.
"""

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup

MANIFEST, DATABASE, DAMAGED = "manifest.json", "database", "damaged.txt"
KEY, MEMBERS, SEAL = "encryption-key", "members.jsonl", "seal"
CHUNK = 1024 * 1024
_BLOCK = tarfile.BLOCKSIZE
_COMPRESSION = 3
"""Most of the bytes are documents, which are compressed already."""
BROKEN = _("备份文件不完整或已损坏：%(where)s。没有改动任何数据。")


def file_member(sha256: str) -> str:
    """The name of a stored file's member."""
    return f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def line_of(name: str, size: int, sha256: str) -> bytes:
    """One member in ``members.jsonl``."""
    return json.dumps({"name": name, "size": size, "sha256": sha256}).encode() + b"\n"


class _Hashing:
    """A stream that is hashed as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.sha256.update(chunk)
        return chunk


class Writer:
    """Adds members, one after the other. members: an empty file for the list of them, on disk."""

    def __init__(self, target: IO[bytes], members: IO[bytes]) -> None:
        self._zip = gzip.GzipFile(fileobj=target, mode="wb", compresslevel=_COMPRESSION)
        self._tar = tarfile.open(  # noqa: SIM115 - closed by close()
            fileobj=self._zip, mode="w|", format=tarfile.GNU_FORMAT
        )
        self._members = members

    def add(self, name: str, stream: IO[bytes], size: int) -> str:
        """Add ``size`` bytes of a stream; returns their SHA-256. Raises OSError when there are fewer."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        source = _Hashing(stream)
        self._tar.addfile(info, cast("IO[bytes]", source))
        # The library remembers every member, which a city of a million files would feel.
        self._tar.getmembers().clear()
        sha256 = source.sha256.hexdigest()
        self._members.write(line_of(name, size, sha256))
        return sha256

    def add_bytes(self, name: str, content: bytes) -> str:
        return self.add(name, BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> str:
        with path.open("rb") as stream:
            return self.add(name, stream, path.stat().st_size)

    def close(self) -> None:
        """Write the end of the archive; without it, it is seen to be cut off."""
        self._tar.close()
        self._zip.close()


@dataclass(frozen=True, slots=True)
class Member:
    """A member whose bytes come next."""

    name: str
    size: int


class Reader:
    """Reads members in their order. Raises RefusedBackup for whatever is not a plain, whole archive."""

    def __init__(self, source: BinaryIO) -> None:
        self._stream = gzip.GzipFile(fileobj=source, mode="rb")
        self._lines: Final = hashlib.sha256()
        self._ahead: Member | None = None

    @property
    def members_sha256(self) -> str:
        """The SHA-256 that a true ``members.jsonl`` has, of the members read so far."""
        return self._lines.hexdigest()

    def peek(self) -> Member | None:
        """The next member; None at the end of the archive."""
        if self._ahead is None:
            self._ahead = self._header()
        return self._ahead

    def next(self, name: str, largest: int) -> Member:
        """The next member, which must be this one and no larger (bytes)."""
        member = self.peek()
        if member is None or member.name != name or member.size > largest:
            raise broken(name)
        return member

    def copy(self, member: Member, target: IO[bytes] | None = None) -> str:
        """Read a member's bytes, into ``target`` where there is one; returns their SHA-256."""
        self._ahead = None
        sha256, left = hashlib.sha256(), member.size
        while left:
            chunk = self._read(min(left, CHUNK), member.name)
            sha256.update(chunk)
            if target is not None:
                target.write(chunk)
            left -= len(chunk)
        self._read(-member.size % _BLOCK, member.name)
        digest = sha256.hexdigest()
        self._lines.update(line_of(member.name, member.size, digest))
        return digest

    def content(self, name: str, largest: int) -> bytes:
        """A small member as a whole."""
        target = BytesIO()
        self.copy(self.next(name, largest), target)
        return target.getvalue()

    def finish(self) -> None:
        """See that nothing follows and that the checksum of the whole file is right."""
        if self.peek() is not None:
            raise broken(SEAL)
        with _legible(SEAL):
            rest = self._stream.read(tarfile.RECORDSIZE + 1)
        if len(rest) > tarfile.RECORDSIZE or rest.strip(b"\0"):
            raise broken(SEAL)

    def _header(self) -> Member | None:
        block = self._read(_BLOCK, MANIFEST)
        if not block.strip(b"\0"):
            return None
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError):  # no header, or a name that is not ours
            raise broken(MEMBERS) from None
        if info.type != tarfile.REGTYPE or info.size < 0:
            raise broken(info.name)
        return Member(info.name, info.size)

    def _read(self, size: int, where: str) -> bytes:
        with _legible(where):
            found = self._stream.read(size)
        if len(found) != size:
            raise broken(where)
        return found


def broken(where: str) -> RefusedBackup:
    """The archive is damaged, at this member."""
    return RefusedBackup(BROKEN % {"where": where})


@contextmanager
def _legible(where: str) -> Iterator[None]:
    """Bytes that gzip cannot read – cut off, altered, or never packed by it – are a damaged archive."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise broken(where) from error
