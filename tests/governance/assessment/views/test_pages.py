"""The assessment on the screen: a year of it, by pages."""

import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories import make_user, queries_of
from tests.governance.assessment.house import (
    IN_TIME,
    Office,
    close,
    entries,
    fresh_scheme,
    fresh_sheet,
    sheet_of,
    task_of,
)
from tests.governance.tasks.ledger import PDF, Ledger

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.agenda.registry import sources
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import loads
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Clause,
    Dimension,
    Indicator,
    Proof,
    Scheme,
    Sheet,
)

LIST = reverse("assessment:list")
QUALITY = "信息报送质量"


def url(name: str, key: int, *more: str) -> str:
    return reverse(f"assessment:{name}", args=[key, *more])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(client: Client, address: str, status: int = 302, **given: Any) -> str:
    answer = client.post(address, given)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def pdf(name: str = "证明.pdf") -> io.BytesIO:
    file = io.BytesIO(PDF + b"% another\n")
    file.name = name
    return file


def test_a_scheme_is_drawn_up_by_forms(
    client: Client, coordinator: User, science: Unit, market: Unit, now: datetime
) -> None:
    client.force_login(coordinator)
    assert "还没有考核方案" in text(client, LIST)
    year = now.year
    assert f"{year}-12-20" in text(client, reverse("assessment:new"))
    given = {
        "title": "年度考核", "year": year, "origin": "own", "subject": "units",
        "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
        "self_by": f"{year}-12-20", "appeal_days": 5, "answer_days": 5,
    }  # fmt: skip
    refused = post(client, reverse("assessment:new"), 422, **{**given, "period_end": "2001-01-01"})
    assert "考核期结束不能早于考核期开始" in refused
    assert "年度考核" in refused, "what was typed stays"
    post(client, reverse("assessment:new"), **given)
    scheme = Scheme.objects.get()
    key = scheme.pk
    page = text(client, url("scheme", key))
    assert "还没有考核维度" in page
    assert "还没有选择被考核单位" in page
    post(client, url("edit", key), **given, version=0, basis="示例办〔2026〕1号")
    assert "示例办〔2026〕1号" in text(client, url("edit", key))
    post(client, url("edit", key), 422, **given, version=0)
    post(client, url("add_dimension", key), 422, name="落实", weight="130")
    post(client, url("add_dimension", key), name="落实", weight="90")
    dimension = Dimension.objects.get()
    asked = {"name": "按期", "mark": "100", "method": "measured", "measure": "in_time"}
    assert "起评值和满分值" in post(client, url("add_indicator", dimension.pk), 422, **asked)
    assert "公式所用的指标不存在" in post(
        client, url("add_indicator", dimension.pk), 422, **{**asked, "measure": "attainment"},
        floor="0", full="100", target="99",
    )  # fmt: skip
    post(client, url("add_indicator", dimension.pk), **asked, floor="50", full="100", steps="5")
    assert "分 5 档" in text(client, url("scheme", key))
    indicator = Indicator.objects.get()
    post(client, url("indicator", indicator.pk), **asked, floor="50", full="100")
    post(client, url("add_clause", key), kind="bonus", number="加1", text="表扬", points="2")
    clause = Clause.objects.get()
    post(
        client,
        url("clause", clause.pk),
        kind="bonus",
        number="加1",
        text="表彰",
        points="2",
        cap="4",
    )
    assert "表彰" in text(client, url("clause", clause.pk))
    post(client, url("choose", key), units=[science.pk, market.pk])
    step = url("conduct", key, "publish")
    assert "从此不能再改" in text(client, step)
    refused = post(client, step, 422, version=fresh_scheme(scheme).version)
    assert "各维度权重合计 90，应为 100。" in refused
    assert fresh_scheme(scheme).state == "draft"
    post(client, url("dimension", dimension.pk), name="落实", weight="100")
    post(client, step, version=fresh_scheme(scheme).version)
    page = text(client, url("scheme", key))
    assert "自评核定中" in page
    assert "按比例计分" in page
    assert post(client, url("dimension", dimension.pk), 422, name="改", weight="100")
    assert "内容不能再改" in post(client, url("drop_clause", clause.pk), 422, version=0)


