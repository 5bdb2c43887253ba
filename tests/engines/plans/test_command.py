"""The plan command as a person types it: output, exit status, words on standard error."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.engines.plans.formats.sample import SAMPLE, TITLE, plain, word
from tests.engines.plans.formats.test_pdf import IMAGE, SCAN, pdf_file, show
from zhicheng.engines.plans.command import main
from zhicheng.engines.plans.formats import load

Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "方案.txt"
    path.write_bytes(plain(SAMPLE))
    return str(path)


def run(capture: Captured, *words: str) -> tuple[int, str, str]:
    status = main(words)
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


def test_text_is_what_the_spans_count_in(plan: str, capsysbinary: Captured) -> None:
    assert run(capsysbinary, "text", plan) == (0, load(plan).text, "")
    _, reading, _ = run(capsysbinary, "read", plan, "--format", "json")
    text = load(plan).text
    for task in json.loads(reading)["tasks"]:
        start, end = task["span"]
        assert task["title"] in text[start:end]


def test_the_table_is_the_usual_answer(plan: str, capsysbinary: Captured) -> None:
    status, out, err = run(capsysbinary, "read", plan)
    assert (status, err) == (0, "")
    assert out.startswith(TITLE)
    assert "【任务】共" in out


def test_json_and_markdown(plan: str, capsysbinary: Captured) -> None:
    status, out, _ = run(capsysbinary, "read", plan, "--format", "json")
    form = json.loads(out)
    assert (status, form["title"], form["source"]) == (0, TITLE, "方案.txt")
    _, out, _ = run(capsysbinary, "read", plan, "--format", "md")
    assert out.startswith("# 示例市")


def test_the_format_follows_from_the_name_of_the_output(
    plan: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    output = tmp_path / "台账.XLSX"
    assert run(capsysbinary, "read", plan, "--output", str(output)) == (0, "", "")
    assert "任务" in load_workbook(output).sheetnames
    other = tmp_path / "台账.dat"
    assert run(capsysbinary, "read", plan, "--output", str(other)) == (0, "", "")
    assert other.read_text(encoding="utf-8").startswith(TITLE)


def test_a_workbook_goes_into_a_pipe_and_not_onto_a_screen(
    plan: str, capsysbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["read", plan, "--format", "xlsx"]) == 0
    assert load_workbook(io.BytesIO(capsysbinary.readouterr().out)).sheetnames[0] == "概况"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    status, out, err = run(capsysbinary, "read", plan, "--format", "xlsx")
    assert (status, out) == (2, "")
    assert "--output" in err


@pytest.mark.parametrize(
    ("form", "check"),
    [
        ("table", lambda out: "【指标对照】" in out),
        ("md", lambda out: out.startswith("# 示例市") and "## 任务对照" in out),
        ("json", lambda out: json.loads(out)["tasks_only_a"] == []),
    ],
)
def test_a_plan_compared_with_its_copy(
    plan: str, tmp_path: Path, capsysbinary: Captured, form: str, check: Callable[[str], bool]
) -> None:
    copy = tmp_path / "副本.docx"
    copy.write_bytes(word(SAMPLE))
    status, out, err = run(capsysbinary, "compare", plan, str(copy), "--format", form)
    assert (status, err) == (0, "")
    assert check(out)


@pytest.mark.parametrize(
    "words",
    [[], ["read"], ["write", "a"], ["read", "a", "--format", "xml"], ["compare", "a"]],
)
def test_wrong_usage_is_explained_in_chinese(words: list[str], capsysbinary: Captured) -> None:
    status, out, err = run(capsysbinary, *words)
    assert (status, out) == (2, "")
    assert "命令用法不对" in err
    assert "用法：zhicheng plan" in err


@pytest.mark.parametrize("words", [["--help"], ["read", "--help"], ["compare", "-h"]])
def test_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "用法：zhicheng plan" in out
    assert "选项" in out
    assert "usage" not in out


def test_unreadable_files_say_why(tmp_path: Path, capsysbinary: Captured) -> None:
    empty = tmp_path / "空.docx"
    empty.touch()
    for words in (["text", str(empty)], ["read", str(empty)], ["compare", str(empty), "没有"]):
        status, out, err = run(capsysbinary, *words)
        assert (status, out) == (2, "")
        assert "空的" in err
        assert "Traceback" not in err


def test_an_output_that_cannot_be_written_is_said(
    plan: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    status, _, err = run(capsysbinary, "read", plan, "--output", str(tmp_path / "无" / "a.json"))
    assert status == 2
    assert "无法写入" in err


def test_what_could_not_be_read_of_a_file_is_mentioned(
    tmp_path: Path, capsysbinary: Captured
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_file(show(9, 700, "One"), show(9, 700, "Two"), SCAN, extra=(IMAGE,)))
    status, _, err = run(capsysbinary, "text", str(path))
    assert (status, err) == (0, "提示：第 3 页只有图片，没有文字，未能读取。\n")


def command_line(*words: str) -> list[str]:
    return [sys.executable, "-m", "zhicheng", "plan", *words]


def test_output_is_utf_8_whatever_the_locale(plan: str) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(command_line("text", plan), env=environment, capture_output=True)
    assert ran.returncode == 0
    assert ran.stdout.decode() == load(plan).text


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("示例市工作方案\n" * 100_000, encoding="utf-8")
    process = subprocess.Popen(
        command_line("text", str(path)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait() == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_the_command_loads_neither_django_nor_the_libraries_that_it_does_not_need(
    plan: str,
) -> None:
    code = (
        "import sys; from zhicheng.__main__ import main; main(sys.argv[1:]); "
        "heavy = {'django', 'lxml', 'docx', 'pypdfium2', 'openpyxl', 'selectolax'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    for words in (["text", plan], ["read", plan, "--format", "json"], ["read", plan]):
        ran = subprocess.run([sys.executable, "-c", code, "plan", *words], capture_output=True)
        assert (ran.returncode, ran.stderr) == (0, b"")
