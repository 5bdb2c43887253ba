"""Broken, cut, forged and trapped backups: refused before anything is changed."""

import gzip
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings
from tests.foundation.upkeep.archives import (
    Change,
    Members,
    backup_of,
    bomb,
    changed,
    member,
    members_of,
    with_facts,
    write,
)
from tests.foundation.upkeep.conftest import all_rows, files_in

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.upkeep.actions import examine, restore
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup

Refused = Callable[[str], None]


@pytest.fixture
def file(home: Path, tmp_path: Path) -> Path:
    """A backup without a fault: every test spoils it in one way."""
    file = tmp_path / "b.tar.gz"
    backup_of(file, [f"第{number}份佐证材料。".encode() * 50 for number in range(3)])
    assert examine(file=file).found.files == 3
    return file


@pytest.fixture
def refused(file: Path, home: Path, db: None, now: datetime) -> Refused:
    """Take the file back, as whatever it is by now: it is refused with these words, and nothing changes."""

    def check(words: str) -> None:
        rows, files = all_rows(), files_in(home.parent)
        with pytest.raises(RefusedBackup, match=words):
            restore(file=file, key_lost=False, by=SYSTEM, at=now)
        assert (all_rows(), files_in(home.parent)) == (rows, files)

    return check


DAMAGED = "备份文件不完整或已损坏|不是知城的备份文件"


@pytest.mark.parametrize("part", [0, 1, 5, 50, 95, 99])
def test_cut_off(part: int, file: Path, refused: Refused) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * part // 100])
    refused(DAMAGED)


@pytest.mark.parametrize("part", [1, 10, 40, 70, 95])
def test_one_byte_is_another(part: int, file: Path, refused: Refused) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) * part // 100] ^= 0x20
    file.write_bytes(content)
    refused(DAMAGED)


def test_the_last_byte_of_the_checksum(file: Path, refused: Refused) -> None:
    content = bytearray(file.read_bytes())
    content[-6] ^= 0x01
    file.write_bytes(content)
    refused(DAMAGED)


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", gzip.compress(b""), gzip.compress(b"x" * 5000), b"PK\x03\x04"],
    ids=["nothing", "text", "empty", "no tar", "zip"],
)
def test_something_else(content: bytes, file: Path, refused: Refused) -> None:
    file.write_bytes(content)
    refused(DAMAGED)


def test_no_file_at_all(file: Path, refused: Refused) -> None:
    file.unlink()
    refused("无法读取")


def test_an_empty_tar(file: Path, refused: Refused) -> None:
    write(file, [])
    refused(DAMAGED)


def first_file(members: Members) -> int:
    return next(n for n, (info, _) in enumerate(members) if info.name.startswith("files/"))


def put(name: str, content: bytes = b"x", **fields: Any) -> Change:
    """Another member where the stored files begin."""

    def change(members: Members) -> Members:
        at = first_file(members)
        return [*members[:at], member(name, content, **fields), *members[at + 1 :]]

    return change


SHA = "a" * 64


