"""The queue of due days: what is wrong is said where it was typed."""

import pytest
from django.test import Client
from tests.governance.plans.views.test_story import browser, go, page_of, send, task_of

from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.rules.openness import POINT_NAMES
from zhicheng.governance.plans.views import settling

__all__ = ["browser"]


def row_of(page: str, key: int) -> str:
    """The row of the table in which a task's day is set."""
    [row] = [row for row in page.split("<tr>") if f'id="on-{key}"' in row]
    return row


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "请填写完成时限。"),
        ("明年", "请按 2026-01-31 的格式填写日期。"),
        ("1920-01-01", "年份似有误，应在2000年至2100年之间，请核对。"),
        ("2009-01-01", "完成时限不能早于"),
    ],
)
def test_a_wrong_day_is_said_at_its_row_and_stays(
    browser: Client, draft: Version, typed: str, why: str
) -> None:
    item = task_of(draft)
    send(
        browser, "set_frame", draft.pk, title="方案",
        period_start="2026-01-01", period_end="2028-12-31",
    )  # fmt: skip
    response = send(browser, "set_due", item.pk, on=typed)
    assert response.status_code == 422
    page = page_of(response)
    row = row_of(page, item.pk)
    assert why in row and 'aria-invalid="true"' in row
    assert page.count(why) == 1, "here and nowhere else"
    assert f'value="{typed}"' in row
    assert item.values["title"] in row
    assert f'href="#on-{item.pk}"' in page
    assert page.count('aria-current="step"') == 1, "the step keeps its mark"
    item.refresh_from_db()
    assert not item.values.get("due_on")


def test_the_page_of_the_row_is_shown(
    browser: Client, draft: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PER_PAGE", 1)
    for item in draft.items.filter(kind="task"):
        page = page_of(send(browser, "set_due", item.pk, on="明年"))
        assert "请按 2026-01-31 的格式填写日期。" in row_of(page, item.pk)


def test_a_stated_day_outside_of_the_period_is_kept_with_its_reason_or_the_row_says_why_not(
    browser: Client, draft: Version
) -> None:
    item = task_of(draft)
    item.values = {**item.values, "due": "2035-12"}
    item.save(update_fields=["values"])
    frame = {"title": "方案", "period_start": "2026-01-01", "period_end": "2028-12-31"}
    send(browser, "set_frame", draft.pk, **frame)
    assert "按原文保留" in row_of(go(browser, "dates", draft.pk), item.pk)
    refused = send(browser, "keep_due", item.pk, reason=" ")
    assert refused.status_code == 422
    row = row_of(page_of(refused), item.pk)
    assert "请写明按原文保留的理由。" in row and row.count('aria-invalid="true"') == 1
    assert f'href="#reason-{item.pk}"' in page_of(refused)
    row = row_of(page_of(send(browser, "keep_due", item.pk, reason="省里下达的时限")), item.pk)
    assert "2035-12-31" in row and "按原文保留：省里下达的时限" in row
    assert "invalid-feedback" not in row
    card = go(browser, "version", draft.pk, item=item.pk)
    assert "2035-12-31（方案写明，按原文保留，省里下达的时限）" in card


def test_a_day_that_needs_no_keeping_is_said_to_be_so_at_its_row(
    browser: Client, draft: Version
) -> None:
    item = task_of(draft)
    item.values = {**item.values, "due": "2027-12"}
    item.save(update_fields=["values"])
    refused = send(browser, "keep_due", item.pk, reason="省里下达")
    assert refused.status_code == 422
    row = row_of(page_of(refused), item.pk)
    assert "在方案期限内，不需要另行保留" in row and 'value="省里下达"' in row


def test_nothing_ticked_confirms_nothing_and_says_so(browser: Client, draft: Version) -> None:
    send(browser, "set_frame", draft.pk, title="方案", period_end="2028-12-31")
    page = page_of(send(browser, "confirm_dates", draft.pk))
    assert "请先勾选" in page
    assert "已确认" not in page
    assert "已确认 1 项" in page_of(
        send(browser, "confirm_dates", draft.pk, items=[task_of(draft).pk])
    )


def test_what_has_an_inferred_day_is_not_said_to_have_none(browser: Client, draft: Version) -> None:
    assert POINT_NAMES["due"] == "任务的完成时限待确认"
    page = go(browser, "publish", draft.pk)
    assert "任务的完成时限待确认（" in page
    assert "没有完成时限（" not in page


def test_short_buttons_keep_their_line(browser: Client, draft: Version) -> None:
    page = go(browser, "assignments", draft.pk)
    assert page.count('<div class="row-verbs"><a class="btn') == page.count('data-head="办理"') > 0
