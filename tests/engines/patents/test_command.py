"""``zhicheng patents``."""

import json
from pathlib import Path

import pytest
from tests.engines.patents.files import HEADERS, ROW, ST36, written

from zhicheng.__main__ import main


def test_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "\n".join([ROW] * 1200)
    path = written(tmp_path, "a.csv", f"{HEADERS}\n{rows}\n,,,,无号\n")
    assert main(["patents", "read", str(path), "--format", "json"]) == 3
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert len(found["publications"]) == 1200
    first = found["publications"][0]
    assert first["pub_no"] == "CN111111111A"
    assert first["pub_date"] == first["publication"]["date"] == "2021-01-05"
    assert first["app_no"] == "202010000001.1"
    assert first["applicants"][0] == {
        "name": "示例市甲公司", "address": "100000示例省示例市示例路1号", "country": "",
    }  # fmt: skip
    assert first["received_on"] is None
    assert first["claims"] == []
    assert found["columns"]["a.csv"]["columns"]["app_no"] == "申请号"
    assert found["faults"] == [
        {"place": "第1202行", "said": "没有公开（公告）号，也没有申请号，未读取"}
    ]
    assert "第1202行" in told.err


def test_lines_of_json_and_of_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.xml", ST36)
    assert main(["patents", "read", str(path), "--format", "jsonl"]) == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["kind"], one["application"], one["app_no"]) == ("B2", None, None)
    mangled = written(
        tmp_path, "a.csv", f"{HEADERS}\n{ROW}\n".replace("202010000001.1", "2.02E+11")
    )
    assert main(["patents", "read", str(mangled)]) == 0
    said = capsys.readouterr().out
    assert (
        "CN111111111A  2021-01-05  一种示例装置  示例市甲公司；示例大学  〔申请号被电子表格" in said
    )
    assert said.endswith("共1篇，其中1篇有疑点。\n")
    assert main(["patents", "read", str(mangled), "--limit", "0"]) == 0


def test_columns_are_shown_and_corrected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "a.csv", f"{HEADERS},内部编号\n,,\n{ROW},7\n")
    assert (
        main(["patents", "columns", str(path), "--map", "title=", "--map", "app_no=内部编号"]) == 0
    )
    said = capsys.readouterr().out
    assert "（未用真实文件验证）" in said
    assert "申请号 ← 内部编号" in said
    assert "名称 ←" not in said
    assert "未使用的列：申请号、发明名称" in said
    assert main(["patents", "columns", str(written(tmp_path, "b.xml", ST36))]) == 0
    assert capsys.readouterr().out == ""
    gazette = (
        "name,authorization_notice_id,filing_id,filing_date,patentee,designer,address,Int.Cl.\n"
    )
    assert (
        main(["patents", "columns", str(written(tmp_path, "c.csv", gazette + "甲,CN111111111A\n"))])
        == 0
    )
    said = capsys.readouterr().out
    assert "未用真实文件验证" not in said
    assert "未使用的列" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["read"], "命令用法不对"),
        (["read", "none.csv"], "打不开"),
        (["read", "none.csv", "--map", "title"], "看不懂“--map title”"),
        (["columns", "none.csv", "--map", "甲=乙"], "打不开"),
    ],
)
def test_wrong_usage_is_told(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["patents", *words]) == 2
    assert said in capsys.readouterr().err
    assert main(["patents", "--help"]) == 0