def test_parts_are_dropped_and_a_draft_is_discarded(
    client: Client, draft: Scheme, coordinator: User
) -> None:
    client.force_login(coordinator)
    for name, row in (
        ("drop_indicator", Indicator.objects.all()[0]),
        ("drop_dimension", Dimension.objects.all()[0]),
        ("drop_clause", Clause.objects.all()[0]),
    ):
        assert "删除" in text(client, url(name, row.pk))
        post(client, url(name, row.pk), version=draft.version)
    assert (Indicator.objects.count(), Dimension.objects.count(), Clause.objects.count()) == (
        1,
        1,
        1,
    )
    assert "废弃草稿" in text(client, url("discard", draft.pk))
    post(client, url("discard", draft.pk), version=draft.version)
    assert not Scheme.objects.exists()


def test_a_draft_is_seen_by_the_coordinator_and_the_auditor(
    client: Client, draft: Scheme, head: User, verifier: User, auditor: User
) -> None:
    for user, status in ((head, 404), (verifier, 404), (auditor, 200)):
        client.force_login(user)
        assert client.get(url("scheme", draft.pk)).status_code == status
    assert client.get(url("edit", draft.pk)).status_code == 403


def test_a_unit_scores_itself_by_pages(
    client: Client, sheet: Sheet, ledger: Ledger, officer: User, head: User, verifier: User,
    now: datetime,
) -> None:  # fmt: skip
    close(task_of(ledger, sheet.unit), verifier, now)
    client.force_login(officer)
    page = text(client, url("sheet", sheet.pk))
    assert "取数填报" in page
    assert "已取数" in client.post(url("fill", sheet.pk), follow=True).content.decode()
    page = text(client, url("sheet", sheet.pk))
    assert "33.33%" in page
    by_formula, judged = entries(sheet)[IN_TIME], entries(sheet)[QUALITY]
    page = text(client, url("entry", by_formula.pk))
    assert "共 3 条，其中计入 1 条" in page
    assert reverse("tasks:task", args=[by_formula.lineage["rows"][0]["task"]]) in page
    assert "不一致" in post(
        client, url("score", by_formula.pk), 422, version=2, score="25", note=""
    )
    assert "以零代替" in text(client, url("score", judged.pk))
    post(client, url("score", judged.pk), version=0, score="30", note="")
    stale = post(client, url("score", judged.pk), 422, version=0, score="31", note="")
    assert "已由他人改动" in stale
    assert "上传一份材料" in post(client, url("prove", judged.pk), 422, reused="")
    post(client, url("prove", judged.pk), upload=pdf(), reused="")
    offered = queries.evidence_to_reuse(judged, officer)[0]
    post(client, url("prove", judged.pk), reused=f"evidence-{offered.pk}")
    page = text(client, url("entry", judged.pk))
    assert "证明.pdf" in page
    proof = Proof.objects.filter(entry=judged)[0]
    assert client.get(url("proof", proof.pk)).status_code == 200
    assert "移除佐证" in text(client, url("drop_proof", proof.pk))
    post(client, url("drop_proof", proof.pk))
    clause = sheet.scheme.clauses.get(number="加1")
    add = url("adjust", sheet.pk)
    assert "扣1" not in text(client, add)
    assert "每次最多" in post(client, add, 422, clause=clause.pk, said="表扬", points="9")
    for _once in range(2):
        post(client, add, clause=clause.pk, said="表扬", points="2", upload=pdf())
    row = Adjustment.objects.all()[0]
    assert client.get(url("adjustment_file", row.pk)).status_code == 200
    assert "撤回申报" in text(client, url("drop_adjustment", row.pk))
    post(client, url("drop_adjustment", row.pk))
    assert client.get(url("decide_sheet", sheet.pk, "submit")).status_code == 403
    client.force_login(head)
    assert "报送复核员" in text(client, url("decide_sheet", sheet.pk, "submit"))
    post(client, url("decide_sheet", sheet.pk, "submit"), version=fresh_sheet(sheet).version)
    assert fresh_sheet(sheet).state == "submitted"
    assert client.get(url("decide_sheet", sheet.pk, "nonsense")).status_code == 404


