"""``zhicheng targets``: the same actions, by hand."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from tests.governance.targets.goals import TEXT, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area
from zhicheng.governance.targets.models import Observation, Target


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    file = tmp_path / "月报.txt"
    file.write_bytes(TEXT)
    return file


def run(target: int, by: User | str, proof: Path, *more: str) -> None:
    name = by if isinstance(by, str) else by.username
    call_command(
        "targets", "observe", str(target), "--by", name, "--on", "2026-10-31", "--source", "月报",
        "--evidence", str(proof), *more,
    )  # fmt: skip


def test_a_value_is_reported(target: Target, officer: User, county: Area, proof: Path) -> None:
    run(target.pk, officer, proof, "--value", "5.2", "--unit", "万件")
    run(target.pk, officer, proof, "--value", "900", "--area", "云溪县")
    whole, part = Observation.objects.order_by("id")
    assert (whole.unit, whole.as_of, part.unit, part.area) == (
        "万件",
        date(2026, 10, 31),
        "件",
        county,
    )


def test_a_judgement_is_reported(quality: Target, officer: User, proof: Path) -> None:
    run(quality.pk, officer, proof, "--judgement", "on_course")
    assert Observation.objects.get().judgement == "on_course"


def test_what_is_refused_is_said(
    target: Target, officer: User, leader: User, proof: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="没有这项指标"):
        run(0, officer, proof, "--value", "1")
    with pytest.raises(CommandError, match="没有这个用户"):
        run(target.pk, "nobody", proof, "--value", "1")
    with pytest.raises(CommandError, match="没有这个区划"):
        run(target.pk, officer, proof, "--value", "1", "--area", "别处")
    with pytest.raises(CommandError, match="无法读取"):
        run(target.pk, officer, tmp_path / "absent.txt", "--value", "1")
    with pytest.raises(CommandError, match="不能填报"):
        run(target.pk, leader, proof, "--value", "1")
    with pytest.raises(CommandError, match="不能精确换算"):
        run(target.pk, officer, proof, "--value", "1", "--unit", "家")
    for wrong in ("很多", "NaN"):
        with pytest.raises(CommandError, match="--value"):
            run(target.pk, officer, proof, "--value", wrong)
    assert not Observation.objects.exists()


def test_export(target: Target, officer: User, now: datetime, today: date, tmp_path: Path) -> None:
    observe(target, officer, now, today, 50000)
    file = tmp_path / "指标.xlsx"
    call_command("targets", "export", str(file))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    head, row = sheet.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert (found["指标"], found["数值"], found["状态"]) == ("有效注册商标量", 50000, "监测中")
    with pytest.raises(CommandError, match="无法写入"):
        call_command("targets", "export", str(tmp_path / "absent" / "x.xlsx"))


def test_plans_from_before_are_adopted_once(
    goals: Goals, draft: Target, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.db import connection

    from zhicheng.governance.targets.guard import GUARD
    from zhicheng.governance.targets.models import Step

    GUARD.remove(connection)  # as it was before there were targets here
    Step.objects.all().delete()
    Target.objects.all().delete()
    GUARD.install(connection)
    call_command("targets", "adopt")
    assert Target.objects.get().key == draft.key
    call_command("targets", "adopt")
    assert capsys.readouterr().out.split() == [
        "已为",
        "1",
        "个方案补列指标。",
        "已为",
        "0",
        "个方案补列指标。",
    ]
