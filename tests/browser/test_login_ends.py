"""The login ends while somebody writes: the words are kept, and sent on after logging in again."""

from playwright.sync_api import expect
from tests.browser.conftest import fill_login
from tests.browser.test_entrance import LogIn, Look

from zhicheng.foundation.accounts.sample import PASSWORD

WORDS = "已完成三次会商，还差两份材料。"
OTHER_WORDS = "实施细则已经印发。"


def test_a_report_survives_the_end_of_the_login(log_in: LogIn, look: Look) -> None:
    page = log_in("kjj", "/tasks/mine/")
    page.get_by_role("link", name="按退回意见补充后重新报送").first.click()
    page.get_by_role("textbox", name="办理情况").fill(WORDS)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", name="登录已失效")).to_be_visible()
    expect(page.get_by_role("textbox", name="您刚才填写的内容")).to_have_value(WORDS)
    look(page, "login-ended")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    fill_login(opened.value, "kjj", PASSWORD)
    page.get_by_role("button", name="已登录，继续提交").click()
    page.get_by_role(
        "button", name="继续提交"
    ).click()  # the earlier login's token was no longer good
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    expect(page.get_by_role("textbox", name="办理情况")).to_have_value(WORDS)


def test_going_back_finds_what_was_typed(log_in: LogIn) -> None:
    page = log_in("kjj", "/tasks/mine/")
    page.get_by_role("link", name="按退回意见补充后重新报送").first.click()
    page.get_by_role("textbox", name="办理情况").fill(OTHER_WORDS)
    token = page.locator("main form [name=csrfmiddlewaretoken]")
    token.evaluate("field => { field.value = 'x'.repeat(64); }")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", name="页面已失效")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("textbox", name="办理情况")).to_have_value(OTHER_WORDS)
    expect(page.get_by_role("button", name="保存草稿")).to_be_enabled()
