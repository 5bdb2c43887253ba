"""A worker that is killed while it reads leaves nothing half-done, and nothing is lost."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.models import Item, UnitName, Version

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
NUMBERS = "一二三四五六七八九十"
TASKS = len(NUMBERS) * len(NUMBERS) * 30


def long_plan() -> str:
    """Ten chapters of ten sections of thirty tasks: reading and storing it takes some seconds."""
    lines = ["示例市知识产权工作方案(2026-2028年)"]
    for chapter in NUMBERS:
        lines.append(f"{chapter}、推进第{chapter}类重点任务")
        for section in NUMBERS:
            lines.append(f"({section})夯实第{section}方面基础")
            lines += [
                f"{n}.推进第{n}项工作。按季度报告进展情况。(责任单位:市科技局)"
                for n in range(1, 31)
            ]
    return "\n\n".join(lines)


def address_of_the_database() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


@pytest.fixture
def start_worker(
    tmp_path: Path, settings: LazySettings
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start real worker processes on the test's database; what still runs is ended afterwards."""
    settings.FILES_ROOT = tmp_path / "files"
    running: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "zhicheng.site.settings",
        "ZHICHENG_DATABASE_URL": address_of_the_database(),
        "ZHICHENG_DATA": str(tmp_path),
    }

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "zhicheng", "worker", "--lease", "2"]
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def until(happened: Callable[[], bool]) -> None:
    end = monotonic() + 120
    while not happened():
        assert monotonic() < end, "it did not happen within two minutes"
        sleep(0.01)


@pytest.mark.parametrize("moment", ["识别章节、指标和任务", "保存读取结果"])
def test_a_killed_reading_is_done_again_whole(
    moment: str,
    start_worker: Callable[[], subprocess.Popen[bytes]],
    coordinator: User,
    science: Unit,
) -> None:
    stream = io.BytesIO(long_plan().encode())
    version = upload(stream=stream, name="方案.txt", by=coordinator, at=timezone.now())
    job = version.job
    assert job is not None

    def message() -> str:
        job.refresh_from_db()
        return job.message

    first = start_worker()
    until(lambda: message() == moment)
    first.kill()
    first.wait()
    version.refresh_from_db()
    assert (version.state, version.text, version.reading) == ("reading", "", {})
    assert not Item.objects.exists()
    assert not UnitName.objects.exists()
    assert not Notice.objects.exists()

    start_worker()
    until(lambda: Version.objects.get(pk=version.pk).state == "draft")
    assert version.items.filter(kind="task").count() == TASKS
    # The worker does the work of the day besides, and tells of that as well.
    assert Notice.objects.filter(to=coordinator, text__contains="已读取完毕").count() == 1
    until(lambda: message() == "读取完毕")
    assert job.attempts == 2
