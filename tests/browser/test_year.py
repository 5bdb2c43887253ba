"""One year of the coordinating office in one city: a quarter's bulletin, a meeting whose resolution becomes a
task, an assessment with an appeal, the next quarter's bulletin, and the yearly report that names what was resolved
and what was frozen."""

import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from docx import Document
from playwright.sync_api import Page, expect
from tests.browser.assessing import TITLE, LogIn, Look, assess
from tests.browser.meeting import RESOLUTION, meet
from tests.browser.papers import draft, issue, kept, link, press, quarters, write
from tests.browser.server import Server, serving


@pytest.fixture(scope="module")
def server(make_city: Callable[[str], Path]) -> Iterator[Server]:
    """A city of its own: nobody else has issued its papers."""
    with serving(make_city("year")) as running:
        yield running


def _glance(page: Page, name: str) -> None:
    """These pages are looked at in the stories of each part."""


def test_a_year(log_in: LogIn, look: Look, server: Server, tmp_path: Path) -> None:
    before, after = quarters()
    office = log_in("coordinator", "/bulletins/")
    _bulletin(office, before, tmp_path)
    _science, number = meet(log_in, _glance, tmp_path)
    assess(log_in, _glance, server, tmp_path)
    _bulletin(office, after, tmp_path)

    name = f"{localdate().year}年度知识产权工作报告"
    office.goto("/bulletins/?kind=yearly")
    link(office, name)
    link(office, "汇总数据")
    press(office, "汇总数据")
    expect(office.get_by_text(RESOLUTION).first).to_be_visible(timeout=30_000)
    expect(office.get_by_text(TITLE).first).to_be_visible()
    look(office, "year-report")
    shown = issue(office)
    paper = kept(office, tmp_path)
    assert sha256(paper).hexdigest() == shown
    said = _words(paper)
    for words in (RESOLUTION, number, "年中调度会", TITLE, f"考核定稿结果“{TITLE}”"):
        assert words in said, words


def _bulletin(office: Page, quarter: tuple[int, int], folder: Path) -> None:
    draft(office, *quarter)
    write(office, "已销号{{ tasks.closed }}。")
    shown = issue(office)
    assert sha256(kept(office, folder)).hexdigest() == shown


def _words(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
