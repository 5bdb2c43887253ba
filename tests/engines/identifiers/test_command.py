"""``zhicheng id check`` as a person types it: output, exit status, words on standard error."""

import io
import json
import subprocess
import sys

import pytest

from zhicheng.__main__ import main

Captured = pytest.CaptureFixture[bytes]


def run(capture: Captured, *words: str) -> tuple[int, str, str]:
    status = main(["id", *words])
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


def test_numbers_that_are_well(capsysbinary: Captured) -> None:
    status, out, err = run(capsysbinary, "check", "ZL 2017 1 0601862.3", "91350100M000100Y43")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "通过：ZL 2017 1 0601862.3",
        "  专利申请号 201710601862.3（种类：发明，申请年份：2017）",
        "  提示：ZL 是授权后才能标注的专利标识；尚未授权而标注的，可能是假冒专利的线索，请核对法律状态。",
        "通过：91350100M000100Y43",
        "  统一社会信用代码 91350100M000100Y43"
        "（登记机关行政区划：350100，组织机构代码：M000100Y-4，登记管理部门：市场监督管理）",
    ]


def test_one_that_is_not(capsysbinary: Captured) -> None:
    status, out, _ = run(capsysbinary, "check", "201710601862.3", "201710601862.8", "豫A12345")
    assert status == 1
    assert out.splitlines()[2:] == [
        "不通过：201710601862.8",
        "  不是专利申请号：申请号的校验位不符，请逐位核对。",
        "不通过：豫A12345",
        "  看不出是哪一种号码。",
    ]


def test_a_program_reads_json(capsysbinary: Captured) -> None:
    words = ("check", "--format", "json", "11010519491231002X", "14-02", "豫A12345")
    status, out, _ = run(capsysbinary, *words)
    person, design, nothing = json.loads(out)
    assert status == 1
    assert person["input"] == person["readings"][0]["value"] == "110105********002X"
    assert "19491231" not in out
    assert (design["valid"], design["readings"][0]["kind"]) == (True, "locarno")
    assert design["readings"][0]["confidence"] == "high"
    assert nothing["refusals"] == [
        {"kind": None, "reason": "format", "message": "看不出是哪一种号码。"}
    ]


def test_lines_come_from_the_standard_input(
    capsysbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\ufeff201710601862.3\r\n\n95115608.X\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    status, out, _ = run(capsysbinary, "check", "--kind", "cn-application", "-")
    assert status == 0
    assert out.count("通过") == 2


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["check"],
        ["verify", "1"],
        ["check", "1", "--kind", "x"],
        ["check", "1", "--format", "xml"],
    ],
)
def test_wrong_usage(words: list[str], capsysbinary: Captured) -> None:
    status, out, err = run(capsysbinary, *words)
    assert (status, out) == (2, "")
    assert "命令用法不对" in err


def test_help_names_statuses_and_kinds(capsysbinary: Captured) -> None:
    status, out, _ = run(capsysbinary, "--help")
    assert status == 0
    assert "1 有不通过的" in out
    assert "software-copyright" in "".join(out.split())


def test_no_django_is_loaded() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "zhicheng", "id", "check", "410700"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"django" not in done.stderr
