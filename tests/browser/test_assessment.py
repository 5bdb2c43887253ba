"""An assessment in a browser: drawn up, published, scored, verified, announced, appealed, frozen."""

import json
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import expect
from tests.browser.assessing import UNITS, LogIn, Look, assess, follow, open_sheet
from tests.browser.server import Server


def test_an_assessment_from_draft_to_the_frozen_result(
    log_in: LogIn, look: Look, server: Server, tmp_path: Path
) -> None:
    office, appellant = assess(log_in, look, server, tmp_path)
    with office.expect_download() as download:
        follow(office, "下载定稿结果")
    frozen = tmp_path / "frozen.json"
    download.value.save_as(frozen)
    expect(office.locator("main")).to_contain_text(sha256(frozen.read_bytes()).hexdigest())
    ranks = {row["unit"]: row["rank"] for row in json.loads(frozen.read_text("utf-8"))["sheets"]}
    assert ranks == {"市科技局": 1, "市财政局": 2}, "the appeal was upheld, and places followed"
    assert "均一致" in server.command("assessment", "check")
    open_sheet(appellant, UNITS["kjj"])
    expect(appellant.get_by_role("link", name="提出申诉")).to_have_count(0)
