"""``zhicheng backup``, ``restore``, ``doctor``, as whoever runs the machine types them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings
from tests.foundation.jobs.processes import address_of_the_database
from tests.foundation.upkeep.archives import changed, with_facts
from tests.foundation.upkeep.conftest import KEY, MakeBackup

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.files.models import StoredFile, path_of

ROOT = Path(__file__).resolve().parents[3]
Move = Callable[[], Path]


@pytest.fixture
def another_database(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """The address of a database of the same kind with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'zhicheng.sqlite3'}"
        return
    name = f"zhicheng_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{address_of_the_database().rpartition('/')[0]}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def zhicheng(*words: str, data: Path, database: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, on an installation of its own."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZHICHENG_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "zhicheng", *words],
        cwd=ROOT,
        env={
            **kept,
            "ZHICHENG_DATA": str(data),
            "ZHICHENG_DATABASE_URL": database,
            "ZHICHENG_ENCRYPTION_KEY": KEY,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_one_machine_to_another(
    officer_at_work: User, home: Path, tmp_path: Path, another_database: str
) -> None:
    file = tmp_path / "city.tar.gz"
    done = zhicheng("backup", str(file), data=home, database=address_of_the_database())
    assert (done.returncode, done.stderr) == (0, "")
    assert "文件 3 个" in done.stdout
    assert "加密密钥不在备份文件中" in done.stdout
    new = tmp_path / "new"
    new.mkdir(mode=0o700)
    done = zhicheng("restore", str(file), data=new, database=another_database)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已恢复" in done.stdout
    assert "没有密钥，个人信息无法解密" in done.stdout
    assert "审计链完整" in done.stdout
    done = zhicheng("doctor", data=new, database=another_database)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 个文件与哈希相符" in done.stdout
    done = zhicheng("restore", str(file), data=new, database=another_database)
    assert done.returncode == 1
    assert "只能恢复到空的系统" in done.stderr


def said(*words: object) -> str:
    out = StringIO()
    call_command(*(str(word) for word in words), stdout=out, stderr=out)
    return out.getvalue()


def fails(*words: object) -> tuple[str, str]:
    """What a failing command says, and its last word."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command(*(str(word) for word in words), stdout=out, stderr=out)
    return out.getvalue(), str(refusal.value)


def test_a_backup_with_its_key_says_so(officer_at_work: User, tmp_path: Path) -> None:
    assert "加密密钥在备份文件中" in said("backup", tmp_path / "b.tar.gz", "--with-key")
    assert "--force" in fails("backup", tmp_path / "b.tar.gz")[1]


def test_files_that_are_gone_are_named_and_the_status_tells(
    officer_at_work: User, moved: Move, tmp_path: Path
) -> None:
    gone = StoredFile.objects.all()[0]
    path_of(gone.sha256).unlink()
    file = tmp_path / "b.tar.gz"
    out, last = fails("backup", file)
    assert gone.sha256 in out
    assert "有 1 个存储文件" in last
    assert file.exists(), "a backup without one file is better than none"
    moved()
    out, last = fails("restore", file)
    assert gone.sha256 in out
    assert "在备份时就已缺失" in last


def test_it_is_checked_alone(make_backup: MakeBackup) -> None:
    kept = make_backup()
    assert "核对无误，没有改动任何数据" in said("restore", kept.file, "--check")
    changed(kept.file, with_facts(city="别的市"))
    assert "members.jsonl" in fails("restore", kept.file, "--check")[1]


def test_the_key_comes_along(make_backup: MakeBackup, moved: Move, settings: Settings) -> None:
    kept = make_backup(with_key=True)
    settings.ENCRYPTION_KEY = "made-by-the-first-start-of-the-new-machine"
    moved()
    assert "已写入数据目录的 encryption-key" in said("restore", kept.file)


def test_a_lost_key_is_told(make_backup: MakeBackup, moved: Move, settings: Settings) -> None:
    kept = make_backup()
    settings.ENCRYPTION_KEY = "another-key-and-the-old-one-is-nowhere"
    moved()
    assert "--key-lost" in fails("restore", kept.file)[1]
    assert "不能再解密" in said("restore", kept.file, "--key-lost")


def test_an_older_one_is_offered_the_way_up(make_backup: MakeBackup, moved: Move) -> None:
    call_command("migrate", "agenda", "zero", verbosity=0)
    kept = make_backup()
    call_command("migrate", verbosity=0)
    moved()
    assert "项数据库变更未执行" in said("restore", kept.file)
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    assert "数据库已升级" in said("restore", kept.file, "--migrate")
    assert "审计链完整" in said("audit", "verify")


def test_a_chain_that_was_broken_before(make_backup: MakeBackup, moved: Move) -> None:
    GUARD.remove(connection)
    Entry.objects.filter(seq=2).update(verb="test.other")
    kept = make_backup()
    moved()
    out, last = fails("restore", kept.file)
    assert "第 2 条记录被改动" in out
    assert "审计链不完整" in last
