"""Steps of the office's stories: a meeting from the agenda to the task that its resolution became."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

LogIn = Callable[..., Page]
Look = Callable[[Page, str], None]
RESOLUTION = "制定知识产权公共服务标准化工作指引。"


def last_day() -> date:
    """In a month, still in this year."""
    today = date.today()  # noqa: DTZ011 - the server's clock is this machine's
    return min(today + timedelta(30), date(today.year, 12, 31))


def press(page: Page, name: str) -> None:
    """The button of the form or question, and what it leads to."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def take(page: Page, step: str) -> None:
    """A step of the procedure: its button, the question, yes."""
    follow(page, step)
    press(page, step)


def meet(log_in: LogIn, look: Look, tmp_path: Path) -> tuple[Page, str]:
    """Hold a meeting, and let what it resolved become a task of 市科技局; the task's page, as its
    head sees it, and its number."""
    today = date.today()  # noqa: DTZ011 - the server's clock is this machine's
    office = log_in("coordinator2", "/meetings/conferences/")
    follow(office, "示例市知识产权工作联席会议")
    look(office, "year-conference")
    follow(office, "筹备会议")
    office.get_by_label("会议名称").fill("年中调度会")
    office.get_by_label("会议日期").fill(today.isoformat())
    office.get_by_label("地点").fill("市政府第一会议室")
    office.get_by_label("主持人").fill("示例·市长")
    press(office, "保存")
    paper = tmp_path / "汇报材料.txt"
    paper.write_text("上半年进展。", encoding="utf-8")
    follow(office, "列入议题")
    office.get_by_label("议题").fill("听取上半年进展汇报")
    office.get_by_label("汇报单位").select_option(label="市科技局")
    office.get_by_label("会议材料").set_input_files(paper)
    press(office, "列入")
    expect(office.get_by_role("link", name="汇报材料.txt")).to_be_visible()
    take(office, "发出会议通知")

    science = log_in("kjj-head", "/meetings/")
    follow(science, "年中调度会")
    expect(science.get_by_role("link", name="汇报材料.txt")).to_be_visible()

    follow(office, "登记出席情况")
    for box in office.locator("select[name^=seat_]").all():
        box.select_option("present")
    look(office, "year-attendance")
    press(office, "保存")
    take(office, "确认召开")
    follow(office, "填写纪要")
    office.get_by_label("会议概况").fill("会议肯定了上半年工作。")
    office.get_by_label("审议结果：听取上半年进展汇报").fill("原则同意。")
    press(office, "保存")
    follow(office, "记录议定事项")
    office.get_by_label("议定内容").fill(RESOLUTION)
    office.get_by_label("牵头单位").select_option(label="市科技局")
    office.get_by_label("完成时限").fill(last_day().isoformat())
    press(office, "记录")
    look(office, "year-meeting")
    take(office, "提请审定纪要")

    mayor = log_in("mayor", "/meetings/")
    follow(mayor, "年中调度会")
    take(mayor, "审定并印发纪要")
    with mayor.expect_download() as download:
        mayor.get_by_role("link", name="下载纪要").click()
    minutes = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    said = "\n".join(paragraph.text for paragraph in minutes.paragraphs)
    assert download.value.suggested_filename == "年中调度会纪要.docx"
    assert "会议肯定了上半年工作。" in said
    assert RESOLUTION in said

    office.reload()
    follow(office, "议定事项列入台账")
    press(office, "列入台账")
    look(office, "year-entered")

    science.reload()
    task = science.get_by_role("link", name=re.compile(r"^20\d\d-\d{4}$"))
    number = task.inner_text()
    task.click()
    expect(science.locator("blockquote", has_text=RESOLUTION)).to_be_visible()
    return science, number
