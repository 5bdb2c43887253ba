"""``zhicheng register import``."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.register.gazette import EARLY, GOOD, HEAD, MANGLED

from zhicheng.foundation.accounts.models import User
from zhicheng.register.imports import actions
from zhicheng.register.imports.models import Batch
from zhicheng.register.rights.models import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "公报.csv"
    path.write_text("\n".join((HEAD, GOOD, MANGLED, EARLY)))
    return path


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("register", "import", *words, stdout=out)
    return out.getvalue()


def test_a_dry_run_reports_and_changes_nothing(file: Path, coordinator: User) -> None:
    said = run(str(file), "--by", coordinator.username, "--dry-run", "--report")
    assert "试导入" in said
    assert "第4行\t未导入\t" in said
    assert "已读 3 行，新登记权利 2 项" in said
    assert not Right.objects.exists()


def test_an_import_by_its_policy(file: Path, coordinator: User) -> None:
    assert "新登记权利 2 项" in run(str(file), "--by", coordinator.username)
    said = run(str(file), "--by", coordinator.username, "--policy", "skip")
    assert "新登记权利 0 项，已登记权利 0 项，新登记事件 0 个，未导入 3 行" in said
    with pytest.raises(CommandError, match="在第2行停止"):
        run(str(file), "--by", coordinator.username, "--policy", "stop")
    assert Right.objects.count() == 2


def test_what_was_begun_in_the_same_way_is_gone_on_with(
    file: Path, coordinator: User, now: datetime
) -> None:
    with file.open("rb") as stream:
        upload = actions.Upload(file.name, stream)
        begun = actions.upload(upload=upload, trial=False, by=coordinator, at=now)
    assert f"导入第 {begun.pk} 号" in run(str(file), "--by", coordinator.username)
    assert Batch.objects.count() == 1


def test_what_cannot_be_is_said(file: Path, coordinator: User, outsider: User) -> None:
    by = coordinator.username
    (file.parent / "来信.csv").write_text("此致，敬礼。")
    (file.parent / "空.csv").write_text("")
    for words, said in (
        ((str(file), "--by", "nobody"), "没有用户"),
        ((str(file), "--by", outsider.username), "权限"),
        ((str(file.parent / "无.csv"), "--by", by), "无法打开"),
        ((str(file.parent / "空.csv"), "--by", by), "空"),
        ((str(file.parent / "来信.csv"), "--by", by), "看不出"),
    ):
        with pytest.raises(CommandError, match=said):
            run(*words)
    assert not Right.objects.exists()
