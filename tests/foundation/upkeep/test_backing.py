"""Where a backup is written, what it leaves alone, and what it refuses."""

import os
import sqlite3
import tarfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from pytest_django import Settings
from tests.factories import make_user
from tests.foundation.upkeep.archives import changed, with_facts
from tests.foundation.upkeep.conftest import MakeBackup, all_rows, files_in, keep

from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.queries import bytes_are_whole
from zhicheng.foundation.upkeep.actions import backing, backup, restore
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup
from zhicheng.foundation.upkeep.snapshots.sqlite import Sqlite

Move = Callable[[], Path]
only_sqlite = pytest.mark.skipif(
    settings.ENVIRONMENT.database["ENGINE"] != "django.db.backends.sqlite3", reason="about SQLite"
)
only_postgresql = pytest.mark.skipif(
    settings.ENVIRONMENT.database["ENGINE"] == "django.db.backends.sqlite3",
    reason="about PostgreSQL",
)


def test_any_tar_reads_it_and_others_may_not(make_backup: MakeBackup) -> None:
    kept = make_backup()
    assert kept.file.stat().st_mode & 0o777 == 0o600
    assert kept.made.size == kept.file.stat().st_size
    with tarfile.open(kept.file) as tar:
        names = tar.getnames()
    assert names[:2] == ["manifest.json", "database"]
    assert names[-3:] == ["damaged.txt", "members.jsonl", "seal"]
    assert len(names) == 5 + StoredFile.objects.count()


def test_the_key_is_in_it_only_when_asked_for(make_backup: MakeBackup) -> None:
    for with_key in (False, True):
        kept = make_backup(f"{with_key}.tar.gz", with_key=with_key)
        with tarfile.open(kept.file) as tar:
            found = [tar.extractfile(info).read() for info in tar]  # type: ignore[union-attr] # files only
        key = settings.ENCRYPTION_KEY.encode()
        assert (key in found) is with_key


def test_the_chain_tells_of_it(make_backup: MakeBackup) -> None:
    kept = make_backup()
    last = Entry.objects.order_by("-seq")[0]
    assert (last.verb, last.actor) == ("upkeep.backup", "system")
    assert last.after["chain"] == kept.made.manifest.chain_seq == last.seq - 1


def test_a_file_that_is_there_stays_without_force(make_backup: MakeBackup, tmp_path: Path) -> None:
    there = tmp_path / "b.tar.gz"
    there.write_bytes(b"an older backup")
    with pytest.raises(RefusedBackup, match="已存在"):
        make_backup()
    assert there.read_bytes() == b"an older backup"
    make_backup(force=True)
    assert there.stat().st_size > 1000
    assert [name for name in files_in(tmp_path) if name.startswith(".")] == []


@pytest.mark.parametrize(("name", "says"), [("data", "是文件夹"), ("nowhere/b.tar.gz", "无法写入")])
def test_a_place_that_is_none(name: str, says: str, make_backup: MakeBackup) -> None:
    with pytest.raises(RefusedBackup, match=says):
        make_backup(name, force=True)


def test_what_a_killed_one_left_goes_after_a_day(
    make_backup: MakeBackup, tmp_path: Path, now: datetime
) -> None:
    old, new = (tmp_path / f".b.tar.gz-{name}.part" for name in ("old", "new"))
    for left, hours in ((old, 25), (new, 1)):
        left.mkdir()
        (left / "database").write_bytes(b"half")
        moment = (now - timedelta(hours=hours)).timestamp()
        os.utime(left, (moment, moment))
    make_backup()
    assert (old.exists(), new.exists()) == (False, True)


