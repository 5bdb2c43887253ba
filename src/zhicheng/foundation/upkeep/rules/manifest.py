"""The first member of a backup: what is in it, of which product, made when."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

FORMAT = 1
"""Counts up when an older product could no longer read what a newer one writes."""
LARGEST_MANIFEST = 1024 * 1024
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_PRINT = re.compile(r"[0-9a-f]{32}\Z")


class RefusedBackup(Exception):
    """A backup cannot be made or taken back; nothing was changed. The message is for the administrator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts about a backup, known before its first byte of data.

    version: of the product. made_at: ISO 8601 with its offset. migrations: (app, name), as applied.
    chain_seq, chain_digest: the end of the audit chain. key_print: names the encryption key without telling
    it; with_key: the key itself is a member. database_size, database_sha256: of the copy of the database.
    files, file_bytes: what the database knows of stored files; what is in the archive may be less.
    """

    version: str
    vendor: str
    city: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]
    chain_seq: int
    chain_digest: str
    key_print: str
    with_key: bool
    database_size: int
    database_sha256: str
    files: int
    file_bytes: int
    format: int = FORMAT
    product: str = "zhicheng"

    def to_json(self) -> bytes:
        return written(asdict(self))

    @property
    def bytes(self) -> int:
        """What unpacking may take on the disk, at most."""
        return self.database_size + self.file_bytes


def written(values: Mapping[str, Any]) -> bytes:
    """Facts with a digest of their own: a bad disk must not make them say something else."""
    return json.dumps({**values, "sha256": _digest(values)}, ensure_ascii=False, indent=1).encode()


def _digest(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def read_manifest(content: bytes) -> Manifest:
    """The manifest of an archive, which may be anything.

    Raises RefusedBackup when it is no manifest of ours, or one of a later format.
    """
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        raise RefusedBackup(_NOT_OURS) from None
    if not isinstance(values, dict) or values.get("product") != "zhicheng":
        raise RefusedBackup(_NOT_OURS)
    if values.pop("sha256", "") != _digest(values):
        raise RefusedBackup(_NOT_OURS)
    if isinstance(values.get("format"), int) and values["format"] > FORMAT:
        raise RefusedBackup(_("这份备份由较新版本的知城生成，请先升级本机的知城，再恢复。"))
    if not _is_well_formed(values):
        raise RefusedBackup(_NOT_OURS)
    pairs = tuple((app, name) for app, name in values["migrations"])
    return Manifest(**{**values, "migrations": pairs})


_NOT_OURS = _("这不是知城的备份文件，或文件已损坏。")
_TEXTS = ("version", "vendor", "city", "made_at", "chain_digest", "key_print", "database_sha256")
_COUNTS = ("format", "chain_seq", "database_size", "files", "file_bytes")
_FIELDS = {*_TEXTS, *_COUNTS, "product", "with_key", "migrations"}


def _is_well_formed(values: Mapping[str, Any]) -> bool:
    return (
        values.keys() == _FIELDS
        and all(isinstance(values[name], str) for name in _TEXTS)
        and all(type(values[name]) is int and values[name] >= 0 for name in _COUNTS)
        and isinstance(values["with_key"], bool)
        and values["vendor"] in VENDORS
        and _HASH.match(values["database_sha256"]) is not None
        and _HASH.match(values["chain_digest"]) is not None
        and _PRINT.match(values["key_print"]) is not None
        and _is_moment(values["made_at"])
        and _are_migrations(values["migrations"])
    )


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _are_migrations(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in value
    )


def check_vendor(manifest: Manifest, vendor: str) -> None:
    """Raises RefusedBackup when the backup is of another kind of database than the one here."""
    if manifest.vendor != vendor:
        raise RefusedBackup(
            _(
                "这份备份来自 %(there)s 数据库，本机使用 %(here)s，不能互相恢复。"
                "请按备份的数据库设置 ZHICHENG_DATABASE_URL 后再恢复。"
            )
            % {"there": VENDORS[manifest.vendor], "here": VENDORS[vendor]}
        )


def pending(
    applied: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The migrations of this product that the database of the backup lacks, in order.

    Raises RefusedBackup when it has one that this product does not know: it is of a later version.
    """
    there, here = set(applied), set(known)
    if unknown := sorted(there - here):
        raise RefusedBackup(
            _("这份备份来自较新的版本（含本机没有的数据库变更 %(name)s）。请先升级知城，再恢复。")
            % {"name": ".".join(unknown[0])}
        )
    return sorted(here - there)


def check_room(needed: int, free: int) -> None:
    """Raises RefusedBackup when the disk cannot take what is to be written; both in bytes."""
    if needed + _SPARE > free:
        raise RefusedBackup(
            _("磁盘空间不足：需要 %(needed)s MB，可用 %(free)s MB。")
            % {"needed": (needed + _SPARE) // _MEGABYTE, "free": free // _MEGABYTE}
        )


_MEGABYTE = 1024 * 1024
_SPARE = 64 * _MEGABYTE
