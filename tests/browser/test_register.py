"""A gazette from its upload to the right and its holders, and whom a name means."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.register.gazette import EARLY, HEAD, MANGLED

GRANTED = (
    "CN209000003U,2019-07-09,201710601862.3,2017-07-21,一种示例齿圈,"
    "示例精密机械有限公司;云溪智能装备有限公司,,F16H1/00"
)


def test_a_gazette_is_tried_imported_and_found(
    log_in: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    page = log_in("coordinator", "/imports/add/")
    text = "\n".join((HEAD, GRANTED, MANGLED, EARLY)).encode()
    page.get_by_label("文件").set_input_files(
        {"name": "公报.csv", "mimeType": "text/csv", "buffer": text}
    )
    page.get_by_role("button", name="试导入").click()
    expect(page.get_by_text("早于申请日")).to_be_visible(timeout=60_000)
    look(page, "import-report")
    page.get_by_role("link", name="正式导入").click()
    look(page, "import-for-good")
    page.get_by_role("button", name="正式导入").click()
    expect(page.get_by_text("早于申请日")).to_be_visible(timeout=60_000)

    page.goto("/rights/?q=CN209000003U")
    look(page, "rights")
    page.get_by_role("link", name="一种示例齿圈").click()
    expect(page.get_by_text("主体待确认")).to_be_visible()
    page.get_by_label("哪一天的状态").fill("2018-01-01")
    page.get_by_role("button", name="查看这一天").click()
    expect(page.get_by_text(re.compile("2018年1月1日的状态"))).to_be_visible()
    look(page, "right")
    page.go_back()
    page.get_by_role("link", name="示例精密机械有限公司").click()
    look(page, "party")

    page.goto("/parties/queue/")
    look(page, "queue")
    page.get_by_role("link", name="云溪智能装备有限公司").first.click()
    page.get_by_label(re.compile("云溪智能装备股份有限公司")).check()
    look(page, "settle")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("已确认。")).to_be_visible()
    page.goto("/parties/")
    look(page, "parties")

    page.goto("/imports/")
    page.get_by_role("link", name="公报.csv").first.click()
    page.get_by_role("link", name="撤销导入").click()
    page.get_by_label("理由").fill("各列错位")
    look(page, "import-undo")
    page.get_by_role("button", name="撤销导入").click()
    expect(page.get_by_text("已撤销这次导入。")).to_be_visible()
    look(page, "import-undone")
    page.goto("/rights/?q=CN209000003U")
    expect(page.get_by_text("一种示例齿圈")).to_have_count(0)
