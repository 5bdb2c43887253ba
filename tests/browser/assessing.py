"""Steps of the office's stories: an assessment drawn up, scored, verified, announced, appealed, frozen."""

import re
from collections.abc import Callable
from pathlib import Path

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.server import Server

Look = Callable[[Page, str], None]
LogIn = Callable[..., Page]
TITLE = "信息报送专项考核"
UNITS = {"kjj": "市科技局", "czj": "市财政局"}


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def follow_of(page: Page, verb: str, row: str) -> None:
    """The link of a row, whose name says of which row to those who do not see it."""
    page.locator("main").get_by_role("link", name=re.compile(rf"^{verb}\s*{row}$")).click()


def step(page: Page, verb: str, words: str = "") -> None:
    """Take a step that asks once."""
    follow(page, verb)
    if words:
        page.get_by_role("textbox").last.fill(words)
    press(page, verb)
    expect(page.get_by_text(f"已{verb}。")).to_be_visible()


def open_scheme(page: Page) -> None:
    page.goto(f"/assessment/?q={TITLE}")
    page.get_by_role("link", name=TITLE).click()


def open_sheet(page: Page, unit: str) -> None:
    open_scheme(page)
    page.locator("main").get_by_role("link", name=unit, exact=True).click()


def draw_up(page: Page) -> None:
    page.goto("/assessment/")
    follow(page, "起草考核方案")
    page.get_by_label("名称").fill(TITLE)
    page.get_by_label("自评截止").fill(f"{localdate().year + 1}-06-30")
    press(page, "保存草稿")
    for name, weight in (("信息数量", "55"), ("信息质量", "40")):
        follow(page, "新增维度")
        page.get_by_label("维度").fill(name)
        page.get_by_label("权重").fill(weight)
        press(page, "保存")
        follow_of(page, "新增指标", name)
        page.get_by_label("考核指标").fill(f"{name}得分")
        page.get_by_label(re.compile("^分值")).fill(weight)
        page.get_by_label("须提交的佐证").fill("采用情况")
        page.get_by_label("评分方式").select_option(label="评分")
        press(page, "保存")
    follow(page, "选择被考核单位")
    for unit in UNITS.values():
        page.get_by_label(unit, exact=True).check()
    press(page, "保存")


def score(page: Page, unit: str, scores: tuple[str, str], paper: Path) -> None:
    for name, given in zip(("信息数量得分", "信息质量得分"), scores, strict=True):
        open_sheet(page, unit)
        follow_of(page, "自评", name)
        page.get_by_label("自评分").fill(given)
        press(page, "保存")
        follow_of(page, "附佐证", name)
        page.get_by_label("上传材料").set_input_files(paper)
        press(page, "附上")
        expect(page.get_by_text("佐证已附上。")).to_be_visible()
    open_sheet(page, unit)
    step(page, "报送自评")


def assess(log_in: LogIn, look: Look, server: Server, folder: Path) -> tuple[Page, Page]:
    """Draw up an assessment of two units, carry it through, uphold an appeal and freeze the result; the pages of
    the office and of the head who appealed."""
    paper = folder / "采用情况.txt"
    paper.write_text("采用情况（示例材料）\n", encoding="utf-8")
    office = log_in("coordinator2")
    draw_up(office)
    look(office, "assessment-draft")
    follow(office, "发布方案")
    press(office, "发布方案")
    expect(office.get_by_text("各维度权重合计 95，应为 100。")).to_be_visible()
    open_scheme(office)
    follow_of(office, "修改", "信息数量")
    office.get_by_label("权重").fill("60")
    press(office, "保存")
    follow_of(office, "修改", "信息数量得分")
    office.get_by_label(re.compile("^分值")).fill("60")
    press(office, "保存")
    step(office, "发布方案")
    expect(office.get_by_role("link", name="新增维度")).to_have_count(0)

    heads = {who: log_in(f"{who}-head") for who in UNITS}
    score(heads["kjj"], UNITS["kjj"], ("50", "30"), paper)
    score(heads["czj"], UNITS["czj"], ("50", "32"), paper)
    look(heads["czj"], "assessment-sheet")

    verifier = log_in("verifier2")
    open_sheet(verifier, UNITS["kjj"])
    follow_of(verifier, "核定", "信息质量得分")
    verifier.get_by_label("核定分").fill("26")
    press(verifier, "核定")
    expect(verifier.get_by_text("理由")).not_to_have_count(0)  # another score says why
    verifier.get_by_label("核定理由").fill("两期信息未被采用。")
    press(verifier, "核定")
    for unit in UNITS.values():
        open_sheet(verifier, unit)
        follow(verifier, "按自评确认其余各项")
        verifier.locator("main").get_by_role("button").last.click()
        step(verifier, "核定完成")

    open_scheme(office)
    step(office, "公示结果")
    follow(office, "考核结果")
    rows = office.locator("main table tbody tr")
    expect(rows.nth(0)).to_contain_text("市财政局")
    look(office, "assessment-ranking")

    appellant = heads["kjj"]
    open_sheet(appellant, UNITS["kjj"])
    follow(appellant, "提出申诉")
    appellant.get_by_label("申诉事项").select_option(label=offered(appellant, "信息质量得分"))
    appellant.get_by_label("申诉理由").fill("两期信息均被省级刊物采用，附采用通知。")
    appellant.get_by_label("佐证材料").set_input_files(paper)
    press(appellant, "提出")
    expect(appellant.get_by_text("申诉已提出")).to_be_visible()

    open_sheet(office, UNITS["kjj"])
    office.get_by_role("link", name="信息质量得分").last.click()
    follow(office, "答复申诉")
    office.get_by_label("改定的得分").fill("36")
    office.get_by_label("申诉成立").check()
    office.get_by_label("答复意见").fill("经核对采用通知，补计十分。")
    press(office, "答复")
    expect(office.get_by_text("申诉已答复")).to_be_visible()
    look(office, "assessment-appeal")

    open_scheme(office)
    expect(office.get_by_role("button", name="定稿")).to_be_disabled()  # the term of appeal runs
    server.command("shell", "-c", _FREEZE_LATER)
    open_scheme(office)
    return office, appellant


_FREEZE_LATER = f"""
from datetime import timedelta
from django.utils import timezone
from zhicheng.foundation.accounts.models import User
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.models import Scheme
by, at = User.objects.get(username="coordinator2"), timezone.now() + timedelta(30)
actions.freeze(
    scheme=Scheme.objects.get(title="{TITLE}"), reason="联席会议审议通过。", convener="示例·召集人",
    lead=by.unit, signed_on=timezone.localdate(at), by=by, at=at,
)
"""
"""The same action that the button takes, a month later: the term of appeal is over then."""


def offered(page: Page, words: str) -> str:
    """The whole text of the choice that contains these words."""
    choices = page.get_by_label("申诉事项").locator("option").all_inner_texts()
    return next(text for text in choices if words in text)
