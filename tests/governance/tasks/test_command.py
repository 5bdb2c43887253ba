"""``zhicheng ledger``."""

from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from tests.governance.tasks.breaking import broken_down
from tests.governance.tasks.ledger import Ledger, Order, part, write_past

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment, Task


def run(*words: str) -> str:
    out = StringIO()
    call_command("ledger", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_the_ledger_is_exported(
    ledger: Ledger, science: Unit, market: Unit, tmp_path: Path, coordinator: User
) -> None:
    ledger.publish(Order("甲", lead=[science], responsible=[market]), Order("乙", lead=[market]))
    other = Ledger(coordinator, ledger.at, "另一方案")
    other.publish(Order("丙", lead=[market]))
    file = tmp_path / "台账.xlsx"
    assert "已导出 4 行" in run("export", str(file))
    rows = list(load_workbook(file).active.values)  # type: ignore[union-attr]  # has a sheet
    assert rows[0][4:7] == ("任务", "单位", "分工")
    assert [row[4:7] for row in rows[1:3]] == [
        ("甲", "示例市科技局", "牵头单位"),
        ("甲", "示例市市场监管局", "责任单位"),
    ]
    assert rows[1][10] is None, "what nobody has verified is empty, not zero"
    assert "已导出 1 行" in run("export", str(file), "--plan", str(other.plan.pk))


def test_a_file_that_cannot_be_written_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="无法写入"):
        run("export", str(tmp_path / "没有" / "台账.xlsx"))


def test_the_check_finds_what_was_written_past_the_actions(mine: Assignment, task: Task) -> None:
    assert "台账一致：共 1 项任务" in run("check")
    write_past(Task.objects.filter(pk=task.pk), stage="closed")
    with pytest.raises(CommandError, match="台账不一致：1 项任务"):
        run("check")


@pytest.mark.parametrize("what", ["closed above", "due later", "of another task"])
def test_the_check_finds_sub_tasks_at_odds_with_their_task(
    what: str, ledger: Ledger, mine: Assignment, task: Task, yunxi: Unit, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    assert "台账一致" in run("check")
    if what == "closed above":
        Assignment.objects.filter(pk=mine.pk).update(stage="closed", closed_at=now)
    elif what == "due later":
        Task.objects.filter(pk=sub.pk).update(due_on=task.due_on + timedelta(days=1))
    else:
        Task.objects.filter(pk=sub.pk).update(origin=part(sub, yunxi))
    with pytest.raises(CommandError, match="1 项子任务"):
        run("check")


def test_the_check_finds_days_that_do_not_follow(mine: Assignment, task: Task) -> None:
    Assignment.objects.filter(pk=mine.pk).update(sign_by=None)
    Task.objects.filter(pk=task.pk).update(sign_by=None)
    with pytest.raises(CommandError, match="0 项任务，0 项子任务，0 项分工，1 处日期"):
        run("check")
    assert "2 行有变动" in run("retime")
    assert "0 行有变动" in run("retime")
    assert "台账一致" in run("check")


def test_the_check_finds_milestones_from_before_the_plans_period(
    ledger: Ledger, science: Unit
) -> None:
    start = date(ledger.at.year + 2, 1, 1)
    [task] = ledger.publish(Order(lead=[science], days=1500), period_start=start)
    year = str(ledger.at.year)
    task.milestones.create(
        kind="year", key=year, title=f"{year}年度", due_on=date(int(year), 12, 31)
    )
    assert task.milestones.filter(key=year).exists()
    with pytest.raises(CommandError, match="0 项分工，1 处日期"):
        run("check")
    assert "1 行有变动" in run("retime")
    assert "台账一致" in run("check")


def test_the_check_finds_an_assignment_that_is_not_due_when_its_task_is(
    mine: Assignment, task: Task
) -> None:
    Assignment.objects.update(due_on=task.due_on + timedelta(days=1))
    with pytest.raises(CommandError, match="0 项任务，0 项子任务，1 项分工"):
        run("check")
