"""``zhicheng bulletin``: the same verbs as on the pages."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.bulletins.actions import Period
from zhicheng.governance.bulletins.guard import GUARD
from zhicheng.governance.bulletins.models import Issue, Report


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("bulletin", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def by(coordinator: User) -> tuple[str, str]:
    return "--by", coordinator.username


@pytest.mark.usefixtures("tasks")
def test_a_bulletin_from_draft_to_file(
    by: tuple[str, str], quarterly: Period, tmp_path: Path
) -> None:
    said = run("draft", "quarterly", quarterly.year, "--quarter", quarterly.quarter, *by)
    key = said.split("\t")[0]
    assert "待印发" in said and said.split("\t")[0] == key
    text = tmp_path / "亮点.txt"
    text.write_text("已销号{{ tasks.closed }}。", encoding="utf-8")
    assert "已保存" in run("write", key, "highlights", text, *by)
    assert "待印发" in run("gather", key, *by)
    sha256 = run("issue", key, "--signed-off", "主任审签", *by).strip().split("\t")[1]
    file = tmp_path / "简报.docx"
    assert run("export", key, file).strip() == sha256
    assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256
    assert "季度简报\t已印发" in run("list")
    assert "1 份留存稿均一致" in run("check")
    again = run("again", key, "--why", "更正", *by).split("\t")[0]
    assert "已放弃" in run("abandon", again, *by)
    assert "已撤回" in run("withdraw", key, "--reason", "有误", *by)


def test_a_report_about_one_plan(
    by: tuple[str, str], quarterly: Period, tasks: list[object]
) -> None:
    plan = tasks[0].plan_id  # type: ignore[attr-defined]  # a Task
    assert "示例市知识产权强市建设工作方案" in run(
        "draft", "yearly", quarterly.year, "--plan", plan, *by
    )
    with pytest.raises(CommandError, match="没有这个方案"):
        run("draft", "yearly", quarterly.year, "--plan", 999, *by)


def test_what_is_refused_is_said(
    by: tuple[str, str], drafted: Report, outsider: User, tmp_path: Path
) -> None:
    key = drafted.pk
    for words, said in (
        (("draft", "yearly", 1999, *by), "年份"),
        (("issue", key, "--signed-off", "同意", *by), "正在汇总"),
        (("abandon", 999, *by), "没有这份"),
        (("abandon", key, "--by", "nobody"), "没有这个用户"),
        (("gather", key, "--by", outsider.username), "不能办理"),
        (("write", key, "problems", tmp_path / "没有", *by), "无法读取"),
        (("export", key, tmp_path / "x.docx"), "尚未印发"),
    ):
        with pytest.raises(CommandError, match=said):
            run(*words)


def test_a_file_that_cannot_be_written(issued: Issue, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="无法写入"):
        run("export", issued.report_id, tmp_path / "没有" / "x.docx")
    with pytest.raises(CommandError, match="没有生成"):
        run("export", issued.report_id, tmp_path / "x.pdf", "--format", "pdf")


def test_a_problem_is_said(
    by: tuple[str, str], composed: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhicheng.governance.bulletins.rules import figures

    monkeypatch.setattr(figures.Lineage, "is_whole", property(lambda line: False))
    with pytest.raises(CommandError, match="没有来源"):
        run("gather", composed.pk, *by)


def test_a_changed_paper_is_found(issued: Issue) -> None:
    GUARD.remove(connection)
    Issue.objects.update(content=issued.content.replace("任务总数", "任务数量"))
    GUARD.install(connection)
    with pytest.raises(CommandError, match="1 份"):
        run("check")