def test_nobody_does_it_by_a_role(make_backup: MakeBackup, tmp_path: Path, now: datetime) -> None:
    person = make_user(Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        backup(file=tmp_path / "x", with_key=True, force=True, by=person, at=now)
    with pytest.raises(PermissionDenied):
        restore(file=tmp_path / "x", key_lost=False, by=person, at=now)


def test_files_that_change_under_its_hands(
    make_backup: MakeBackup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole when it was looked at, another when it was read: the backup is not made."""

    def look_then_change(sha256: str) -> bool:
        found = bytes_are_whole(sha256)
        path_of(sha256).write_bytes(b"changed meanwhile")
        return found

    monkeypatch.setattr(backing, "bytes_are_whole", look_then_change)
    with pytest.raises(RefusedBackup, match="发生变化"):
        make_backup()
    assert [name for name in files_in(tmp_path) if not name.startswith("data/")] == []


@only_sqlite
def test_a_damaged_database_takes_no_good_backups_place(
    home: Path, tmp_path: Path, transactional_db: None
) -> None:
    place = tmp_path / "spoilt.sqlite3"
    with sqlite3.connect(place) as database:
        database.execute("CREATE TABLE t (a)")
        database.executemany("INSERT INTO t VALUES (?)", [("x" * 500,) for _ in range(200)])
    database.close()
    content = bytearray(place.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    place.write_bytes(content)

    class Spoilt:
        settings_dict = {"NAME": str(place)}

    folder = tmp_path / "copy"
    folder.mkdir()
    with (
        pytest.raises(RefusedBackup, match="数据库文件损坏"),
        Sqlite().take(cast("Any", Spoilt()), folder),
    ):
        raise AssertionError("a damaged database was copied")


@only_sqlite
def test_a_database_that_is_in_use_is_not_replaced(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    kept = make_backup()
    folder = moved()
    connection.close()
    other = sqlite3.connect(str(connection.settings_dict["NAME"]))
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(RefusedBackup, match="数据库正在使用"):
            restore(file=kept.file, key_lost=False, by=SYSTEM, at=now)
    finally:
        other.rollback()
        other.close()
    assert files_in(folder) == ["encryption-key"], "the files that were put in place went again"
    restore(file=kept.file, key_lost=False, by=SYSTEM, at=now)


@only_sqlite
def test_a_failure_at_the_last_step_gives_the_key_back(
    make_backup: MakeBackup, moved: Move, settings: Settings, now: datetime
) -> None:
    kept = make_backup(with_key=True)
    settings.ENCRYPTION_KEY = own = "made-by-the-first-start-of-the-new-machine"
    folder = moved()
    connection.close()
    other = sqlite3.connect(str(connection.settings_dict["NAME"]))
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(RefusedBackup):
            restore(file=kept.file, key_lost=False, by=SYSTEM, at=now)
    finally:
        other.close()
    assert (folder / "encryption-key").read_text() == own == settings.ENCRYPTION_KEY


@only_sqlite
def test_a_database_that_is_not_the_one_of_the_manifest(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    kept = make_backup()
    changed(kept.file, with_facts(migrations=[["tasks", "0001_initial"]]), sealed=True)
    moved()
    with pytest.raises(RefusedBackup, match="已损坏：database"):
        restore(file=kept.file, key_lost=False, by=SYSTEM, at=now)


@only_postgresql
def test_without_its_tools_nothing_begins(
    make_backup: MakeBackup, moved: Move, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    kept = make_backup()
    rows = all_rows()
    with monkeypatch.context() as patch:
        patch.setattr(os, "get_exec_path", lambda: ["/nowhere"])
        with pytest.raises(RefusedBackup, match=r"没有找到 pg_dump.*postgresql-client"):
            make_backup("c.tar.gz")
        assert all_rows() == rows
        folder = moved()
        empty = all_rows()
        with pytest.raises(RefusedBackup, match="没有找到 pg_restore"):
            restore(file=kept.file, key_lost=False, by=SYSTEM, at=now)
    assert all_rows() == empty
    assert files_in(folder) == ["encryption-key"]


def test_a_file_is_kept_once_more_after_a_restore(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    """Work goes on: sequences and triggers of the restored database are those of a living one."""
    kept = make_backup()
    moved()
    restore(file=kept.file, key_lost=False, by=SYSTEM, at=now)
    keep("恢复以后新上传的材料。" * 30)
    assert StoredFile.objects.count() == 4
