"""Taking files in."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError

from zhicheng.foundation.files.content import media_type
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.rules import LARGEST, RefusedFile, check_kind, check_size, clean_name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is brought: its name, and a stream of its content."""

    name: str
    stream: BinaryIO


_CHUNK = 1024 * 1024
_INCOMING = "incoming-"
_ON_ITS_WAY = timedelta(days=1)


def store(
    stream: BinaryIO, *, name: str, allowed: frozenset[str], largest: int = LARGEST
) -> StoredFile:
    """Keep a content, once however often it comes.

    The bytes are written and synced under their hash before the row exists, so that a row never points
    to nothing. name: as uploaded, to check its ending; whoever attaches the file keeps the name as
    ``rules.clean_name`` makes it. allowed: media types (``rules.EVIDENCE`` …).

    Raises RefusedFile (Chinese message) for an empty, too large or unsuitable file.
    """
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=root, prefix=_INCOMING, delete=False) as target:
        incoming = Path(target.name)
        try:
            sha256, sm3, size = _copy(stream, target.file, largest)
            target.flush()
            os.fsync(target.fileno())
            with incoming.open("rb") as written:
                kind = check_kind(media_type(written), name, allowed)
        except BaseException:
            incoming.unlink(missing_ok=True)
            raise
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    incoming.replace(place)
    _sync(place.parent)
    return StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"sm3": sm3, "size": size, "media_type": kind.media_type}
    )[0]


def store_each(
    uploads: Iterable[Upload], *, allowed: frozenset[str]
) -> tuple[dict[StoredFile, str], tuple[str, ...]]:
    """Keep files that are brought together, before the transaction of what they are brought for begins.

    Returns those kept with the names they are kept under – the same content twice is one, under its first
    name – and for each that was refused its name and why.
    """
    stored: dict[StoredFile, str] = {}
    refused = []
    for upload in uploads:
        try:
            file = store(upload.stream, name=upload.name, allowed=allowed)
        except RefusedFile as error:
            refused.append(f"{upload.name}：{error}")
        else:
            stored.setdefault(file, clean_name(upload.name))
    return stored, tuple(refused)


def store_all(
    uploads: Iterable[Upload], *, allowed: frozenset[str], field: str
) -> dict[StoredFile, str]:
    """As ``store_each``, all or none. Raises ValidationError, beside the form's ``field``, naming each file
    that is refused, and why."""
    stored, refused = store_each(uploads, allowed=allowed)
    if refused:
        raise ValidationError({field: list(refused)})
    return stored


def store_one(upload: Upload, *, allowed: frozenset[str], field: str) -> tuple[StoredFile, str]:
    """As ``store_all``, of one file: it and the name that it is kept under."""
    [(file, name)] = store_all([upload], allowed=allowed, field=field).items()
    return file, name


def sweep(*, at: datetime) -> int:
    """Remove what uploads that were killed on their way left behind. Returns how many.

    Only after a day: what came later may still be on its way.
    """
    begun_before = (at - _ON_ITS_WAY).timestamp()
    found = 0
    for left in Path(settings.FILES_ROOT).glob(f"{_INCOMING}*"):
        if left.stat().st_mtime < begun_before:
            left.unlink(missing_ok=True)
            found += 1
    return found


def _copy(source: BinaryIO, target: IO[bytes], largest: int) -> tuple[str, str, int]:
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            check_size(size, largest)
        sha256.update(chunk)
        sm3.update(chunk)
        target.write(chunk)
    check_size(size, largest)
    return sha256.hexdigest(), sm3.hexdigest(), size


def _sync(folder: Path) -> None:
    """Have the folder written out as well: after a power cut the name must be there, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
