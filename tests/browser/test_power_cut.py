"""All processes of ``script/server`` are killed at once, as a power cut does it; then it is started again.

What had been said to be saved is there afterwards, what was under way is done wholly or not at all, and the
audit chain is well. The city is a test's own: the other tests must not lose theirs.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import TIMEOUT_MS, fill_login
from tests.browser.server import Server, serving

from zhicheng.foundation.accounts.sample import PASSWORD
from zhicheng.governance.plans.actions.importing import READ

SECTIONS, EACH = 8, 25
TASKS = SECTIONS * EACH
AGAIN_MS = 60_000
"""Until a job whose worker is gone is taken up again, and done: the lease must run out first."""
READINGS = f"FROM jobs_job WHERE kind = '{READ}'"
PAUSES = (0.0, 0.08)
"""Seconds between the sending of a report and the cut: before the rows are written, or about then."""
SAID, UNDER_WAY = "已完成首批入库登记。", "已完成第二批入库登记。"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that takes a moment to read."""
    tasks = "\n\n".join(_section(number) for number in range(1, SECTIONS + 1))
    file = tmp_path / "服务点建设方案.txt"
    file.write_text(
        f"示例市知识产权服务点建设工作方案(2026-2027年)\n\n一、重点任务\n\n{tasks}\n", "utf-8"
    )
    return file


def _section(number: int) -> str:
    tasks = (
        f"{n}.推进第{number}片区第{n}号服务点建设。编制工作指引,登记服务对象。(责任单位:市科技局、市教育局)"
        for n in range(1, EACH + 1)
    )
    return "\n\n".join((f"({'一二三四五六七八'[number - 1]})建设第{number}片区", *tasks))


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    file = tmp_path / "入库登记表.txt"
    file.write_text("第二批登记对象，逐一核对。\n" * 50_000, "utf-8")
    return file


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One person's browser, which stays open while the server is gone."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(TIMEOUT_MS)
    yield context.new_page()
    context.close()


def enter(page: Page, server: Server, username: str, path: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server.url}/account/login/?next={path}")
    fill_login(page, username, PASSWORD)


def asked(data: Path, question: str) -> list[tuple[object, ...]]:
    """What stands in the city's database, read from beside."""
    database = sqlite3.connect(f"file:{data}/zhicheng.sqlite3?mode=ro", uri=True, timeout=10)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not true():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)


def last_job(data: Path) -> tuple[object, ...]:
    """State and attempts of the reading that was added last."""
    return asked(data, f"SELECT state, attempts {READINGS} ORDER BY id DESC LIMIT 1")[0]


def imported(data: Path) -> tuple[object, ...]:
    """How many versions there are of the plan that was uploaded, and how many tasks they have."""
    return asked(
        data,
        "SELECT count(DISTINCT v.id), count(i.id) FROM plans_version v"
        " LEFT JOIN plans_item i ON i.version_id = v.id AND i.kind = 'task'"
        " WHERE v.file_name = '服务点建设方案.txt'",
    )[0]  # fmt: skip


def upload_and_cut(page: Page, data: Path, plan: Path) -> None:
    """Lose power while the worker reads the plan."""
    with serving(data) as server:
        enter(page, server, "coordinator", "/plans/new/")
        before = asked(data, f"SELECT count(*) {READINGS}")
        server.worker()
        processes = server.processes()
        page.get_by_label("方案文件").set_input_files(plan)
        page.get_by_role("button", name="上传并读取").click(no_wait_after=True)
        wait_until(lambda: asked(data, f"SELECT count(*) {READINGS}") != before)
        wait_until(lambda: last_job(data)[0] == "running")
        server.kill(processes)


def save_and_cut(page: Page, data: Path) -> str:
    """Lose power as soon as the page says that the report is saved; returns the report's path."""
    with serving(data) as server:
        enter(page, server, "kjj", "/tasks/mine/")
        page.get_by_role("link", name="填写报告并报送").first.click()
        page.get_by_role("textbox", name="办理情况").fill(SAID)
        page.get_by_role("button", name="保存草稿").click()
        expect(page.get_by_text("草稿已保存")).to_be_visible()
        server.kill()
        return page.url.removeprefix(server.url)


def send_and_cut(page: Page, data: Path, path: str, proof: Path, pause: float) -> None:
    """Look at what there is, then lose power while the next report, with a file, is under way."""
    with serving(data) as server:
        look_at_report(page, server, path, proof)
        page.get_by_role("textbox", name="办理情况").fill(UNDER_WAY)
        page.get_by_label("添加佐证材料").set_input_files(proof)
        with page.expect_request(lambda request: request.method == "POST"):
            page.get_by_role("button", name="保存草稿").click(no_wait_after=True)
        time.sleep(pause)
        server.kill()


def look_at_report(page: Page, server: Server, path: str, proof: Path) -> None:
    """The last report is there with its file, or the one before without: never one half of it."""
    page.goto(f"{server.url}{path}")
    text = page.get_by_role("textbox", name="办理情况").input_value()
    files = page.locator(".aside-box").get_by_role("link", name=proof.name)
    assert (text, files.count()) in {(SAID, 0), (UNDER_WAY, 1)}
    if files.count():
        address = files.get_attribute("href")
        assert page.request.get(f"{server.url}{address}").body() == proof.read_bytes()


def test_a_city_that_loses_power_has_everything_that_it_said_it_had(
    page: Page, plan: Path, proof: Path, make_city: Callable[[str], Path]
) -> None:
    data = make_city("power-cut")
    upload_and_cut(page, data, plan)
    assert last_job(data) == ("running", 1)
    report = save_and_cut(page, data)
    for pause in PAUSES:
        send_and_cut(page, data, report, proof, pause)
    with serving(data) as server:
        look_at_report(page, server, report, proof)
        enter(page, server, "coordinator", "/plans/")
        page.get_by_role("link", name=re.compile("服务点建设")).first.click()
        expect(page.get_by_role("heading", name="原文", exact=True)).to_be_visible(timeout=AGAIN_MS)
        end = time.monotonic() + AGAIN_MS / 1000
        while last_job(data)[0] == "running" and time.monotonic() < end:
            time.sleep(0.2)  # what was read is there a moment before its job says so
        state, attempts = last_job(data)
        assert state == "done"
        assert attempts != 1, "nobody took it up again"
        assert imported(data) == (1, TASKS)
        assert "审计链完整" in server.command("audit", "verify")
