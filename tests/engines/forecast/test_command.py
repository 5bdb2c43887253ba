"""``zhicheng forecast``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from zhicheng.__main__ import main

ROWS = "日期,数值\n2025-12-31,40\n2026-03-31,30\n2026-06-30,50\n2025-09-30,20\n\n"


def run(folder: Path, text: str, *more: str) -> int:
    file = folder / "数值.csv"
    file.write_text(text, "utf-8")
    return main(["forecast", str(file), "--to", "2026-12-31", *more])


def test_it_says_value_interval_pace_and_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, ROWS) == 0
    said = capsys.readouterr().out
    for word in ("2026-12-31：70.2", "80%区间：", "每年40.1", "推算下一时点2次", "平均相对误差"):
        assert word in said
    assert run(tmp_path, ROWS, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert float(found["low"]) < float(found["value"]) < float(found["high"])
    assert found["back_test"]["times"] == 2
    assert run(tmp_path, ROWS.replace("2026-03-31,30", "2026-03-31,0")) == 0
    assert "相对" not in capsys.readouterr().out
    assert run(tmp_path, ROWS.replace("2026-03-31,30", "2026-03-31,0"), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["back_test"]["mean_share"] is None


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("2025-12-31,40\n2026-03-31,30\n2026-06-30,50\n", 3, "需要至少4个时点，只有3个"),
        ("", 3, "只有0个"),
        (f"{ROWS}2027-01-01,9\n", 2, "早于最近的时点"),
        (f"{ROWS}2026-06-30,9\n", 2, "有两个数值"),
        (f"{ROWS}2026-06-31,9\n", 2, "不是有效的日期"),
        (f"{ROWS}2026-07-31,很多\n", 2, "第7行的“很多”不是数值"),
        (f"{ROWS}2026-07-31,NaN\n", 2, "不是数值"),
        (f"{ROWS}2026-07-31,1e40\n", 2, "位数太多"),
        (f"{ROWS}2026-07-31,1e-40\n", 2, "位数太多"),
        (f"{ROWS}2026-07-31\n", 2, "第7行应有日期和数值两列"),
    ],
)
def test_what_it_refuses_it_says(
    text: str, status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, text) == status
    assert said in capsys.readouterr().err


def test_files_and_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(tmp_path / "absent.csv"), "--to", "2026-12-31"]) == 2
    assert "打不开" in capsys.readouterr().err
    assert main(["forecast"]) == 2
    assert main(["forecast", "--help"]) == 0


def test_it_loads_no_django(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS, "utf-8")
    code = (
        "import sys; from zhicheng.__main__ import main; "
        f"main(['forecast', {str(tmp_path / 'a.csv')!r}, '--to', '2026-12-31']); "
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
