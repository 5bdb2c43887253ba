"""A city backed up while it works, and taken back elsewhere: every row, every file, every hash."""

import fcntl
import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from pytest_django import Settings
from tests.foundation.upkeep.archives import changed, with_facts
from tests.foundation.upkeep.conftest import (
    KEY,
    Kept,
    MakeBackup,
    all_rows,
    files_in,
    keep,
    note,
)

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.queries import content, is_whole
from zhicheng.foundation.upkeep.actions import Restored, backup, examine, restore
from zhicheng.foundation.upkeep.queries import known_migrations
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup

Move = Callable[[], Path]


def take_back(kept: Kept, now: datetime, *, key_lost: bool = False) -> Restored:
    return restore(file=kept.file, key_lost=key_lost, by=SYSTEM, at=now)


def test_everything_comes_back(make_backup: MakeBackup, moved: Move, now: datetime) -> None:
    kept = make_backup()
    moved()
    restored = take_back(kept, now)
    assert (restored.pending, restored.faults, restored.own_key) == ([], [], False)
    assert (restored.found.files, restored.found.damaged) == (3, 0)
    last = Entry.objects.order_by("-seq").first()
    assert last is not None and last.verb == "upkeep.restore", "the chain tells of its return"
    rows = all_rows()
    # What the restore itself wrote: a row of the chain, and the chain's new end.
    rows["audit_entry"] = [row for row in rows["audit_entry"] if last.digest not in row]
    del rows["audit_head"], kept.rows["audit_head"]
    assert rows == kept.rows
    assert StoredFile.objects.count() == 3
    assert all(is_whole(file) for file in StoredFile.objects.all())
    assert list(verify()) == []
    sealed = Entry.objects.filter(verb="test.note")[0]
    assert opened(sealed.after)["who"] == "林知夏"


