"""Papers on the screen: who sees which, every figure with its rows and source, the files."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import fresh, queries_of

from zhicheng.engines import libreoffice
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.governance.bulletins import actions
from zhicheng.governance.bulletins.actions import Period
from zhicheng.governance.bulletins.models import Issue, Report
from zhicheng.governance.bulletins.rules import quarter_before

LIST = reverse("bulletins:list")


def url(name: str, *keys: object) -> str:
    return reverse(f"bulletins:{name}", args=keys)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(**more: object) -> dict[str, object]:
    return {
        "version": 0, "title": "三季度简报", "summary": "共{{ tasks.total }}。", "highlights": "",
        "problems": "", "next_steps": "", **more,
    }  # fmt: skip


@pytest.mark.usefixtures("tasks")
def test_a_story_by_pages(client: Client, coordinator: User, officer: User, now: datetime) -> None:
    client.force_login(coordinator)
    assert url("new") in text(client, LIST)
    year, quarter = quarter_before(now.date())
    assert f'value="{year}"' in text(client, url("new"))
    form = {"kind": "quarterly", "year": year, "quarter": quarter}
    assert client.post(url("new"), {**form, "quarter": ""}).status_code == 422
    assert client.post(url("new"), form).status_code == 302
    report = Report.objects.get()
    page = text(client, url("report", report.pk))
    assert "正在汇总" in page and url("progress", report.pk) in page
    assert "hx-get" in text(client, url("progress", report.pk))
    assert client.get(url("preview", report.pk)).status_code == 404
    work_once("test", only=report.job)
    assert client.get(url("progress", report.pk))["HX-Redirect"] == url("report", report.pk)

    edit = text(client, url("edit", report.pk))
    assert "{{ tasks.total }}" in edit and "可引用的数字" in edit
    wrong = client.post(url("edit", report.pk), words(problems="{{ tasks.lost }}"))
    assert wrong.status_code == 422
    assert "第1行第1个字" in wrong.content.decode() and "tasks.lost" in wrong.content.decode()
    typed = words(highlights="拥有量达到987654件")
    assert client.post(url("edit", report.pk), typed).status_code == 302
    assert "第1行第6个字“987654件”" in text(client, url("report", report.pk))
    assert client.post(url("edit", report.pk), words(version=1)).status_code == 302
    assert "987654" not in text(client, url("report", report.pk))
    preview = client.get(url("preview", report.pk))
    assert b"".join(preview.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a FileResponse

    assert "不能再改" in text(client, url("decide", report.pk, "issue"))
    assert client.post(url("decide", report.pk, "issue"), {"version": 2}).status_code == 422
    yes = {"version": 2, "signed_off": "主任审签"}
    assert client.post(url("decide", report.pk, "issue"), yes).status_code == 302
    page = text(client, url("report", report.pk))
    paper = Issue.objects.get().papers.get(format="docx")
    assert all(w in page for w in ("已印发", "主任审签", paper.file.sha256, "起草新一版"))

    client.force_login(officer)
    assert report.title not in text(client, url("report", report.pk)) or "三季度简报" in text(
        client, LIST
    )
    page = text(client, url("report", report.pk))
    assert url("again", report.pk) not in page
    answer = client.get(url("paper", paper.pk))
    assert b"".join(answer.streaming_content) == bytes_of(paper.file)  # type: ignore[attr-defined]  # as above
    assert "各部分与留存文件一致" in text(client, url("verify", report.pk))


def test_drafts_are_the_offices(
    client: Client, composed: Report, officer: User, auditor: User, outsider: User
) -> None:
    client.force_login(auditor)
    assert composed.title in text(client, LIST)
    assert url("edit", composed.pk) not in text(client, url("report", composed.pk))
    assert client.get(url("edit", composed.pk)).status_code == 403
    client.force_login(officer)
    assert composed.title not in text(client, LIST)
    for name in ("report", "edit", "preview", "progress", "again", "verify"):
        assert client.get(url(name, composed.pk)).status_code == 404
    client.force_login(outsider)
    assert client.get(LIST).status_code == 403
    assert client.get(url("new")).status_code == 403


def test_every_figure_opens_its_rows_and_names_its_source(
    client: Client, issued: Issue, leader: User, officer: User
) -> None:
    client.force_login(leader)
    page = text(client, url("report", issued.report_id))
    assert 'href="/tasks/?light=overdue"' in page
    notes = set(re.findall(r'href="#source-(\d+)"', page))
    assert notes and notes <= set(re.findall(r'id="source-(\d+)"', page))
    client.force_login(officer)
    page = text(client, url("report", issued.report_id))
    assert 'href="/tasks/?light=overdue"' not in page, "a unit would see its own tasks there"
    assert 'href="#closed"' in page and "任务台账" in page


def test_figures_of_an_issued_paper_stay(
    client: Client, issued: Issue, leader: User, ledger: object
) -> None:
    client.force_login(leader)
    from tests.governance.tasks.ledger import Order

    ledger.publish(Order("新任务"), Order("另一项"), Order("第三项"))  # type: ignore[attr-defined]  # a Ledger
    assert "重点任务<a" in text(client, url("report", issued.report_id))
    assert ">2项</a>" in text(client, url("report", issued.report_id))


def test_in_english_the_page_is_english_and_the_paper_stays_chinese(
    client: Client, issued: Issue, leader: User
) -> None:
    leader.mode = "en"
    leader.save()
    client.force_login(leader)
    page = text(client, url("report", issued.report_id))
    assert issued.report.title in page


def test_a_new_edition_by_pages(
    client: Client, issued: Issue, coordinator: User, officer: User, now: datetime
) -> None:
    client.force_login(coordinator)
    key = issued.report_id
    assert client.get(url("edit", key)).status_code == 404
    assert client.get(url("preview", key)).status_code == 404
    assert client.post(url("again", key), {"why": ""}).status_code == 422
    assert client.post(url("again", key), {"why": "数据更正"}).status_code == 302
    new = Report.objects.get(replaces=key)
    assert "正在编写新一版" in text(client, url("report", key))
    assert "替代：" in text(client, url("report", new.pk))
    work_once("test", only=new.job)
    client.post(url("decide", new.pk, "issue"), {"version": 0, "signed_off": "同意"})
    assert fresh(new).state == "issued"
    client.force_login(officer)
    assert "已被新一版替代" in text(client, url("report", key))


def test_steps_by_pages(client: Client, composed: Report, coordinator: User) -> None:
    client.force_login(coordinator)
    key = composed.pk
    assert client.get(url("decide", key, "replace")).status_code == 404
    assert client.get(url("decide", key, "dance")).status_code == 404
    assert client.get(url("verify", key)).status_code == 404
    assert "重新汇总" in text(client, url("decide", key, "gather"))
    assert client.post(url("decide", key, "gather"), {"version": 0}).status_code == 302
    refused = client.post(url("decide", key, "abandon"), {"version": 1})
    assert "正在汇总" in refused.content.decode()
    work_once("test", only=fresh(composed).job)
    assert client.post(url("decide", key, "abandon"), {"version": 1}).status_code == 302
    assert "已放弃" in text(client, url("report", key))


def test_a_problem_is_shown(client: Client, drafted: Report, coordinator: User) -> None:
    Report.objects.update(problem="以下数字没有来源，不能生成：任务总数（tasks.total）。")
    Job.objects.update(state="failed", error="没有来源")
    client.force_login(coordinator)
    page = text(client, url("report", drafted.pk))
    assert "tasks.total" in page and "汇总数据" in page
    assert client.get(url("progress", drafted.pk))["HX-Redirect"]


def test_before_anything_is_gathered_the_names_are_offered(
    client: Client, drafted: Report, coordinator: User
) -> None:
    client.force_login(coordinator)
    assert "{{ orders.issued }}" in text(client, url("edit", drafted.pk))
    Report.objects.update(job=None)
    assert "数据还没有汇总" in text(client, url("report", drafted.pk))


def test_why_there_is_no_pdf(
    client: Client, issued: Issue, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(leader)
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    assert "没有安装 LibreOffice" in text(client, url("report", issued.report_id))
    monkeypatch.setattr(libreoffice, "program", lambda: "/usr/bin/soffice")
    assert "正在后台生成" in text(client, url("report", issued.report_id))
    from zhicheng.governance.bulletins.queries import frozen_content

    actions.add_pdf(
        issued=issued, data=b"%PDF-1.4\n%%EOF\n", content=frozen_content(issued), at=issued.at
    )
    assert "LibreOffice" not in text(client, url("report", issued.report_id))


def test_the_list_is_filtered_and_asks_as_often_for_many(
    client: Client, composed: Report, coordinator: User, now: datetime
) -> None:
    client.force_login(coordinator)
    one = queries_of(client, LIST)
    from zhicheng.governance.bulletins.rules import Kind

    for year in range(now.year - 3, now.year):
        actions.draft(period=Period(Kind.YEARLY, year), by=coordinator, at=now)
    assert queries_of(client, LIST) == one
    assert composed.title not in text(client, f"{LIST}?kind=yearly")
    assert composed.title in text(client, f"{LIST}?state=composed&q=简报")


def test_what_a_deputy_did_says_so(
    client: Client, composed: Report, coordinator: User, now: datetime, auditor: User
) -> None:
    from tests.factories import make_user, stand_in

    deputy = make_user(name="代理人")
    stand_in(deputy, coordinator, on=now.date())
    actions.abandon(report=composed, by=deputy, at=now)
    client.force_login(auditor)
    assert f"代理人（代{coordinator.name}）" in text(client, url("report", composed.pk))
