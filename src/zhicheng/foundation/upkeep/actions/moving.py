"""The whole ledger out into a file, and from a file into an empty city."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.guards import KEPT, put_back
from zhicheng.foundation.audit.models import Head
from zhicheng.foundation.audit.permissions import Doer, require
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.upkeep.moving import plain, sheets
from zhicheng.foundation.upkeep.moving.contents import (
    fields_of,
    from_json,
    go_on_counting,
    moved_models,
    one_moment,
    own_migrations,
    parcel_of_city,
)
from zhicheng.foundation.upkeep.moving.parcel import (
    Cover,
    Parcel,
    RefusedParcel,
    Table,
    check_same_version,
    check_tables,
    damaged,
)

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows and stored files went out or came in. gone: files whose bytes were not there."""

    rows: int
    files: int
    gone: int = 0


def export_city(*, file: Path, cover: Cover, by: Doer, at: datetime) -> Moved:
    """Write the whole ledger as .xlsx (with ``cover`` in front) or .json, by the ending of the name.

    All of one moment; written beside its place, and moved there when it is whole.

    Raises RefusedParcel for another ending, or a place that cannot be written.
    """
    require("upkeep.export", by)
    if file.suffix.lower() not in (".xlsx", ".json"):
        raise RefusedParcel(_("文件名应以 .xlsx 或 .json 结尾。"))
    with one_moment():
        parcel = parcel_of_city()
        hashes = StoredFile.objects.values_list("sha256", flat=True)
        moved = Moved(
            sum(model._base_manager.count() for model in moved_models()),
            len(hashes),
            sum(not path_of(sha256).is_file() for sha256 in hashes),
        )
        with _new_file(file) as target:
            if file.suffix.lower() == ".json":
                plain.write(parcel, target)
            else:
                sheets.write(parcel, cover, target)
    with transaction.atomic():
        after = {"rows": moved.rows, "files": moved.files}
        record(by=by, at=at, verb="upkeep.export", subject=Head(id=1), after=after)
    return moved


@contextmanager
def _new_file(file: Path) -> Iterator[IO[bytes]]:
    try:
        with NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}-", suffix=".part", delete=False
        ) as target:
            beside = Path(target.name)
            try:
                yield target.file
                target.flush()
                os.fsync(target.fileno())
                beside.replace(file)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise RefusedParcel(
            _("无法写入 %(file)s：%(error)s") % {"file": file, "error": error.strerror or error}
        ) from error


def import_city(*, file: Path, dry_run: bool, by: Doer, at: datetime) -> Moved:
    """Take a whole ledger, as ``export_city`` wrote it, into an empty city: all of it, or nothing.

    dry_run: do everything, keep nothing. People come without their passwords.

    Raises RefusedParcel.
    """
    require("upkeep.import", by)
    with ExitStack() as undo, transaction.atomic():
        _check_empty()
        parcel = _read(file)
        check_same_version(parcel.migrations, own_migrations())
        own = {m._meta.label_lower: [f.attname for f in fields_of(m)] for m in moved_models()}
        check_tables({table.name: table.fields for table in parcel.tables}, own)
        for guard in KEPT:
            guard.remove(connection)
        rows = _fill(parcel)
        files = _put_contents(parcel, undo)
        put_back(connection)
        go_on_counting()
        after = {"rows": rows, "files": files, "sha256": _sha256(file)}
        record(by=by, at=at, verb="upkeep.import", subject=Head(id=1), after=after)
        if dry_run:
            transaction.set_rollback(True)
        else:
            undo.pop_all()
    return Moved(rows, files)


def _check_empty() -> None:
    there = [
        f"{model._meta.verbose_name} {count}"
        for model in moved_models()
        if (count := model._base_manager.count())
    ]
    if there:
        raise RefusedParcel(
            _("只能导入到空的系统，本系统中已有：%(there)s。没有导入任何数据。")
            % {"there": "、".join(there)}
        )


def _read(file: Path) -> Parcel:
    try:
        return plain.read(file) if file.suffix.lower() == ".json" else sheets.read(file)
    except OSError as error:
        raise RefusedParcel(
            _("%(file)s 打不开：%(error)s") % {"file": file, "error": error.strerror}
        ) from error


def _fill(parcel: Parcel) -> int:
    """Write all rows. Raises RefusedParcel when the database finds them at odds with each other."""
    models_by_name = {model._meta.label_lower: model for model in moved_models()}
    try:
        count = sum(_fill_table(models_by_name[table.name], table) for table in parcel.tables)
        connection.check_constraints()
    except DatabaseError as error:
        raise damaged(str(error).strip().splitlines()[0][:200]) from error
    return count


def _fill_table(model: type[models.Model], table: Table) -> int:
    fields, made = fields_of(model), list[models.Model]()
    for row in table.rows():
        if len(row) != len(fields):
            raise damaged(table.name)
        values = {f.attname: from_json(f, value) for f, value in zip(fields, row, strict=True)}
        if model is User:
            values["password"] = make_password(None)
        made.append(model(**values))
    model._base_manager.bulk_create(made, batch_size=_BATCH)
    return len(made)


def _put_contents(parcel: Parcel, undo: ExitStack) -> int:
    """Every stored file's bytes under their hash; all of them, and no others."""
    wanted = set(StoredFile.objects.values_list("sha256", flat=True))
    for sha256, content in parcel.contents():
        if sha256 not in wanted:
            raise damaged(f"contents/{sha256}"[:80])
        wanted.discard(sha256)
        if content is None:
            continue
        if hashlib.sha256(content).hexdigest() != sha256:
            raise damaged(f"contents/{sha256}"[:80])
        place = path_of(sha256)
        if not place.exists():
            undo.callback(place.unlink, missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{sha256}.part")
        beside.write_bytes(content)
        beside.replace(place)
    if wanted:
        raise damaged(f"contents/{min(wanted)}")
    return StoredFile.objects.count()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