@pytest.mark.parametrize(
    "change",
    [
        put("files/../../../../escaped"),
        put(f"files/aa/aa/../../../{SHA}"),
        put("/escaped"),
        put(f"files/bb/aa/{SHA}"),
        put(f"files/aa/aa/{SHA}"),
        put(f"files/aa/aa/{SHA}", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        put(f"files/aa/aa/{SHA}", b"", type=tarfile.LNKTYPE, linkname=f"files/bb/bb/{SHA}"),
        put("files/aa", b"", type=tarfile.DIRTYPE),
        put("files/aa/aa/fifo", b"", type=tarfile.FIFOTYPE),
        put("x" * 300),  # a long name needs an extended header
    ],
)
@pytest.mark.parametrize("sealed", [False, True])
def test_members_that_lead_elsewhere(
    change: Change, sealed: bool, file: Path, refused: Refused
) -> None:
    changed(file, change, sealed=sealed)
    refused(DAMAGED)


def twice(members: Members) -> Members:
    at = first_file(members)
    return [*members[: at + 1], *members[at:]]


def upside_down(members: Members) -> Members:
    at = first_file(members)
    return [*members[:at], members[at + 1], members[at], *members[at + 2 :]]


def one_file_less(members: Members) -> Members:
    at = first_file(members)
    return [*members[:at], *members[at + 1 :]]


def database_of_another(members: Members) -> Members:
    return [members[0], member("database", b"another"), *members[2:]]


def without_database(members: Members) -> Members:
    return [members[0], *members[2:]]


def one_more(members: Members) -> Members:
    return [*members, member("one-more", b"x")]


def one_more_after_the_end(members: Members) -> Members:
    return [*members, member("seal", b"0" * 64)]


@pytest.mark.parametrize(
    "change",
    [twice, upside_down, one_file_less, database_of_another, without_database],
)
@pytest.mark.parametrize("sealed", [False, True])
def test_members_that_are_not_what_the_manifest_says(
    change: Change, sealed: bool, file: Path, refused: Refused
) -> None:
    changed(file, change, sealed=sealed)
    refused(DAMAGED)


@pytest.mark.parametrize("change", [one_more, one_more_after_the_end])
def test_something_after_the_end(change: Change, file: Path, refused: Refused) -> None:
    changed(file, change)
    refused(DAMAGED)


def test_bytes_hidden_behind_the_end(file: Path, refused: Refused) -> None:
    file.write_bytes(file.read_bytes() + gzip.compress(b"hidden"))
    refused(DAMAGED)


def test_another_list_of_members(file: Path, refused: Refused) -> None:
    def change(members: Members) -> Members:
        return [
            one if one[0].name != "members.jsonl" else member("members.jsonl", b"{}\n")
            for one in members
        ]

    changed(file, change)
    refused(DAMAGED)


def test_whoever_has_not_the_key_cannot_write_one(file: Path, refused: Refused) -> None:
    changed(file, with_facts(city="别的市"), sealed=True)
    true = members_of(file)
    forged = [*true[:-1], member("seal", b"0" * 64)]
    write(file, forged)
    refused("封签不符")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"format": 2}, "较新版本"),
        ({"format": "1"}, DAMAGED),
        ({"product": "other"}, DAMAGED),
        ({"vendor": "oracle"}, DAMAGED),
        ({"files": -1}, DAMAGED),
        ({"files": True}, DAMAGED),
        ({"made_at": "yesterday"}, DAMAGED),
        ({"made_at": "2026-03-02T09:00:00"}, DAMAGED),
        ({"migrations": [["tasks"]]}, DAMAGED),
        ({"migrations": {}}, DAMAGED),
        ({"key_print": "../../x"}, DAMAGED),
        ({"more": 1}, DAMAGED),
        ({"with_key": True}, DAMAGED),
        ({"migrations": [["tasks", "9999_to_come"]]}, "较新的版本.*tasks.9999_to_come"),
        ({"file_bytes": 1 << 60}, "磁盘空间不足"),
        ({"file_bytes": 10}, DAMAGED),
        ({"database_sha256": "0" * 64}, DAMAGED),
    ],
    ids=str,
)
def test_other_facts(facts: dict[str, Any], words: str, file: Path, refused: Refused) -> None:
    changed(file, with_facts(**facts), sealed=True)
    refused(words)


def test_a_backup_of_the_other_database(file: Path, refused: Refused) -> None:
    there, name = (
        ("postgresql", "PostgreSQL") if connection.vendor == "sqlite" else ("sqlite", "SQLite")
    )
    changed(file, with_facts(vendor=there), sealed=True)
    refused(f"来自 {name} 数据库")


@pytest.mark.parametrize("content", [b"[]", b"{", b"[" * 200_000, b"\xff\xfe", b"null"])
def test_a_manifest_that_is_none(content: bytes, file: Path, refused: Refused) -> None:
    changed(file, lambda members: [member("manifest.json", content), *members[1:]])
    refused(DAMAGED)


def test_a_manifest_in_which_one_word_is_another(file: Path, refused: Refused) -> None:
    def change(members: Members) -> Members:
        (_, first), *others = members
        return [member("manifest.json", first.replace(b"0001_initial", b"0001_inytial")), *others]

    changed(file, change, sealed=True)
    refused("不是知城的备份文件")


@pytest.fixture
def measured() -> Iterator[Callable[[], int]]:
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def test_a_bomb_goes_off_nowhere(file: Path, refused: Refused, measured: Callable[[], int]) -> None:
    bomb(file, 300_000_000)
    assert file.stat().st_size < 1_000_000
    tracemalloc.reset_peak()
    refused(DAMAGED)
    assert measured() < 60_000_000, "bytes: less than a fifth of what it would unpack to"


def test_a_file_larger_than_all_files(file: Path, refused: Refused) -> None:
    changed(file, put("files/00/00/" + "0" * 64, bytes(20_000_000)), sealed=True)
    refused(DAMAGED)


def test_the_key_inside_must_be_the_one_that_it_was_made_with(
    file: Path, home: Path, refused: Refused, settings: Settings
) -> None:
    backup_of(file, [b"x"], with_key=True)

    def change(members: Members) -> Members:
        return [
            one if one[0].name != "encryption-key" else member("encryption-key", b"another key")
            for one in members
        ]

    changed(file, change, sealed=True)
    settings.ENCRYPTION_KEY = "made-by-the-first-start-of-the-new-machine"
    (home / "encryption-key").write_text(settings.ENCRYPTION_KEY)
    refused(DAMAGED)
    assert settings.ENCRYPTION_KEY == "made-by-the-first-start-of-the-new-machine"


def test_what_is_sealed_and_yet_no_database(file: Path, refused: Refused) -> None:
    refused("数据库文件损坏|pg_restore 未成功")
