"""The ledger in a browser: a unit is given a task, reports, is sent back, and the office closes it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

Look = Callable[[Page, str], None]
LogIn = Callable[..., Page]
TASK = "完善司法保护"


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    file = tmp_path / "办理情况.pdf"
    file.write_bytes(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n")
    return file


def open_task(page: Page) -> None:
    page.goto(f"/tasks/?q={TASK}")
    page.get_by_role("link", name=TASK).click()


def part(page: Page, unit: str) -> Locator:
    """The card of a unit on a task's page."""
    return page.locator(".task-part", has=page.get_by_role("heading", name=unit))


def do(page: Page, unit: str, verb: str, words: str = "") -> None:
    """Press a step's button on a unit's card, say what is asked for, and confirm."""
    part(page, unit).get_by_role("link", name=verb, exact=True).click()
    if words:
        page.get_by_role("textbox").fill(words)
    page.locator("main").get_by_role("button", name=verb, exact=True).click()
    expect(page.get_by_text(f"：已{verb}。")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "path", "name"),
    [
        ("verifier2", "/", "home-office"),
        ("kjj", "/", "home-officer"),
        ("coordinator2", "/tasks/", "ledger"),
        ("coordinator2", "/tasks/?group=chapter", "ledger-chapters"),
        ("coordinator2", "/tasks/parts/?group=unit", "ledger-units"),
        ("coordinator2", "/tasks/?print=1", "ledger-print"),
        ("coordinator2", "/tasks/?light=overdue", "ledger-overdue"),
        ("coordinator2", "/tasks/?q=没有这样的任务", "ledger-nothing"),
        ("coordinator2", "/tasks/units/", "units"),
        ("scj", "/tasks/mine/", "mine-officer"),
        ("scj-head", "/tasks/mine/", "mine-head"),
        ("verifier2", "/tasks/mine/", "mine-verifier"),
        ("scj", "/tasks/mine/sign/", "bulk"),
    ],
)
def test_pages(who: str, path: str, name: str, log_in: LogIn, look: Look) -> None:
    look(log_in(who, path), name)


def test_a_task_from_assignment_to_close(log_in: LogIn, look: Look, proof: Path) -> None:
    unit = "示例市工业和信息化局"
    coordinator = log_in("coordinator")
    open_task(coordinator)
    coordinator.get_by_role("link", name="增加承担单位").click()
    look(coordinator, "assign")
    coordinator.get_by_label("单位", exact=False).first.select_option(label="市工业和信息化局")
    coordinator.get_by_role("button", name="分派").click()
    expect(coordinator.get_by_text("已分派给市工业和信息化局")).to_be_visible()

    officer = log_in("gxj", "/tasks/mine/")
    open_task(officer)
    do(officer, unit, "签收")
    part(officer, unit).get_by_role("link", name="填写报告").click()
    officer.get_by_role("textbox", name="办理情况").fill("已建立线索移送清单。")
    officer.get_by_label("完成进度").fill("100")
    officer.get_by_label("添加佐证材料").set_input_files(proof)
    look(officer, "report-form")
    officer.get_by_role("button", name="保存并提请负责人报送").click()
    expect(officer.get_by_text("已保存，并提请负责人报送")).to_be_visible()
    look(officer, "report-handed-up")

    head = log_in("gxj-head", "/tasks/mine/")
    head.get_by_role("row", name=TASK).get_by_role("link", name=re.compile("^审阅并报送")).click()
    head.get_by_role("button", name="报送", exact=True).click()
    expect(head.get_by_text("已报送，联席会议办公室会收到通知")).to_be_visible()

    verifier = log_in("verifier", "/tasks/mine/")
    open_task(verifier)
    look(verifier, "task-reported")
    with verifier.expect_download() as download:
        verifier.get_by_role("link", name="办理情况.pdf").click()
    assert download.value.path().read_bytes() == proof.read_bytes()
    part(verifier, unit).get_by_role("link", name="退回", exact=True).click()
    look(verifier, "return")
    verifier.get_by_label("理由").fill("请补充移送数量。")
    verifier.get_by_role("button", name="退回").click()

    head.goto("/tasks/mine/")
    open_task(officer)
    part(officer, unit).get_by_role("link", name="填写报告").click()
    expect(officer.get_by_text("请补充移送数量。")).to_be_visible()
    look(officer, "report-returned")
    officer.get_by_role("textbox", name="办理情况").fill("已建立线索移送清单，移送线索十二条。")
    officer.get_by_role("button", name="保存并提请负责人报送").click()
    open_task(head)
    part(head, unit).get_by_role("link", name="填写报告").click()
    head.get_by_role("button", name="报送", exact=True).click()

    open_task(verifier)
    do(verifier, unit, "复核通过")
    do(verifier, unit, "销号")
    expect(part(verifier, unit).get_by_text("已销号")).to_be_visible()
    look(verifier, "task-closed")


def test_without_script_a_report_is_saved_and_read_again(log_in: LogIn) -> None:
    page = log_in("kjj", "/tasks/mine/", java_script_enabled=False)
    page.get_by_role("link", name="填写报告并报送").first.click()
    page.get_by_role("textbox", name="办理情况").fill("无脚本也能保存。")
    page.get_by_label("完成进度").fill("40")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    expect(page.get_by_role("textbox", name="办理情况")).to_have_value("无脚本也能保存。")


def test_leaving_an_unsaved_report_asks_first(log_in: LogIn) -> None:
    page = log_in("kjj", "/tasks/mine/")
    page.get_by_role("link", name="填写报告并报送").first.click()
    page.get_by_role("textbox", name="办理情况").fill("还没有保存")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.get_by_role("link", name="返回任务").click()
    page.wait_for_load_state()
    assert asked == ["beforeunload"]


def test_every_figure_of_the_first_page_opens_its_rows(log_in: LogIn) -> None:
    page = log_in("verifier2")
    for figure in page.locator(".figure").all():
        number = figure.locator(".figure-value").inner_text().split()[0]
        url = figure.get_attribute("href")
        assert url
        answer = page.request.get(url)
        assert f"共 {number} 条" in answer.text(), url


def test_the_sum_runs_along_while_shares_are_typed(log_in: LogIn, look: Look) -> None:
    page = log_in("coordinator")
    open_task(page)
    page.get_by_role("link", name="分解任务").click()
    page.get_by_label("总量").fill("40")
    page.get_by_label("计量单位").fill("家")
    shares = page.locator("[data-part]")
    shares.nth(0).fill("25.5")
    told = page.locator("[data-running-sum]")
    expect(told).to_have_text("各单位数量合计 25.5家，尚余 14.5家。")
    shares.nth(1).fill("1,014.5")
    expect(told).to_have_text("各单位数量合计 1,040家，超出 1,000家。")
    look(page, "breakdown")
    shares.nth(1).fill("１４．５")
    expect(told).to_have_text("各单位数量合计 40家，与可分解的数量一致。")
    page.get_by_label("总量").fill("")
    expect(told).to_have_text("各单位数量合计 40家。")
    expect(told).to_be_in_viewport()
