"""The whole way of a plan through the pages, without a script running in any of them."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.governance.plans.conftest import AMENDED, PLAN, Uploader

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Doubt, Item, Version

BROKEN = "%PDF-1.4 这不是一份完整的文件"


@pytest.fixture
def browser(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def go(browser: Client, page: str, /, *args: int, **query: Any) -> str:
    response = browser.get(reverse(f"plans:{page}", args=args), query)
    assert response.status_code == 200
    return str(response.content.decode())


def send(browser: Client, verb: str, /, *args: int, **data: Any) -> Any:
    return browser.post(reverse(f"plans:{verb}", args=args), data, follow=True)


def page_of(response: Any) -> str:
    return str(response.content.decode())


def test_from_upload_to_publication(browser: Client, units: dict[str, Unit], officer: User) -> None:
    assert "还没有工作方案" in go(browser, "index")
    file = SimpleUploadedFile("方案.txt", PLAN.encode())
    page = send(browser, "upload", file=file)
    version = Version.objects.get()
    assert "排队等待读取" in page_of(page)
    assert "hx-trigger" in go(browser, "progress", version.pk)
    work_once("test")
    assert browser.get(reverse("plans:progress", args=[version.pk]))["HX-Redirect"]
    assert "培育高价值专利" in go(browser, "version", version.pk, tab="task")

    page = send(browser, "publish", version.pk)
    assert "还有" in page_of(page)
    assert "尚" not in version.state
    for kind in ("task", "target", "duty", "system"):
        page = send(browser, "accept_many", version.pk, all=kind)
    assert "已采纳" in page_of(page)
    send(browser, "confirm_names", version.pk)
    for name in version.unit_names.filter(settled=False):
        page = send(browser, "resolve", name.pk, units=[units["市商务局"].pk])
        assert f"已确定“{name.name}”" in page_of(page)
    assert "推断" in go(browser, "dates", version.pk)
    send(browser, "confirm_dates", version.pk, all="1")
    task = version.items.filter(kind="task").last()
    assert task is not None
    assert "加强组织领导" in go(browser, "assignments", version.pk, item=task.pk)
    send(browser, "assign", task.pk, responsible=[units["联席会议办公室"].pk])
    send(browser, "bare_list", version.pk, bare_list="each")
    assert "从此固定" in go(browser, "publish", version.pk)
    page = send(browser, "publish", version.pk)
    assert "共 4 项任务进入台账" in page_of(page)
    browser.force_login(officer)
    assert "2028-12-31（推断）" in go(browser, "version", version.pk, tab="task")
    assert "市市场监管局" in go(browser, "print", version.pk)


def test_a_misread_target_is_corrected(browser: Client, upload: Uploader) -> None:
    """RULES §11.1: a ratio that the document writes as a count of pieces."""
    misread = PLAN.replace(
        "每万人口高价值发明专利拥有量达到8件以上", "有效发明专利拥有量达到0.76件"
    )
    version = upload(misread)
    target = version.items.get(kind="target", sentence__contains="0.76")
    typed = {
        "indicator": "每万人口有效发明专利拥有量", "comparator": ">=", "value": "0.76",
        "unit": "件/万人", "due": "2001",
    }  # fmt: skip
    refused = send(browser, "correct", target.pk, **typed)
    assert refused.status_code == 422
    assert "截止不能早于方案开始的2026-01-01。" in page_of(refused)
    assert 'value="2001"' in page_of(refused), "what was typed stays"
    send(browser, "correct", target.pk, **{**typed, "due": "2028"})
    assert "每万人口有效发明专利拥有量" in go(browser, "version", version.pk, tab="target")
    target.refresh_from_db()
    assert (target.state, target.values["unit"]) == ("accepted", "件/万人")
    send(browser, "undo", version.pk)
    target.refresh_from_db()
    assert target.state == "proposed"


def test_a_refused_file_says_why(browser: Client, units: dict[str, Unit]) -> None:
    empty = browser.post(reverse("plans:upload"), {"file": SimpleUploadedFile("方案.txt", b"")})
    assert (empty.status_code, "文件是空的" in page_of(empty)) == (422, True)
    none = browser.post(reverse("plans:upload"), {})
    assert "请选择一份方案文件" in page_of(none)
    picture = SimpleUploadedFile("图.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    assert "不能接收" in page_of(browser.post(reverse("plans:upload"), {"file": picture}))


def test_a_document_that_is_known_says_where(browser: Client, draft: Version) -> None:
    page = send(browser, "upload", file=SimpleUploadedFile("副本.txt", PLAN.encode()))
    assert "已经导入过" in page_of(page)


def test_what_cannot_be_read_says_what_to_do(browser: Client, upload: Uploader) -> None:
    version = upload(BROKEN, name="方案.pdf")
    page = go(browser, "version", version.pk)
    assert version.problem in page
    assert "重新上传" in page
    assert browser.get(reverse("plans:file", args=[version.pk])).status_code == 200


def test_a_file_that_cannot_be_read_is_given_up_from_its_page(
    browser: Client, upload: Uploader
) -> None:
    version = upload(BROKEN, name="方案.pdf")
    way = reverse("plans:abandon", args=[version.pk])
    assert f'href="{way}"' in go(browser, "version", version.pk)
    assert "已放弃这一稿" in page_of(send(browser, "abandon", version.pk, reason="传错了文件"))
    page = go(browser, "version", version.pk)
    assert version.problem in page  # kept, with why it could not be read
    assert way not in page
    assert "重新上传" not in page


def test_a_reading_that_failed_can_be_run_again(
    browser: Client, coordinator: User, units: dict[str, Unit], now: datetime
) -> None:
    send(browser, "upload", file=SimpleUploadedFile("方案.txt", PLAN.encode()))
    version = Version.objects.get()
    Job.objects.update(state="failed", error="系统出错，已记录。")
    assert "重新读取" in go(browser, "version", version.pk)
    send(browser, "reread", version.pk)
    assert Job.objects.get().state == "queued"
    Version.objects.update(job=None)
    assert "后台任务已不存在" in go(browser, "version", version.pk)
    assert "后台任务已不存在" in page_of(send(browser, "reread", version.pk))


def task_of(version: Version) -> Item:
    return version.items.filter(kind="task")[0]


def test_a_wrong_correction_keeps_what_was_typed(browser: Client, draft: Version) -> None:
    item = task_of(draft)
    assert "保存并采纳" in go(browser, "version", draft.pk, item=item.pk, do="correct")
    data = {"title": "", "text": "改过的内容", "lead": "市科技局、市教育局"}
    response = browser.post(reverse("plans:correct", args=[item.pk]), data)
    assert response.status_code == 422
    page = page_of(response)
    assert "改过的内容" in page
    assert "市科技局、市教育局" in page
    page = page_of(send(browser, "correct", item.pk, **{**data, "title": "新名称"}))
    assert "新名称" in page


def test_a_wrong_split_keeps_what_was_typed(browser: Client, draft: Version) -> None:
    item = task_of(draft)
    assert "在要拆开的地方换行" in go(browser, "version", draft.pk, item=item.pk, do="split")
    response = browser.post(reverse("plans:split", args=[item.pk]), {"edited": "别的话"})
    assert (response.status_code, "不能改动文字" in page_of(response)) == (422, True)
    assert "别的话" in page_of(response)


def test_an_item_is_added_and_its_correction_opens(browser: Client, draft: Version) -> None:
    response = browser.post(
        reverse("plans:add", args=[draft.pk]), {"kind": "duty", "quote": "没有的话"}
    )
    assert (response.status_code, "正文中没有这段文字" in page_of(response)) == (422, True)
    page = page_of(send(browser, "add", draft.pk, kind="duty", quote="制定本方案"))
    assert "保存并采纳" in page
    assert draft.items.filter(kind="duty", sentence="制定本方案").exists()


def test_reject_merge_undo_redo(browser: Client, draft: Version) -> None:
    first, second = draft.items.filter(kind="task")[:2]
    page = send(browser, "reject", first.pk, reason="")
    assert "请写明不采纳的理由" in page_of(page)
    send(browser, "reject", first.pk, reason="重复")
    send(browser, "reconsider", first.pk)
    page = send(browser, "merge", draft.pk, items=[first.pk])
    assert "至少选择两个" in page_of(page)
    send(browser, "merge", draft.pk, items=[first.pk, second.pk, "x"])
    second.refresh_from_db()
    assert second.state == "rejected"
    assert "已撤销：把 1 个条目并入" in page_of(send(browser, "undo", draft.pk))
    second.refresh_from_db()
    assert second.state == "proposed"
    assert "已重做" in page_of(send(browser, "redo", draft.pk))
    assert "没有可以重做" in page_of(send(browser, "redo", draft.pk))


def test_faulty_items_are_left_and_counted(browser: Client, draft: Version) -> None:
    target = draft.items.filter(kind="target")[0]
    Item.objects.filter(pk=target.pk).update(values={**target.values, "value": None})
    page = page_of(send(browser, "accept_many", draft.pk, all="target"))
    assert "另有 1 个条目的内容不完整" in page
    assert "请先更正" in page_of(send(browser, "accept", target.pk))


def test_doubts_stand_first_and_are_settled(browser: Client, draft: Version) -> None:
    item = task_of(draft)
    doubt = Doubt.objects.create(
        version=draft,
        item=item,
        kind="conflict",
        quote=item.sentence[:4],
        why="日期前后不一致",
        span_start=item.span_start,
        span_end=item.span_start + 4,
    )
    assert "日期前后不一致" in go(browser, "version", draft.pk)
    assert "请写明处理意见" in page_of(send(browser, "settle_doubt", doubt.pk, answer=""))
    page = page_of(send(browser, "settle_doubt", doubt.pk, answer="以落款为准", back="tab=doubts"))
    assert "以落款为准" in page


def test_the_text_is_whole_and_escaped(browser: Client, upload: Uploader) -> None:
    version = upload(PLAN.replace("完善培育指引", "<script>alert(1)</script>完善培育指引"))
    page = go(browser, "version", version.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_frame_and_dates(browser: Client, draft: Version) -> None:
    page = send(browser, "set_frame", draft.pk, title="", period_end="2027-12-31")
    assert page.status_code == 422
    page = send(
        browser,
        "set_frame",
        draft.pk,
        title="方案",
        period_start="2028-01-01",
        period_end="2027-01-01",
    )
    assert "不能早于" in page_of(page)
    send(browser, "set_frame", draft.pk, title="方案")
    assert "没有写明截止年份" in go(browser, "dates", draft.pk)
    assert "无法推断" in page_of(send(browser, "confirm_dates", draft.pk, all="1"))
    assert "已保存" in page_of(
        send(browser, "set_frame", draft.pk, title="方案", period_end="2027-12-31")
    )
    item = task_of(draft)
    page = send(browser, "set_due", item.pk, on="明年")
    assert page.status_code == 422
    send(browser, "set_due", item.pk, on="2027-03-31")
    item.refresh_from_db()
    assert item.values["due_on"] == "2027-03-31"
    assert "请选择一种含义" in page_of(send(browser, "bare_list", draft.pk, bare_list="x"))


def test_a_stated_day_is_on_the_card_and_can_be_changed(browser: Client, upload: Uploader) -> None:
    stated = PLAN.replace("责任单位:市司法局)", "责任单位:市司法局;完成时限:2027年6月底前)")
    version = upload(stated)
    assert "2027-06-30（方案写明）" in go(browser, "version", version.pk, tab="task")
    page = go(browser, "dates", version.pk)
    assert page.index("加强组织领导") < page.index("规范专利申请")
    assert 'value="2027-06-30"' in page
    task = next(i for i in version.items.filter(kind="task") if i.values["title"] == "规范专利申请")
    send(browser, "set_due", task.pk, on="2027-09-30")
    assert "人工确定" in go(browser, "dates", version.pk)
    assert "2027-09-30（人工确定）" in go(browser, "version", version.pk, tab="task")
    send(browser, "confirm_dates", version.pk, all="1")
    assert "推断" in go(browser, "dates", version.pk)


def test_units_can_be_changed_after_they_were_assigned(
    browser: Client, draft: Version, units: dict[str, Unit]
) -> None:
    task = task_of(draft)
    page = go(browser, "assignments", draft.pk)
    assert page.index("加强组织领导") < page.index("培育高价值专利")
    assert "checked" in go(browser, "assignments", draft.pk, item=task.pk)
    science, justice = units["市科技局"].pk, units["市司法局"].pk
    send(browser, "assign", task.pk, lead=science, responsible=justice)
    assert "人工指派" in go(browser, "assignments", draft.pk)
    page = go(browser, "version", draft.pk, tab="task")
    assert "人工指派" in page
    send(browser, "assign", task.pk, lead=justice)
    task.refresh_from_db()
    assert task.values["assigned"] == {"lead": [justice], "responsible": []}


def test_what_an_amendment_takes_over_is_marked(
    browser: Client, published: Version, upload: Uploader
) -> None:
    amendment = upload(AMENDED, plan=published.plan)
    assert "推断，沿用上一版" in go(browser, "version", amendment.pk, tab="task")
    assert "人工指派（沿用上一版）" in go(browser, "version", amendment.pk, tab="task")
    assert "沿用上一版" in go(browser, "dates", amendment.pk)
    assert "沿用上一版" in go(browser, "assignments", amendment.pk)


def test_a_refused_assignment_and_name_keep_the_form(browser: Client, draft: Version) -> None:
    task = draft.items.filter(kind="task").last()
    assert task is not None
    page = send(browser, "assign", task.pk)
    assert (page.status_code, "请至少选择一个单位" in page_of(page)) == (422, True)
    name = draft.unit_names.get(name="市金融办")
    page = send(browser, "resolve", name.pk, name=name.pk)
    assert (page.status_code, "请至少选择一个单位" in page_of(page)) == (422, True)
    assert "“市金融办”是哪些单位？" in go(browser, "names", draft.pk, name=name.pk)


def test_an_amendment_shows_what_differs(
    browser: Client, published: Version, upload: Uploader
) -> None:
    amendment = upload(AMENDED, plan=published.plan)
    page = go(browser, "differences", amendment.pk)
    for words in ("发展专利保险", "推进质押融资", "配备专职人员", "更改对应关系"):
        assert words in page
    assert "规范专利申请" not in page
    assert "规范专利申请" in go(browser, "differences", amendment.pk, show="same")
    new = next(i for i in amendment.items.all() if i.values.get("title") == "发展专利保险")
    old = next(i for i in published.items.all() if i.values.get("title") == "推进质押融资")
    send(browser, "match", new.pk, old=old.pk)
    new.refresh_from_db()
    assert new.key == old.key
    send(browser, "match", new.pk, old="")
    new.refresh_from_db()
    assert new.key != old.key
    assert browser.get(reverse("plans:differences", args=[published.pk])).status_code == 404


def test_the_head_of_the_differences_compares_the_frame(
    browser: Client, published: Version, upload: Uploader
) -> None:
    amendment = upload(PLAN.replace("(2026-2028年)", "(2026-2029年)"), plan=published.plan)
    page = go(browser, "differences", amendment.pk)
    assert "<del>2028-12-31</del>" in page
    assert "<ins>2029-12-31</ins>" in page


def test_a_draft_is_given_up(browser: Client, draft: Version) -> None:
    assert "仍予保留" in go(browser, "abandon", draft.pk)
    page = send(browser, "abandon", draft.pk, reason="")
    assert page.status_code == 422
    page = send(browser, "abandon", draft.pk, reason="文件有误")
    assert "已放弃这一稿" in page_of(page)
    assert "已放弃" in go(browser, "version", draft.pk)
    assert "不需要发布" in go(browser, "publish", draft.pk)
    page = send(browser, "abandon", draft.pk, reason="再次")
    assert "不能放弃" in page_of(page)


def test_htmx_gets_the_right_side_alone(browser: Client, draft: Version) -> None:
    url = reverse("plans:version", args=[draft.pk])
    fragment = browser.get(url, {"tab": "task"}, headers={"HX-Request": "true"})
    page = page_of(fragment)
    assert "培育高价值专利" in page
    assert "<html" not in page
    assert 'id="source"' not in page
    wrong = browser.post(
        reverse("plans:correct", args=[task_of(draft).pk]), {}, headers={"HX-Request": "true"}
    )
    assert wrong.status_code == 200
    assert "请填写任务名称" in page_of(wrong)
