"""``zhicheng plans import``: the same actions as the pages."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.governance.plans.conftest import AMENDED, PLAN

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.management.commands import plans
from zhicheng.governance.plans.models import Version

CLEAR = PLAN.replace("市金融办、市商务局市", "市商务局").replace(
    "明确分管领导和联络员。", "明确分管领导和联络员。(责任单位:市科技局)"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, "utf-8")
    return path


def run(*words: object) -> str:
    out = StringIO()
    call_command("plans", "import", *map(str, words), stdout=out)
    return out.getvalue()


def test_import_and_publish(file: Path, coordinator: User, units: dict[str, Unit]) -> None:
    file.write_text(CLEAR, "utf-8")
    said = run(file, "--by", coordinator.username, "--publish")
    assert "第1版" in said
    assert "已发布，共 4 项任务。" in said
    assert Version.objects.get().bare_list == "each"


def test_what_has_no_suggestion_stays_open(
    file: Path, coordinator: User, units: dict[str, Unit]
) -> None:
    with pytest.raises(CommandError, match="单位名称未确定：市金融办"):
        run(file, "--by", coordinator.username, "--publish")
    assert Version.objects.get().state == "draft"


def test_an_amendment(file: Path, coordinator: User, published: Version) -> None:
    file.write_text(AMENDED, "utf-8")
    assert "第2版" in run(file, "--by", coordinator.username, "--plan", published.plan_id)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["方案.txt", "--by", "谁"], "没有用户“谁”"),
        (["方案.txt", "--by", "{user}", "--plan", "99"], "没有编号为 99 的方案"),
        (["没有.txt", "--by", "{user}"], "无法打开"),
        (["空.txt", "--by", "{user}"], "空的"),
        (["坏.pdf", "--by", "{user}"], "PDF"),
        (["方案.txt", "--by", "{verifier}"], "没有办理"),
    ],
)
def test_what_is_wrong_is_said(
    words: list[str], said: str, file: Path, coordinator: User, verifier: User
) -> None:
    (file.parent / "空.txt").touch()
    (file.parent / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    known = {"user": coordinator.username, "verifier": verifier.username}
    place, *rest = (word.format(**known) for word in words)
    with pytest.raises(CommandError, match=said):
        run(file.parent / place, *rest)


def test_a_job_that_was_given_up_ends_the_command(
    file: Path, coordinator: User, units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    def another_worker_gives_up(_worker: str) -> None:
        Job.objects.update(state="failed", error="系统出错，已记录。")

    monkeypatch.setattr(plans, "work_once", another_worker_gives_up)
    monkeypatch.setattr(plans, "_PAUSE_SECONDS", 0)
    with pytest.raises(CommandError, match="系统出错"):
        run(file, "--by", coordinator.username)
