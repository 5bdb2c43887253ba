"""The coordinator goes through a plan by keyboard, beside its text; and once more without any script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

Look = Callable[[Page, str], None]
LogIn = Callable[..., Page]

PLAN = """示例市知识产权服务提升工作方案(2026-2027年)

为提升知识产权服务水平,制定本方案。

一、工作目标

到2027年,建成知识产权服务站{n}个以上,服务企业达到800家。

二、重点任务

(一)夯实基础

1.完善服务网络。编制服务指引,建立服务站名录。(责任单位:市科技局、市教育局)

2.规范服务行为。开展信用评价,公开服务标准。(牵头单位:市市场监督管理局;责任单位:市司法局)

(二)做好保障

1.培养服务人才。开设专题课程。(责任单位:市新设局)
"""


def import_plan(page: Page, folder: Path, number: int) -> str:
    """Upload a plan of its own and wait until it is read; returns the address of its review."""
    path = folder / f"服务方案{number}.txt"
    path.write_text(PLAN.format(n=number), "utf-8")
    page.goto("/plans/new/")
    page.get_by_label("方案文件").set_input_files(path)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("heading", name="原文", exact=True)).to_be_visible()
    return page.url.split("?")[0]


def open_review(page: Page, address: str, tab: str) -> None:
    """Open a tab of the review and wait until its script is there: only then does it show this button."""
    page.goto(f"{address}?tab={tab}")
    expect(page.get_by_role("button", name="快捷键")).to_be_visible()


@pytest.fixture
def coordinator(log_in: LogIn) -> Page:
    return log_in("coordinator")


def current(page: Page) -> Locator:
    """The title of the card at hand."""
    return page.locator("[data-card].is-current .card-title")


def test_the_review_by_keyboard(coordinator: Page, tmp_path: Path, look: Look) -> None:
    page = coordinator
    address = import_plan(page, tmp_path, 31)
    open_review(page, address, "task")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(current(page)).to_have_text("规范服务行为")
    expect(page.locator(".mark.is-current").first).to_be_in_viewport()
    page.keyboard.press("a")
    expect(page.locator("[data-card].is-current")).to_have_class(
        "card-item is-accepted kind-task is-current"
    )
    expect(page.locator("#steps")).to_contain_text("条目与疑点")

    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("不属于本市职责")
    page.keyboard.press("Enter")
    expect(page.get_by_text("不采纳的理由：不属于本市职责")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("已撤销：不采纳任务“培养服务人才”")).to_be_visible()

    page.keyboard.press("e")
    title = page.get_by_label("任务名称")
    expect(title).to_be_focused()
    title.fill("")
    page.get_by_role("button", name="保存并采纳").click()
    expect(page.get_by_text("请填写任务名称")).to_be_visible()
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    look(page, "plan-review")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="快捷键")).to_be_visible()


def test_items_are_merged_and_split_by_keyboard(coordinator: Page, tmp_path: Path) -> None:
    page = coordinator
    address = import_plan(page, tmp_path, 37)
    open_review(page, address, "task")
    before = page.locator("[data-card]").count()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("m")
    expect(page.locator("[data-card].is-rejected")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("[data-card].is-rejected")).to_have_count(0)
    page.keyboard.press("Shift+U")
    expect(page.locator("[data-card].is-rejected")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("[data-card].is-rejected")).to_have_count(0)

    page.keyboard.press("s")
    words = page.locator("textarea[name=edited]")
    expect(words).to_be_focused()
    page.keyboard.press("Control+Home")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-card]")).to_have_count(before + 1)


def test_text_and_items_lead_to_each_other(coordinator: Page, tmp_path: Path) -> None:
    page = coordinator
    address = import_plan(page, tmp_path, 32)
    open_review(page, address, "task")
    page.locator("#source .mark-target").first.click()
    expect(page.locator("#pane")).to_have_attribute("data-tab", "target")
    expect(current(page)).to_contain_text("知识产权服务站")
    page.get_by_role("navigation", name="条目类别").get_by_role("link", name="任务").click()
    expect(page.locator("#pane")).to_have_attribute("data-tab", "task")
    page.locator("[data-card]").nth(1).click()
    expect(page.locator("#source .mark-task.is-current").first).to_contain_text("规范服务行为")


def test_an_item_is_added_from_selected_text(coordinator: Page, tmp_path: Path) -> None:
    page = coordinator
    address = import_plan(page, tmp_path, 33)
    open_review(page, address, "duty")
    words = "为提升知识产权服务水平"
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(
                document.querySelector("[data-source]"), NodeFilter.SHOW_TEXT);
            while (!walker.nextNode().data.includes(words)) {}
            const start = walker.currentNode.data.indexOf(words);
            getSelection().setBaseAndExtent(
                walker.currentNode, start, walker.currentNode, start + words.length);
        }""",
        words,
    )
    page.keyboard.press("n")
    expect(page.get_by_label("正文中的这一段")).to_have_value(words)
    page.get_by_role("combobox", name="类别").select_option("duty")
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.locator("[data-card].is-current blockquote")).to_have_text(words)
    expect(page.get_by_role("button", name="保存并采纳")).to_be_visible()


def test_the_queues_look_well(coordinator: Page, tmp_path: Path, look: Look) -> None:
    page = coordinator
    address = import_plan(page, tmp_path, 34)
    for name in ("names", "dates", "assignments", "frame", "publish", "print", "abandon"):
        page.goto(f"{address}{name}/")
        look(page, f"plan-{name}")
    page.goto(f"{address}publish/")
    expect(page.get_by_text("处理完才能发布")).to_be_visible()


def test_without_script_everything_works_by_links_and_buttons(
    log_in: LogIn, tmp_path: Path
) -> None:
    page = log_in("coordinator", java_script_enabled=False)
    path = tmp_path / "服务方案.txt"
    path.write_text(PLAN.format(n=35), "utf-8")
    page.goto("/plans/new/")
    page.get_by_label("方案文件").set_input_files(path)
    page.get_by_role("button", name="上传并读取").click()
    heading = page.get_by_role("heading", name="原文", exact=True)
    for _ in range(60):
        if heading.count():
            break
        page.get_by_role("link", name="查看最新进度").or_(heading).first.wait_for()
        page.wait_for_timeout(500)
        page.reload()
    expect(heading).to_be_visible()
    page.locator("#source .mark-task").first.click()
    expect(page.locator("#pane")).to_have_attribute("data-tab", "task")
    card = page.locator("[data-card]", has_text="完善服务网络")
    card.get_by_role("button", name="采纳", exact=True).click()
    expect(page.locator("[data-card]", has_text="完善服务网络")).to_contain_text("已采纳")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-card]", has_text="完善服务网络")).to_contain_text("待审核")
    page.locator("[data-card]", has_text="完善服务网络").get_by_role("link", name="拆分").click()
    area = page.get_by_label("在要拆开的地方换行")
    area.fill(area.input_value().replace("指引,", "指引,\n"))
    page.get_by_role("button", name="拆分", exact=True).click()
    expect(page.locator("[data-card]", has_text="建立服务站名录").first).to_be_visible()