def test_a_sheet_is_verified_by_pages(
    client: Client, submitted: Sheet, offices: Office, verifier: User
) -> None:
    client.force_login(verifier)
    page = text(client, url("sheet", submitted.pk))
    assert "请逐项核定" in page
    for name, said in (("measure_again", "重新取数"), ("confirm_rest", "按自评确认")):
        assert said in text(client, url(name, submitted.pk))
    post(client, url("measure_again", submitted.pk))
    judged = entries(submitted)[QUALITY]
    verdict = url("decide_entry", judged.pk)
    given = {"version": judged.version, "score": "25", "reason": ""}
    assert "写明理由" in post(client, verdict, 422, **given)
    post(client, verdict, **{**given, "reason": "少一件"})
    assert "少一件" in text(client, verdict)
    clause = submitted.scheme.clauses.get(number="扣1")
    post(client, url("adjust", submitted.pk), clause=clause.pk, said="通报批评", points="1")
    row = Adjustment.objects.get()
    assert client.get(url("adjustment_file", row.pk)).status_code == 404
    assert "理由" in post(client, url("decide_adjustment", row.pk), 422, accept="no", reason="")
    post(client, url("decide_adjustment", row.pk), accept="no", reason="查无此事")
    assert "查无此事" in text(client, url("sheet", submitted.pk))
    assert "已按自评确认 1 项" in client.post(
        url("confirm_rest", submitted.pk), follow=True
    ).content.decode()  # fmt: skip
    post(
        client, url("decide_sheet", submitted.pk, "verify"), version=fresh_sheet(submitted).version
    )
    page = text(client, url("sheet", submitted.pk))
    assert "55" in page
    assert "已核定" in page


def test_results_appeals_and_the_freeze_by_pages(
    client: Client, announced: Scheme, science: Unit, head: User, coordinator: User,
    other_officer: User,
) -> None:  # fmt: skip
    sheet = sheet_of(announced, science)
    client.force_login(head)
    judged = entries(sheet)[QUALITY]
    add = url("add_appeal", sheet.pk)
    assert QUALITY in text(client, add)
    post(client, add, 422, against="", text="漏计")
    post(client, add, against=f"entry-{judged.pk}", text="漏计两期", upload=pdf())
    found = Appeal.objects.get()
    assert "漏计两期" in text(client, url("appeal", found.pk))
    assert client.get(url("appeal_file", found.pk)).status_code == 200
    assert client.get(url("answer", found.pk)).status_code == 403
    client.force_login(other_officer)
    assert client.get(url("appeal", found.pk)).status_code == 404
    client.force_login(coordinator)
    step = url("conduct", announced.pk, "freeze")
    page = text(client, url("scheme", announced.pk))
    assert "申诉期尚未届满" in page
    refused = post(client, step, 422, version=fresh_scheme(announced).version, reason="审定")
    assert "申诉期尚未届满" in refused
    answer = url("answer", found.pk)
    assert "改定的得分" in post(client, answer, 422, outcome="upheld", answer="补计")
    post(client, answer, outcome="upheld", score="40", answer="补计两期")
    page = text(client, url("appeal", found.pk))
    assert "30 → 40" in page
    assert client.get(url("conduct", announced.pk, "nonsense")).status_code == 404
    Scheme.objects.filter(pk=announced.pk).update(appeal_until=announced.period_start)
    post(client, step, version=fresh_scheme(announced).version, reason="召集人签批")
    assert "已定稿" in text(client, url("scheme", announced.pk))
    kept = client.get(url("frozen", announced.pk))
    assert json.loads(kept.content)["signed_off"] == "召集人签批"
    assert kept["X-Content-SHA256"] in text(client, url("scheme", announced.pk))
    client.force_login(head)
    assert client.get(url("frozen", announced.pk)).status_code == 404
    assert "不再受理申诉" in post(client, add, 422, against=f"entry-{judged.pk}", text="再诉")


def test_an_announcement_is_taken_back_by_a_page(
    client: Client, announced: Scheme, coordinator: User
) -> None:
    client.force_login(coordinator)
    step = url("conduct", announced.pk, "retract")
    post(client, step, 422, version=fresh_scheme(announced).version, reason="")
    post(client, step, version=fresh_scheme(announced).version, reason="有误")
    assert client.get(url("ranking", announced.pk)).status_code == 404
    post(client, url("conduct", announced.pk, "announce"), version=fresh_scheme(announced).version)


