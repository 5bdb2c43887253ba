"""Steps of the office's stories: a bulletin or a report drafted, written, issued and taken home."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from zhicheng.governance.bulletins.rules import quarter_before


def quarters() -> Iterator[tuple[int, int]]:
    """The two quarters before the one whose bulletin the sample city has."""
    year, quarter = quarter_before(localdate())
    for back in (2, 1):
        number = year * 4 + quarter - 1 - back
        yield number // 4, number % 4 + 1


def link(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def draft(page: Page, year: int, quarter: int) -> None:
    """Draft a bulletin, and wait until its data are gathered."""
    page.goto("/bulletins/new/")
    page.get_by_label("年份").fill(str(year))
    page.get_by_label("季度", exact=True).select_option(str(quarter))
    press(page, "起草")
    expect(page.get_by_role("link", name="预览 Word 文档")).to_be_visible(timeout=30_000)


def write(page: Page, text: str) -> None:
    link(page, "编写文字")
    page.get_by_label("工作亮点").fill(text)
    press(page, "保存")


def issue(page: Page) -> str:
    """Issue what is open; the hash that its page shows for the Word document."""
    link(page, "印发")
    page.get_by_label("审签意见").fill("联席会议办公室主任审定。")
    press(page, "印发")
    expect(page.get_by_text("已印发。")).to_be_visible()
    shown = page.get_by_text(re.compile("^SHA-256")).first.inner_text()
    return shown.split()[-1]


def kept(page: Page, folder: Path) -> bytes:
    """The Word document as it is served."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Word 文档", exact=True).first.click()
    file = folder / "paper.docx"
    download.value.save_as(file)
    return file.read_bytes()
