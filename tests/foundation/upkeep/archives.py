"""Backups as somebody hostile or a bad disk would leave them."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from zhicheng.foundation.upkeep.archive import (
    DAMAGED,
    DATABASE,
    KEY,
    MANIFEST,
    MEMBERS,
    SEAL,
    file_member,
    line_of,
)
from zhicheng.foundation.upkeep.queries import known_migrations, print_of_key, seal_key
from zhicheng.foundation.upkeep.rules.manifest import Manifest, written
from zhicheng.foundation.upkeep.unpacking import seal_of

Members = list[tuple[tarfile.TarInfo, bytes]]
Change = Callable[[Members], Members]


def members_of(file: Path) -> Members:
    with tarfile.open(file) as tar:
        return [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr] # files only


def write(file: Path, members: Iterable[tuple[tarfile.TarInfo, bytes]]) -> None:
    with tarfile.open(file, "w:gz", format=tarfile.GNU_FORMAT) as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))


def member(name: str, content: bytes = b"", **fields: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


def changed(file: Path, change: Change, *, sealed: bool = False) -> None:
    """Write the archive anew with other members; sealed: by somebody who has the key."""
    members = change(members_of(file))
    write(file, seal(members) if sealed else members)


def seal(members: Members) -> Members:
    """The members with a list and a seal that fit them."""
    data = [one for one in members if one[0].name not in (MEMBERS, SEAL)]
    lines = b"".join(
        line_of(info.name, len(content), hashlib.sha256(content).hexdigest())
        for info, content in data
    )
    key = seal_of(hashlib.sha256(lines).hexdigest(), seal_key()).encode()
    return [*data, member(MEMBERS, lines), member(SEAL, key)]


def with_facts(**facts: Any) -> Change:
    """Another manifest."""

    def change(members: Members) -> Members:
        (_, first), *others = members
        known = {name: fact for name, fact in json.loads(first).items() if name != "sha256"}
        return [member(MANIFEST, written({**known, **facts})), *others]

    return change


def backup_of(file: Path, texts: Sequence[bytes], *, with_key: bool = False) -> None:
    """A backup that is true in every part, of files with these contents; what it calls a database is none."""
    database = b"what stands for the database"
    files = sorted((hashlib.sha256(text).hexdigest(), text) for text in texts)
    manifest = Manifest(
        version="0.1.0",
        vendor=connection.vendor,
        city="示例市",
        made_at="2026-03-02T09:00:00+08:00",
        migrations=tuple(sorted(known_migrations())),
        chain_seq=1,
        chain_digest="0" * 64,
        key_print=print_of_key(),
        with_key=with_key,
        database_size=len(database),
        database_sha256=hashlib.sha256(database).hexdigest(),
        files=len(files),
        file_bytes=sum(map(len, texts)),
    )
    key = [member(KEY, settings.ENCRYPTION_KEY.encode())] if with_key else []
    write(
        file,
        seal(
            [
                member(MANIFEST, manifest.to_json()),
                member(DATABASE, database),
                *(member(file_member(sha256), text) for sha256, text in files),
                member(DAMAGED),
                *key,
            ]
        ),
    )


def bomb(file: Path, size: int) -> None:
    """A manifest of nothing but zeros, a thousand times as large unpacked as it is here."""
    info = tarfile.TarInfo(MANIFEST)
    info.size = size
    with gzip.open(file, "wb") as target:
        target.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(size // 1_000_000):
            target.write(bytes(1_000_000))
