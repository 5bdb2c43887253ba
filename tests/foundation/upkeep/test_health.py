"""``zhicheng doctor``: what is well, what is not, and what to do."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_user
from tests.foundation.upkeep.conftest import keep

from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import State as JobState
from zhicheng.foundation.upkeep.queries import health
from zhicheng.foundation.upkeep.rules.health import (
    Finding,
    State,
    judge_clock,
    judge_disk,
    judge_files,
    judge_folder,
    judge_migrations,
    worst,
)

GIGABYTE = 1024**3
BEIJING = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 2, 12, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("free", "total", "state"),
    [
        (100, 200, State.OK),
        (5, 20, State.OK),
        (4.9, 20, State.WARN),
        (90, 1000, State.WARN),
        (19, 1000, State.BAD),
        (0.9, 2, State.BAD),
        (0, 2, State.BAD),
    ],
)
def test_room_on_the_disk(free: float, total: float, state: State) -> None:
    found = judge_disk("磁盘", int(free * GIGABYTE), int(total * GIGABYTE))
    assert (found.state, bool(found.remedy)) == (state, state is not State.OK)


@given(st.integers(0, 10**13), st.integers(1, 10**13))
def test_more_room_is_never_worse(free: int, total: int) -> None:
    order = [State.BAD, State.WARN, State.OK]
    less, more = (
        order.index(judge_disk("", f, total).state)
        for f in (min(free, total) // 2, min(free, total))
    )
    assert less <= more


@pytest.mark.parametrize(
    ("now", "database", "last", "state", "says"),
    [
        (NOON, NOON, None, State.OK, "2026-03-02 12:00:00"),
        (NOON, NOON, NOON - timedelta(days=300), State.OK, ""),
        (NOON, NOON, NOON + timedelta(seconds=50), State.OK, ""),
        (NOON, NOON, NOON + timedelta(hours=1), State.BAD, "早于最近一条审计记录"),
        (NOON, NOON + timedelta(minutes=5), None, State.WARN, "相差 300 秒"),
        (NOON, NOON - timedelta(minutes=5), None, State.WARN, "相差 300 秒"),
        (NOON.astimezone(UTC), NOON, None, State.BAD, "不是北京时间"),
    ],
)
def test_the_clock(
    now: datetime, database: datetime, last: datetime | None, state: State, says: str
) -> None:
    found = judge_clock("时钟", now, database, last)
    assert found.state is state
    assert says in found.message


def test_versions_of_the_database() -> None:
    assert judge_migrations("", [], []).state is State.OK
    assert "zhicheng prepare" in judge_migrations("", ["tasks.0009"], []).remedy
    assert "升级程序" in judge_migrations("", ["tasks.0009"], ["tasks.0010"]).remedy


def test_of_many_names_the_first_are_shown() -> None:
    names = [f"{number:064}" for number in range(9)]
    said = judge_files("", 20, names).message
    assert names[4] in said
    assert names[5] not in said
    assert said.endswith("等")


def test_the_worst_part_is_the_state_of_the_whole() -> None:
    ok, warn, bad = (Finding("x", "x", state, "") for state in State)
    assert worst([]) is State.OK
    assert worst([ok, warn]) is State.WARN
    assert worst([ok, bad, warn]) is State.BAD


def test_a_folder_that_is_closed_or_open_to_all() -> None:
    assert judge_folder("", [], []).state is State.OK
    assert judge_folder("", [], ["data"]).state is State.WARN
    assert judge_folder("", ["data"], ["data"]).state is State.BAD


def found(check: str, *, quick: bool = False) -> Finding:
    return next(f for f in health.look(at=timezone.now(), quick=quick) if f.check == check)


@pytest.mark.django_db
@pytest.mark.parametrize("quick", [False, True])
def test_a_new_installation_is_well(quick: bool, home: Path) -> None:
    findings = list(health.look(at=timezone.now(), quick=quick))
    assert [f.check for f in findings] == list(health.TITLES)
    assert [f for f in findings if f.state is not State.OK and f.check != "disk"] == []
    assert not (home / "files").exists(), "looking makes nothing"


@pytest.mark.django_db
def test_bytes_that_changed_and_bytes_that_are_gone(home: Path) -> None:
    first, second = keep("材料一" * 40), keep("材料二" * 40)
    path_of(first.sha256).write_bytes(b"x" * first.size)
    assert first.sha256 in found("files").message
    assert found("files", quick=True).state is State.OK, "as many bytes as there should be"
    path_of(second.sha256).unlink()
    assert found("files", quick=True).state is State.BAD
    assert "2 个文件中有 2 个" in found("files").message
    assert StoredFile.objects.count() == 2


@pytest.mark.django_db
def test_a_chain_that_was_changed(home: Path) -> None:
    person = make_user()
    for step in range(3):
        record(by=person, at=timezone.now(), verb="test.step", subject=person, after={"step": step})
    assert "共 3 条" in found("audit").message
    GUARD.remove(connection)
    Entry.objects.filter(seq=2).update(verb="test.other")
    assert "第 2 条记录被改动" in found("audit").message
    assert found("audit", quick=True).state is State.BAD


@pytest.mark.django_db
def test_a_clock_that_was_put_back(home: Path) -> None:
    person = make_user()
    later = timezone.now() + timedelta(days=1)
    record(by=person, at=later, verb="test.step", subject=person)
    assert "早于最近一条审计记录" in found("clock").message


@pytest.mark.django_db
def test_migrations_that_were_not_run(home: Path) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("tasks", "0007_milestone_by_office")
    assert "tasks.0007_milestone_by_office" in found("migrations").message
    recorder.record_applied("tasks", "9999_to_come")
    assert "比程序新" in found("migrations").message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": JobState.QUEUED}, State.OK),
        ({"state": JobState.QUEUED, "run_after": timedelta(hours=-1)}, State.BAD),
        (
            {"state": JobState.RUNNING, "worker": "w", "lease_until": timedelta(seconds=30)},
            State.OK,
        ),
        ({"state": JobState.RUNNING, "worker": "w", "lease_until": timedelta(hours=-1)}, State.BAD),
        ({"state": JobState.FAILED, "finished_at": timedelta(days=-1)}, State.WARN),
        ({"state": JobState.FAILED, "finished_at": timedelta(days=-8)}, State.OK),
    ],
)
def test_jobs_that_nobody_does(fields: dict[str, Any], state: State, home: Path) -> None:
    at = timezone.now()
    values = {n: at + v if isinstance(v, timedelta) else v for n, v in fields.items()}
    Job.objects.create(kind="x", title="x", created_at=at, **{"run_after": at, **values})
    assert found("jobs").state is state


@pytest.mark.django_db
def test_a_key_that_others_may_read(home: Path) -> None:
    (home / "encryption-key").chmod(0o644)
    finding = found("folder")
    assert finding.state is State.WARN
    assert str(home / "encryption-key") in finding.message


@pytest.fixture
def without_tables(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE jobs_job RENAME TO jobs_away")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE jobs_away RENAME TO jobs_job")


def test_a_database_without_its_tables_is_told_line_by_line(
    home: Path, without_tables: None
) -> None:
    finding = found("jobs")
    assert finding.state is State.BAD
    assert "数据库不能使用" in finding.message
    assert found("audit").state is State.OK


@pytest.mark.django_db
def test_damaged_pages(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL tells of damage by itself")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (a integer NOT NULL)")
        cursor.execute("INSERT INTO counted VALUES (1)")
        cursor.execute("PRAGMA writable_schema=ON")
        cursor.execute(
            "UPDATE sqlite_master SET sql = 'CREATE TABLE counted (a, b NOT NULL)' WHERE name = 'counted'"
        )
        cursor.execute("PRAGMA writable_schema=RESET")
    assert "数据文件损坏" in found("database").message
    assert found("database", quick=True).state is State.OK


@pytest.mark.django_db
def test_the_command_tells_people_and_programs(home: Path) -> None:
    out = StringIO()
    call_command("doctor", "--quick", stdout=out)
    assert "正常  审计链：完整" in out.getvalue()
    keep("材料" * 40)
    path_of(StoredFile.objects.get().sha256).unlink()
    out = StringIO()
    with pytest.raises(CommandError, match="有 1 项异常"):
        call_command("doctor", "--format", "json", stdout=out)
    lines = {line["check"]: line for line in json.loads(out.getvalue())}
    assert lines["files"]["state"] == "bad"
    assert "备份" in lines["files"]["remedy"]
    assert lines["audit"] == {
        "check": "audit", "title": "审计链", "state": "ok", "message": "完整，共 0 条", "remedy": "",
    }  # fmt: skip
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=out)
    assert "异常  存储文件" in out.getvalue()
    assert "办法：" in out.getvalue()


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written(home: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    (home / "files").mkdir(mode=0o500)
    assert "不能写入" in found("folder").message
