"""A meeting whose resolution becomes a task, and the yearly plan of a unit: agenda, attendance, minutes, ledger,
agreement, report."""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import expect
from tests.browser.meeting import LogIn, Look, follow, last_day, meet, press, take


def test_a_meeting_becomes_work_and_the_work_a_plan(
    log_in: LogIn, look: Look, tmp_path: Path
) -> None:
    science, _number = meet(log_in, look, tmp_path)
    look(science, "year-task")
    follow(science, "年中调度会")
    expect(science.get_by_role("heading", name="年中调度会")).to_be_visible()
    _plan(log_in, look, last_day())


def _plan(log_in: LogIn, look: Look, due_on: date) -> None:
    """市农业农村局's plan of the year: drawn, completed, sent, agreed, reported against."""
    officer = log_in("nyj", "/workplans/")
    follow(officer, "编制年度计划")
    press(officer, "编制")
    follow(officer, "增加自定事项")
    officer.get_by_label("工作内容").fill("举办地理标志专题培训")
    officer.get_by_label("完成时限").fill(due_on.isoformat())
    officer.get_by_label("工作安排").fill("下半年举办两期。")
    press(officer, "增加")
    look(officer, "year-plan-draft")

    head = log_in("nyj-head", "/workplans/")
    follow(head, "市农业农村局")
    take(head, "报送计划")
    office = log_in("coordinator2", "/workplans/?state=sent")
    follow(office, "市农业农村局")
    take(office, "审定计划")
    expect(office.get_by_text("已审定").first).to_be_visible()

    officer.reload()
    follow(officer, "填报“举办地理标志专题培训”的进展")
    officer.get_by_label(re.compile("^进展(?!情况)")).select_option(label="已完成")
    officer.get_by_label("进展情况").fill("两期均已举办。")
    press(officer, "填报")
    row = officer.get_by_role("row", name=re.compile("举办地理标志专题培训"))
    expect(row.get_by_text("已完成")).to_be_visible()
    look(officer, "year-plan-agreed")
