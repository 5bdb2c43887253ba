"""An import whose process is killed in the middle, by the signal that nobody can catch, and then goes on.

Processes and a database of their own: what a test's transaction holds, another process would not see.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.register.gazette import HEAD

ROWS, STEP = 1500, 100
_CITY = """
from datetime import date
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from zhicheng.foundation.accounts.models import Grant, User
from zhicheng.foundation.accounts.rules import Role
by = User.objects.create(username="office", name="示例")
Grant.objects.create(user=by, role=Role.COORDINATOR, valid_from=date(2020, 1, 1))
"""
_IMPORT = """
import django; django.setup()
from django.core.management import call_command
from zhicheng.register.imports import jobs
jobs.STEP = {step}
call_command("register", "import", "{file}", "--by", "office")
"""

_FACTS = (
    "SELECT publication, title, place FROM rights_right ORDER BY 1",
    "SELECT publication, what, effective_on, f.place FROM rights_event f "
    "JOIN rights_right r ON r.id = f.right_id ORDER BY 1, 2, 4",
    "SELECT publication, w.text, position, f.place FROM rights_holder f "
    "JOIN rights_right r ON r.id = f.right_id JOIN parties_writing w ON w.id = f.writing_id ORDER BY 1, 3, 2, 4",
    "SELECT publication, f.number, f.place FROM rights_document f "
    "JOIN rights_right r ON r.id = f.right_id ORDER BY 1, 2, 3",
    "SELECT name FROM parties_party ORDER BY 1",
    "SELECT place, outcome, said FROM imports_remark ORDER BY 1, 2",
    "SELECT state, rows, added, events, left_out FROM imports_batch",
)


def rows_of_gazette() -> list[str]:
    """Every fifth row twice in the file, every seventh without a title."""
    return [
        f"CN{109000000 + n - (n % 5 == 4)}A,2019-07-09,,2018-01-05,{'' if n % 7 == 6 else f'示例{n}'},"
        f"示例{n % 40}机械有限公司;示例大学,,F16B1/00"
        for n in range(ROWS)
    ]


class City:
    """A database on the disk, and processes that work in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.surroundings = {
            **{name: value for name, value in os.environ.items() if name != "ZHICHENG_DATABASE_URL"},
            "ZHICHENG_DATA": str(folder / "data"),
            "ZHICHENG_SECRET_KEY": "of-this-test-only-" * 4,
            "ZHICHENG_ENCRYPTION_KEY": "of-this-test-only-too-" * 4,
            "DJANGO_SETTINGS_MODULE": "zhicheng.site.settings",
        }  # fmt: skip
        (folder / "data").mkdir(parents=True)
        self.run(_CITY)

    def begin(self, program: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", program]
        return subprocess.Popen(command, env=self.surroundings, stdout=subprocess.DEVNULL)

    def run(self, program: str) -> None:
        assert self.begin(program).wait(timeout=120) == 0

    def ask(self, sql: str) -> list[Any]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30) as connection:
            return connection.execute(sql).fetchall()

    def let_the_lease_run_out(self) -> None:
        """As if half a minute had gone by since the worker was killed."""
        with sqlite3.connect(self.database) as connection:
            connection.execute("UPDATE jobs_job SET lease_until = '2020-01-01 00:00:00'")

    @property
    def database(self) -> Path:
        (found,) = (self.folder / "data").glob("*.sqlite3")
        return found

    def rows_read(self) -> int:
        found = self.ask("SELECT rows FROM imports_batch")
        return int(found[0][0]) if found else 0

    def facts(self) -> list[list[Any]]:
        """What the register knows, by what sources say and not by keys."""
        return [self.ask(sql) for sql in _FACTS]


def test_killed_by_sigkill_it_goes_on_and_nothing_is_lost_or_there_twice(tmp_path: Path) -> None:
    file = tmp_path / "公报.csv"
    file.write_text("\n".join((HEAD, *rows_of_gazette())))
    program = _IMPORT.format(step=STEP, file=file)
    killed, whole = City(tmp_path / "killed"), City(tmp_path / "whole")

    for least in (STEP, 6 * STEP):
        process = killed.begin(program)
        while killed.rows_read() < least:
            assert process.poll() is None, "it was over before it could be killed"
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=30) == -signal.SIGKILL
        killed.let_the_lease_run_out()
    assert least <= killed.rows_read() < ROWS
    killed.run(program)
    whole.run(program)

    assert killed.facts() == whole.facts()
    assert killed.ask("SELECT count(*) FROM imports_batch") == [(1,)]
    assert whole.facts()[-1][0][:2] == ("done", ROWS)
    verify = "import django; django.setup()\nfrom django.core.management import call_command\n"
    killed.run(verify + 'call_command("audit", "verify")')
