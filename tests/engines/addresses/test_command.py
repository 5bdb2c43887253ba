"""``zhicheng address``."""

import io
import json
import sys
from pathlib import Path

import pytest

from zhicheng.__main__ import main


def test_lines_in_lines_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "addresses.txt"
    file.write_bytes("\ufeff250117山东省济南市槐荫区美里路\n\n美国新泽西州\n".encode())
    assert main(["address", "resolve", str(file)]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["address"] == "250117山东省济南市槐荫区美里路"
    assert (first["code"], first["name"]) == ("370104", "山东省济南市槐荫区")
    assert second["code"] is third["code"] is None


def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("山东省济南市".encode())))
    assert main(["address", "resolve"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "370100"


def test_wrong_usage_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "addresses.txt"
    file.write_bytes("山东省\n济南市\n".encode("gb18030"))
    assert main(["address", "resolve", str(file)]) == 2
    assert "第1行不是 UTF-8 编码" in capsys.readouterr().err
    assert main(["address", "resolve", str(tmp_path / "none")]) == 2
    assert "打不开" in capsys.readouterr().err
    assert main(["address"]) == 2
    assert main(["address", "--help"]) == 0