def test_the_ranking_with_dimensions_its_print_and_export(
    client: Client, announced: Scheme, other_officer: User
) -> None:
    client.force_login(other_officer)
    address = url("ranking", announced.pk)
    page = text(client, address)
    assert page.index("市市场监管局") < page.index("市科技局")
    assert "打印" in text(client, f"{address}?print=1")
    answer = client.get(f"{address}?export=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a file is streamed
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("名次", "单位", "推进落实", "信息报送", "总分")
    assert [tuple(row) for row in rows[1:]] == [
        (1, "市市场监管局", 60, 30, 90), (2, "市科技局", 30, 30, 60),
    ]  # fmt: skip


def test_who_sees_which_totals(
    client: Client, scheme: Scheme, submitted: Sheet, offices: Office, science: Unit,
    other_officer: User, outsider: User, leader: User,
) -> None:  # fmt: skip
    offices.verify(submitted)
    client.force_login(other_officer)
    page = text(client, url("scheme", scheme.pk))
    assert "市市场监管局" in page
    assert "市科技局" not in page, "before the announcement"
    assert client.get(url("sheet", submitted.pk)).status_code == 404
    assert client.get(url("entry", entries(submitted)[QUALITY].pk)).status_code == 404
    client.force_login(leader)
    assert "市科技局" in text(client, url("scheme", scheme.pk))
    assert "60" in text(client, url("sheet", submitted.pk))
    client.force_login(outsider)
    assert client.get(LIST).status_code == 403
    assert client.get(url("scheme", scheme.pk)).status_code == 404


def test_the_list_is_filtered_and_asks_the_same_for_one_and_for_many(
    client: Client, scheme: Scheme, offices: Office, coordinator: User, science: Unit
) -> None:
    client.force_login(coordinator)
    queries_of(client, LIST)
    one = queries_of(client, LIST)
    for number in range(3):
        offices.draft([science], title=f"草稿{number}", origin="provincial")
    assert queries_of(client, LIST) == one
    assert "草稿1" not in text(client, f"{LIST}?origin=own")
    assert "草稿1" in text(client, f"{LIST}?q=草稿&state=draft&year={scheme.year}")
    assert "自评 0/2，核定 0/2" in text(client, f"{LIST}?group=year")
    assert scheme.title in text(client, f"{LIST}?group=origin")


def test_a_sheet_asks_the_same_for_one_and_for_many(
    client: Client, draft: Scheme, offices: Office, science: Unit, officer: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    client.force_login(officer)
    dimension = Dimension.objects.get(name="信息报送")
    counts = []
    for number in (1, 4):
        scheme = offices.draft([science], title=f"第{number}份")
        row = scheme.dimensions.get(name="信息报送")
        row.indicators.all().delete()
        for n in range(number):
            asked = actions.Asked(f"指标{n}", dimension.weight / number)
            actions.save_indicator(dimension=row, asked=asked, by=coordinator, at=now)
        offices.publish(fresh_scheme(scheme))
        page = url("sheet", sheet_of(scheme, science).pk)
        queries_of(client, page)
        counts.append(queries_of(client, page))
    assert counts[0] == counts[1]


def test_a_unit_and_a_persons_days_know_of_the_scheme(
    scheme: Scheme, science: Unit, office: Unit, head: User, now: datetime
) -> None:
    today = now.date()
    found = [load for load in loads(head, science, today) if str(load.title) == "考核自评"]
    assert [load.count for load in found] == [1]
    assert not [load for load in loads(head, office, today) if str(load.title) == "考核自评"]
    days = [
        entry
        for source in sources()
        for entry in source(head, today, today + timedelta(40))
        if entry.uid.startswith("assessment-")
    ]
    assert [entry.day for entry in days] == [scheme.self_by]


@pytest.mark.parametrize("name", ["add_dimension", "add_clause", "choose", "edit", "discard"])
def test_a_draft_is_nobody_elses(client: Client, draft: Scheme, verifier: User, name: str) -> None:
    client.force_login(verifier)
    assert client.get(url(name, draft.pk)).status_code == 404


def test_a_deputy_is_named_in_the_history(
    client: Client, sheet: Sheet, head: User, science: Unit, now: datetime
) -> None:
    from tests.factories import stand_in

    deputy = make_user(Role.AUDITOR, name="代理人")
    stand_in(deputy, head, on=now.date())
    for entry in entries(sheet).values():
        actions.score(entry=entry, score=None, note="无", by=deputy, at=now)
    actions.move(sheet=fresh_sheet(sheet), verb="submit", by=deputy, at=now)
    client.force_login(head)
    assert "代理人（代科技局长）" in text(client, url("sheet", sheet.pk))
