"""The main job in a browser, with real people's real steps: a municipal plan becomes a ledger.

The coordinator imports a plan as it stands on the web, settles what it leaves open and publishes it; 市科技局
signs and reports with a file; the verifier returns the report once, then closes it; the leader's page
shows the change.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

LogIn = Callable[..., Page]
Look = Callable[[Page, str], None]
UNIT = "示例市科学技术局"
SHARED = Path(os.environ.get("ZHICHENG_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.fixture
def seed() -> Path:
    """The plan of 新乡, page chrome included."""
    found = sorted((SHARED / "plans" / "seeds").glob("000_*.txt"))
    if not found:
        pytest.skip("the folder of real documents (ZHICHENG_SHARED) is not here")
    return found[0]


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    file = tmp_path / "培育清单.txt"
    file.write_text("高价值专利培育清单：示例企业甲、示例企业乙。", encoding="utf-8")
    return file


def step(page: Page, name: str) -> None:
    """Go to one of the steps of the review (条目与疑点 … 发布)."""
    page.get_by_role("link", name=re.compile(f"^{name}")).first.click()
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def submit(page: Page, button: Locator) -> None:
    """Press what leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def accept_every_kind(page: Page) -> None:
    for kind in ("任务", "指标", "周期性工作", "建设清单"):
        tabs = page.get_by_role("navigation", name="条目类别")
        tab = tabs.get_by_role("link", name=re.compile(f"^{kind}"))
        tab.click()
        expect(tab).to_have_attribute("aria-current", "true")
        press(page, "采纳本类全部待审核")
        expect(tab).not_to_contain_text("处待处理")


def settle_names(page: Page) -> None:
    """Confirm the suggestions; give the one unknown name to a unit of the city."""
    step(page, "单位名称")
    submit(page, page.get_by_role("button", name=re.compile(r"^确认 \d+ 条建议")))
    while (confirm := page.get_by_role("button", name=re.compile(r"^确认\s*："))).count():
        submit(page, confirm.first)
    while (unknown := page.get_by_role("link", name=re.compile("^指定单位"))).count():
        submit(page, unknown.first)
        chosen = page.locator("#chosen")
        chosen.get_by_label("市委组织部").check()
        submit(page, chosen.get_by_role("button", name="确定"))


def figure(page: Page, name: str) -> int:
    """A figure of the whole city on the first page."""
    card = page.locator(".figure", has=page.get_by_text(name, exact=True)).first
    return int(re.findall(r"\d+", card.inner_text())[0])


def row_of_science(page: Page) -> dict[str, int]:
    """The figures of 市科技局 in the one table of a page that names it, each by its column's head."""
    row = page.get_by_role("row", name=re.compile("^市科技局"))
    heads = page.locator("table", has=row).locator("thead th").all_inner_texts()
    cells = row.locator("th, td").all_inner_texts()
    return {head: int(cell) for head, cell in zip(heads[1:], cells[1:], strict=True)}


def open_of_science(mayor: Page) -> int:
    """How much 市科技局 has in hand, in the table below the bars of the units on the first page."""
    units = mayor.locator("section", has=mayor.get_by_role("heading", name="各单位分工"))
    expect(units.locator("canvas")).to_be_visible()
    units.get_by_text("数据表", exact=True).click()
    return sum(row_of_science(mayor).values())


def closed_by_science(mayor: Page) -> int:
    """How much 市科技局 has closed, on the page of all units that the first page leads to."""
    mayor.get_by_role("link", name="查看全部单位").click()
    closed = row_of_science(mayor)["已销号"]
    mayor.go_back()
    return closed


def part(page: Page) -> Locator:
    return page.locator(".task-part", has=page.get_by_role("heading", name=UNIT))


def decide(page: Page, verb: str, reason: str = "") -> None:
    part(page).get_by_role("link", name=verb, exact=True).click()
    if reason:
        page.get_by_label("理由").fill(reason)
    page.locator("main").get_by_role("button", name=verb, exact=True).click()
    page.wait_for_load_state()


def test_a_municipal_plan_becomes_a_ledger(
    seed: Path, proof: Path, log_in: LogIn, look: Look
) -> None:
    mayor = log_in("mayor")
    tasks_before, closed_before = figure(mayor, "任务总数"), closed_by_science(mayor)
    open_before = open_of_science(mayor)

    office = log_in("coordinator2", "/plans/new/")
    office.get_by_label("方案文件").set_input_files(seed)
    press(office, "上传并读取")
    expect(office.get_by_role("heading", name="原文")).to_be_visible(timeout=30_000)
    look(office, "story-review")
    step(office, "发布")
    expect(office.get_by_text(re.compile(r"还有 \d+ 处需要处理"))).to_be_visible()
    step(office, "条目与疑点")
    while (doubt := office.get_by_role("button", name="按原文，已核实")).count():
        left = doubt.count()
        doubt.first.click()
        expect(doubt).to_have_count(left - 1)
    accept_every_kind(office)
    settle_names(office)
    step(office, "完成时限")
    submit(office, office.get_by_role("button", name=re.compile("^全部确认为 2026-12-31")))
    step(office, "方案信息")
    office.get_by_label("各单位分别承担，任务状态由各单位汇总").check()
    press(office, "确定")
    step(office, "发布")
    look(office, "story-publish")
    press(office, "发布")
    expect(office.get_by_text("已发布").first).to_be_visible()
    mayor.reload()
    open_now = open_of_science(mayor)
    assert open_now > open_before

    title = "加大高价值专利培育力度"
    officer = log_in("kjj", f"/tasks/?q={title}")
    officer.get_by_role("link", name=title).click()
    decide(officer, "签收")
    part(officer).get_by_role("link", name="填写报告").click()
    officer.get_by_label("办理情况").fill("已建立培育清单，两家企业入库。")
    officer.get_by_label("完成进度").fill("100")
    officer.get_by_label("添加佐证材料").set_input_files(proof)
    press(officer, "保存并提请负责人报送")
    send(log_in("kjj-head", f"/tasks/?q={title}"), title)

    verifier = log_in("verifier", f"/tasks/?q={title}")
    verifier.get_by_role("link", name=title).click()
    look(verifier, "story-reported")
    decide(verifier, "退回", "请补充入库日期。")
    expect(verifier.get_by_text("请补充入库日期。").first).to_be_visible()

    officer.goto(f"/tasks/?q={title}")
    officer.get_by_role("link", name=title).click()
    part(officer).get_by_role("link", name="填写报告").click()
    officer.get_by_label("办理情况").fill("已建立培育清单，两家企业于11月20日入库。")
    press(officer, "保存并提请负责人报送")
    send(log_in("kjj-head", f"/tasks/?q={title}"), title)

    verifier.goto(f"/tasks/?q={title}")
    verifier.get_by_role("link", name=title).click()
    decide(verifier, "复核通过")
    decide(verifier, "销号")
    expect(part(verifier).get_by_text("已销号").first).to_be_visible()
    look(verifier, "story-closed")

    mayor.reload()
    assert figure(mayor, "任务总数") == tasks_before + 24
    assert open_of_science(mayor) == open_now - 1
    assert closed_by_science(mayor) == closed_before + 1
    look(mayor, "story-mayor")


def send(head: Page, title: str) -> None:
    """The unit's head reads the draft and sends it."""
    head.get_by_role("link", name=title).click()
    part(head).get_by_role("link", name=re.compile("^填写报告")).click()
    press(head, "报送")
    expect(head.get_by_text("已报送")).to_be_visible()