def test_what_is_kept_for_ever_is_guarded_again(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    GUARD.remove(connection)
    kept = make_backup()
    moved()
    take_back(kept, now)
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.filter(seq=1).update(verb="test.other")


def test_others_write_meanwhile(
    make_backup: MakeBackup, officer_at_work: User, moved: Move, now: datetime
) -> None:
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        number = 100
        try:
            while not stop.is_set():
                keep(f"报送中的第{number}份材料" * 20)
                note(officer_at_work, now, step=number)
                number += 1
                if number > 105:
                    begun.set()
        finally:
            begun.set()
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(30)
        made = [make_backup(f"b{turn}.tar.gz") for turn in range(3)]
    finally:
        stop.set()
        writer.join()
    kept = made[1]
    assert kept.made.damaged == []
    assert Entry.objects.count() > kept.made.manifest.chain_seq, "work went on"
    moved()
    restored = take_back(kept, now)
    assert restored.faults == []
    assert Entry.objects.count() == kept.made.manifest.chain_seq + 1
    assert StoredFile.objects.count() == kept.made.files
    assert all(is_whole(file) for file in StoredFile.objects.all())


def test_it_is_checked_without_being_taken_back(make_backup: MakeBackup, home: Path) -> None:
    kept = make_backup(with_key=True)
    rows, files = all_rows(), files_in(home)
    found = examine(file=kept.file)
    assert (found.found.files, found.pending, found.faults) == (3, [], None)
    assert (all_rows(), files_in(home)) == (rows, files)


def test_a_city_at_work_is_not_overwritten(make_backup: MakeBackup, now: datetime) -> None:
    kept = make_backup()
    rows = all_rows()
    with pytest.raises(RefusedBackup, match=r"只能恢复到空的系统.*单位 1 条"):
        take_back(kept, now)
    assert all_rows() == rows


def test_a_table_of_somebody_else_is_in_the_way(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    kept = make_backup()
    moved()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE elsewhere (id integer)")
    try:
        with pytest.raises(RefusedBackup, match="不属于知城的表 elsewhere"):
            take_back(kept, now)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE elsewhere")


def test_a_city_without_files_or_deeds(
    home: Path, transactional_db: None, moved: Move, now: datetime
) -> None:
    file = home.parent / "empty.tar.gz"
    made = backup(file=file, with_key=False, force=False, by=SYSTEM, at=now)
    assert (made.files, made.manifest.chain_seq, made.manifest.file_bytes) == (0, 0, 0)
    moved()
    assert restore(file=file, key_lost=False, by=SYSTEM, at=now).faults == []


def test_bytes_that_lay_there_give_way_to_the_true_ones(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    kept = make_backup()
    file = StoredFile.objects.all()[0]
    true = content(file)
    folder = moved()
    left = folder / ".restoring-killed"
    left.mkdir()
    path_of(file.sha256).parent.mkdir(parents=True)
    path_of(file.sha256).write_bytes(b"spoilt")
    take_back(kept, now)
    assert content(file) == true
    assert not left.exists(), "what a killed restore left goes"


def test_the_key_goes_along_where_it_was_asked_for(
    make_backup: MakeBackup, moved: Move, settings: Settings, now: datetime
) -> None:
    kept = make_backup(with_key=True)
    settings.ENCRYPTION_KEY = "made-by-the-first-start-of-the-new-machine"
    folder = moved()
    restored = take_back(kept, now)
    assert (restored.own_key, restored.faults) == (True, [])
    assert (folder / "encryption-key").read_text() == KEY
    assert (folder / "encryption-key").stat().st_mode & 0o777 == 0o600
    assert files_in(folder)[:1] == ["encryption-key"]


def test_a_key_that_was_set_on_purpose_is_not_replaced(
    make_backup: MakeBackup, moved: Move, settings: Settings, now: datetime
) -> None:
    kept = make_backup(with_key=True)
    moved()
    settings.ENCRYPTION_KEY = "set-by-the-administrator-in-the-environment"
    with pytest.raises(RefusedBackup, match="通过环境变量另行指定"):
        take_back(kept, now)


def test_without_its_key_nothing_is_taken_back_unless_it_is_lost(
    make_backup: MakeBackup, moved: Move, settings: Settings, now: datetime
) -> None:
    kept = make_backup()
    settings.ENCRYPTION_KEY = "another-key-and-the-old-one-is-nowhere"
    folder = moved()
    with pytest.raises(RefusedBackup, match="不是备份时的密钥"):
        take_back(kept, now)
    assert files_in(folder) == ["encryption-key"]
    restored = take_back(kept, now, key_lost=True)
    assert restored.faults is None
    assert all(is_whole(file) for file in StoredFile.objects.all())


def test_a_broken_chain_comes_back_as_it_was_and_is_told(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    GUARD.remove(connection)
    Entry.objects.filter(seq=2).update(verb="test.other")
    kept = make_backup()
    moved()
    assert take_back(kept, now).faults == ["第 2 条记录被改动"]


def test_a_chain_that_ends_elsewhere_than_the_manifest_says_is_told(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    kept = make_backup()
    changed(kept.file, with_facts(chain_seq=99), sealed=True)
    moved()
    assert take_back(kept, now).faults == ["审计链末端与备份时不符"]


def test_files_that_are_gone_or_wrong_are_told_and_left_out(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    gone, wrong, whole = StoredFile.objects.order_by("sha256")
    path_of(gone.sha256).unlink()
    path_of(wrong.sha256).write_bytes(b"other bytes")
    kept = make_backup()
    assert kept.made.damaged == [gone.sha256, wrong.sha256]
    assert kept.made.files == 1
    moved()
    restored = take_back(kept, now)
    assert restored.found.damaged == 2
    assert restored.found.named == (gone.sha256, wrong.sha256)
    assert [is_whole(file) for file in (gone, wrong, whole)] == [False, False, True]


def test_an_older_backup_is_taken_back_and_can_be_brought_up_to_date(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    call_command("migrate", "agenda", "zero", verbosity=0)  # a room that nothing stands on
    kept = make_backup()
    call_command("migrate", verbosity=0)
    moved()
    restored = take_back(kept, now)
    assert restored.pending == sorted(one for one in known_migrations() if one[0] == "agenda")
    assert restored.faults is None
    call_command("migrate", verbosity=0)
    assert list(verify()) == []


def test_it_keeps_away_from_a_folder_that_is_served(
    make_backup: MakeBackup, moved: Move, now: datetime
) -> None:
    kept = make_backup()
    served = os.open(moved(), os.O_RDONLY)
    fcntl.flock(served, fcntl.LOCK_SH)
    try:
        with pytest.raises(RefusedBackup, match="服务正在运行"):
            take_back(kept, now)
    finally:
        os.close(served)
    assert Path(settings.FILES_ROOT).exists() is False
    take_back(kept, now)
