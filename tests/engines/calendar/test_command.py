"""``zhicheng deadline`` as a person types it: output, exit status, words on standard error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.calendar.files import year_2027

from zhicheng.__main__ import main

Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "2027.json"
    path.write_bytes(year_2027())
    return str(path)


def run(capture: Captured, *words: str) -> tuple[int, str, str]:
    status = main(["deadline", *words])
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


def test_the_answer_shows_its_way(capsysbinary: Captured) -> None:
    status, out, err = run(
        capsysbinary,
        "--from",
        "2026-07-01",
        "--period",
        "3m",
        "--excluded",
        "2026-08-03..2026-08-12=鉴定",
    )
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[:7] == [
        "最后一日：2026-10-12 星期一",
        "起算：2026-07-01 星期三，当日不计入",
        "期限：3个月",
        "扣除：2026-08-03 至 2026-08-12 不计入（鉴定）",
        "共扣除：10日",
        "顺延前：2026-10-11 星期日",
        "顺延：至2026-10-12 星期一",
    ]
    assert [line[:8] for line in lines[7:-1]] == [f"规则：R-T-{n}" for n in (1, 2, 3, 7)]
    assert lines[-1].startswith("日历：2004-")


def test_in_working_days_nothing_is_moved(capsysbinary: Captured) -> None:
    _, out, _ = run(
        capsysbinary,
        "--from",
        "2026-09-24",
        "--period",
        "3个工作日",
        "--excluded",
        "2026-09-28..2026-09-28",
    )
    assert "最后一日：2026-10-08 星期四" in out
    assert "共扣除：1个工作日" in out
    assert "扣除：2026-09-28 至 2026-09-28 不计入\n" in out
    assert "顺延：无" in out


def test_a_program_reads_json(capsysbinary: Captured) -> None:
    _, out, _ = run(
        capsysbinary, "--from", "2026-07-01", "--period", "3m", "--format", "json", "--no-roll"
    )
    found = json.loads(out)
    assert (found["day"], found["unrolled"], found["period"]) == ("2026-10-01", "2026-10-01", "3m")
    assert found["rules"] == ["R-T-1"]


def test_a_year_without_a_calendar_has_a_status_of_its_own(capsysbinary: Captured) -> None:
    words = ("--from", "2060-12-29", "--period", "5wd")
    status, out, err = run(capsysbinary, *words)
    assert (status, out) == (3, "")
    assert err.startswith("2060年的放假调休安排尚未发布")
    assert "--estimate" in err
    status, out, err = run(capsysbinary, *words, "--estimate")
    assert (status, err) == (0, "")
    assert out.startswith("最后一日：2061-01-05 星期三（预计")
    assert "规则：R-T-4" in out


def test_beyond_all_tables_there_is_no_estimate_either(capsysbinary: Captured) -> None:
    status, _, err = run(capsysbinary, "--from", "2200-01-01", "--period", "5wd", "--estimate")
    assert (status, "--estimate" in err) == (3, False)
    assert "超出可以预计的年份" in err


def test_a_file_adds_its_year(file: str, capsysbinary: Captured) -> None:
    status, out, _ = run(
        capsysbinary, "--from", "2027-02-04", "--period", "5wd", "--calendar", file
    )
    assert status == 0
    assert out.startswith("最后一日：2027-02-17 星期三\n")  # Sunday 02-14 counts


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--from", "2026-02-30", "--period", "3wd"], "“2026-02-30”不是有效的日期"),
        (["--from", "2026-02-03", "--period", "三"], "看不懂期限“三”"),
        (["--from", "2026-02-03", "--period", "0d"], "超出范围"),
        (["--period", "3wd"], "命令用法不对"),
        (["--from", "2026-02-03", "--period", "3d", "--excluded", "2026-02-04"], "看不懂扣除区间"),
        (
            ["--from", "2026-02-03", "--period", "3d", "--excluded", "2026-02-04..x"],
            "“x”不是有效的日期",
        ),
        (
            ["--from", "2026-02-03", "--period", "3d", "--excluded", "2026-02-04..2026-02-03"],
            "早于开始日期",
        ),
        (
            ["--from", "2026-02-03", "--period", "3d", "--excluded", "0001-01-01..9999-12-31"],
            "长于一百年",
        ),
        (["--from", "9999-12-30", "--period", "1y"], "超出可计算的日期范围"),
        (["--from", "2026-02-03", "--period", "3d", "--calendar", "/no/such"], "打不开"),
        (["--from", "2026-02-03", "--period", "3d", "--calendar", __file__], "不是放假通知的正文"),
        (["--from", "2026-02-03", "--period", "3d", "--format", "xml"], "命令用法不对"),
    ],
)
def test_wrong_input_is_named(words: list[str], message: str, capsysbinary: Captured) -> None:
    status, out, err = run(capsysbinary, *words)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_help_names_the_statuses(capsysbinary: Captured) -> None:
    status, out, err = run(capsysbinary, "--help")
    assert (status, err) == (0, "")
    assert "3 所需年份的放假调休安排尚未发布" in out


def test_who_has_seen_enough_is_no_error() -> None:
    """``zhicheng deadline … | true``, in a terminal that knows no Chinese, without Django."""
    command = [sys.executable, "-X", "importtime", "-m", "zhicheng", "deadline"]
    process = subprocess.Popen(
        [*command, "--from", "2026-02-03", "--period", "3d"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read().decode()
    assert process.wait() == 0
    assert "Traceback" not in said
    assert "django" not in said
