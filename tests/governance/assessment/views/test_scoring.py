"""A sheet is scored, verified, appealed against and frozen by pages."""

import json
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
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
from tests.governance.assessment.pages import QUALITY, pdf, post, text, url
from tests.governance.tasks.ledger import Ledger

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Proof,
    Scheme,
    Sheet,
)


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
    assert "您的操作未执行，请按最新情况重新办理" in stale
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
    given: dict[str, Any] = {"version": judged.version, "score": "25", "reason": ""}
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
    given: dict[str, Any] = {
        "reason": "召集人签批",
        "convener": "示例·召集人",
        "lead": coordinator.unit_id,
    }
    given |= {"signed_on": announced.announced_on or timezone.localdate()}
    refused = post(client, step, 422, version=fresh_scheme(announced).version, **given)
    assert "申诉期尚未届满" in refused
    answer = url("answer", found.pk)
    assert "改定的得分" in post(client, answer, 422, outcome="upheld", answer="补计")
    post(client, answer, outcome="upheld", score="40", answer="补计两期")
    page = text(client, url("appeal", found.pk))
    assert "30 → 40" in page
    assert client.get(url("conduct", announced.pk, "nonsense")).status_code == 404
    Scheme.objects.filter(pk=announced.pk).update(appeal_until=announced.period_start)
    post(client, step, version=fresh_scheme(announced).version, **given)
    assert "已定稿" in text(client, url("scheme", announced.pk))
    kept = client.get(url("frozen", announced.pk))
    assert json.loads(kept.content)["sign_off"]["opinion"] == "召集人签批"
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
