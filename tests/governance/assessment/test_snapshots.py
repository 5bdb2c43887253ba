"""The frozen result holds every part of the yearly form (R-SC, appendix C), and is printed in any form."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import fresh, make_unit
from tests.governance.assessment.house import (
    IN_TIME,
    QUALITY,
    Office,
    entries,
    fresh_scheme,
    fresh_sheet,
    hand_in,
    measured,
    sheet_of,
)
from tests.governance.assessment.pages import post, text, url
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import Scheme, Sheet, Snapshot
from zhicheng.governance.targets import actions as targets


def content_of(scheme: Scheme) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Snapshot.objects.get(scheme=scheme).content)
    return found


def test_every_part_of_the_form_is_there(frozen: Scheme, science: Unit, verifier: User) -> None:
    content = content_of(frozen)
    assert content["form"] == 3
    assert [sheet["spread"] for sheet in content["sheets"]] == [None, None]
    scheme = content["scheme"]
    assert scheme["id"] == frozen.pk
    assert scheme["version"] == fresh_scheme(frozen).version - 1, "the freeze itself is the last"
    definition = {name: scheme[name] for name in ("dimensions", "clauses")}
    assert scheme["definition_sha256"] == queries.hash_of(queries.canonical(definition))
    [ours] = [sheet for sheet in content["sheets"] if sheet["unit_id"] == science.pk]
    assert (ours["submitted_by"], ours["verifier"]) == ("科技局长", verifier.name)
    rate, judged = ours["rows"]
    sheet = entries(sheet_of(frozen, science))
    assert rate["indicator_id"] == sheet[IN_TIME].indicator_id
    assert (rate["unit"], rate["target"], rate["actual"]) == ("%", "100", "50")
    assert (rate["denominator"], rate["definition_version"]) == ("2", 1)
    assert len(rate["lineage"]["rows"]) == int(rate["denominator"])
    assert rate["verifier"] == verifier.name
    assert (judged["unit"], judged["target"], judged["actual"]) == ("分", "40", None)
    assert (judged["denominator"], judged["definition_version"]) == (None, None)
    [proof] = judged["evidence"]
    assert proof["id"] == sheet[QUALITY].proofs.get().pk
    assert ours["dimensions"] == [
        {"name": "推进落实", "weight": "60", "score": "30"},
        {"name": "信息报送", "weight": "40", "score": "30"},
    ]
    assert ours["narrative"][0] == {
        "sentence": "市科技局总分60分，名次第2。", "number_refs": ["/total", "/rank"],
    }  # fmt: skip


def test_what_a_cap_and_an_exemption_make_of_a_total_is_told(
    scheme: Scheme, submitted: Sheet, market: Unit, offices: Office, verifier: User, leader: User,
    client: Client, now: datetime,
) -> None:  # fmt: skip
    other = sheet_of(scheme, market)
    hand_in(other, now)
    for _ in range(3):
        actions.adjust(
            sheet=fresh_sheet(submitted), clause=offices.clauses["加1"], said="受表扬",
            points=Decimal(2), by=verifier, at=now,
        )  # fmt: skip
    offices.verify(submitted)
    offices.verify(other, {IN_TIME: None})
    offices.announce(scheme)
    offices.freeze(scheme)
    sheets = {sheet["unit"]: sheet for sheet in content_of(scheme)["sheets"]}
    ours, theirs = sheets["市科技局"], sheets["市市场监管局"]
    assert [(e["counted_score"], e["cap"]) for e in ours["bonus"]] == [
        ("2", "3"),
        ("1", "3"),
        ("0", "3"),
    ]
    assert ours["total"] == "63" and ours["spread"] is None
    assert [one["sentence"] for one in ours["narrative"]][-2:] == [
        "按“加1”条款加1分（核定2分，该条款合计不超过3分）。",
        "按“加1”条款加0分（核定2分，该条款合计不超过3分）。",
    ]
    assert theirs["spread"] == {"exempt": "60", "mark": "40", "score": "30", "counted": "75"}
    assert theirs["total"] == "75"
    client.force_login(leader)
    page = text(client, url("paper", scheme.pk))
    assert "合理缺项60分按比例折算到其他指标，其他指标满分40分，得30分，折算为75分。" in page
    assert "计入总分" in page and "合计上限（分）" in page


def test_the_target_of_an_attainment_with_its_unit_and_version(
    draft: Scheme, science: Unit, offices: Office, head: User, coordinator: User, now: datetime
) -> None:
    [target] = Goals(coordinator, now).publish(Goal())
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    observe(target, head, now, now.date(), 28000)
    dimension = draft.dimensions.get(name="推进落实")
    asked = measured(IN_TIME, 60, "attainment", target=target.pk)
    actions.save_indicator(
        dimension=dimension, indicator=dimension.indicators.get(), asked=asked, by=coordinator,
        at=now,
    )  # fmt: skip
    actions.choose(scheme=draft, units=[science], by=coordinator, at=now)
    Scheme.objects.filter(pk=draft.pk).update(appeal_days=0, period_end=now.date())
    offices.publish(fresh_scheme(draft))
    offices.now = later = now.replace(year=now.year + 1)
    sheet = sheet_of(draft, science)
    hand_in(sheet, later)
    offices.verify(sheet)
    offices.announce(draft)
    offices.freeze(draft, 0)
    row = content_of(draft)["sheets"][0]["rows"][0]
    assert (row["target_id"], row["plan_version"], row["unit"]) == (target.pk, 1, "件")
    assert (row["target"], row["actual"], row["denominator"]) == ("56000", "28000", "56000")
    assert (row["value"], row["score"]) == ("50", "30")


def test_what_cannot_be_a_sign_off_freezes_nothing(
    draft: Scheme, science: Unit, offices: Office, client: Client, now: datetime
) -> None:
    actions.choose(scheme=draft, units=[science], by=offices.coordinator, at=now)
    Scheme.objects.filter(pk=draft.pk).update(appeal_days=0)
    announced = fresh_scheme(draft)
    offices.publish(announced)
    hand_in(sheet_of(announced, science), now)
    offices.verify(sheet_of(announced, science))
    offices.announce(announced)
    client.force_login(offices.coordinator)
    freeze = url("conduct", announced.pk, "freeze")
    page = text(client, freeze)
    assert "召集人" in page and "牵头单位" in page
    given: dict[str, Any] = {
        "version": fresh_scheme(announced).version,
        "reason": "全体会议审议通过",
        "convener": "示例·召集人",
    }
    given |= {"lead": offices.coordinator.unit_id}
    said = post(client, freeze, 422, **given, signed_on="2001-01-01")
    assert "审定日期不能早于结果公示的" in said and "全体会议审议通过" in said
    with pytest.raises(ValidationError):
        actions.freeze(
            scheme=fresh_scheme(announced), reason="定", by=offices.coordinator, at=now,
            **{**offices.signed(), "convener": ""},
        )  # fmt: skip
    assert not Snapshot.objects.exists()
    post(client, freeze, **given, signed_on=now.date().isoformat())
    assert content_of(announced)["sign_off"]["convener"] == "示例·召集人"


def test_what_is_signed_off_is_the_result_as_an_appeal_left_it(
    announced: Scheme, science: Unit, head: User, offices: Office, coordinator: User, now: datetime
) -> None:
    sheet = sheet_of(announced, science)
    appeals = [
        actions.appeal(sheet=sheet, against=row, text="漏计", by=head, at=now)
        for row in entries(sheet).values()
    ]
    for n, (row, uphold) in enumerate(zip(appeals, (True, False), strict=True), start=2):
        actions.answer(
            appeal=row, uphold=uphold, score=Decimal(40), answer="经复核", by=coordinator,
            at=now + timedelta(n),
        )  # fmt: skip
    changed = now.date() + timedelta(2)
    with pytest.raises(ValidationError, match=f"不能早于申诉改定结果的{changed}"):
        offices.freeze(announced)
    assert not Snapshot.objects.exists()
    actions.freeze(
        scheme=fresh_scheme(announced), reason="审定", by=coordinator, at=now + timedelta(30),
        **{**offices.signed(), "signed_on": changed},
    )  # fmt: skip
    assert content_of(announced)["sign_off"]["date"] == changed.isoformat()


def test_a_unit_that_is_gone_leads_nothing(
    announced: Scheme, offices: Office, coordinator: User, market: Unit, now: datetime
) -> None:
    gone = make_unit("市旧局")
    succeed(
        unit=gone, successor=market, kind=ReformKind.MERGE, on=now.date(), document="文件",
        by=coordinator, at=now,
    )  # fmt: skip
    with pytest.raises(ValidationError) as refusal:
        actions.freeze(
            scheme=fresh_scheme(announced), reason="审定", by=coordinator, at=now + timedelta(30),
            **{**offices.signed(), "lead": fresh(gone), "convener": "甲" * 500},
        )  # fmt: skip
    assert set(refusal.value.message_dict) == {"lead", "convener"}
    assert not Snapshot.objects.exists()


def test_the_result_is_printed_for_the_office_alone(
    client: Client, frozen: Scheme, announced: Scheme, leader: User, officer: User, science: Unit
) -> None:
    client.force_login(leader)
    page = text(client, url("paper", frozen.pk))
    for said in ("市科技局总分60分，名次第2。", "示例·召集人", "data-print", "证明.pdf"):
        assert said in page, said
    assert Snapshot.objects.get(scheme=frozen).sha256 in page
    assert url("paper", frozen.pk) in text(client, url("scheme", frozen.pk))
    client.force_login(officer)
    assert client.get(url("paper", frozen.pk)).status_code == 404
    assert url("paper", frozen.pk) not in text(client, url("scheme", frozen.pk))


def test_before_the_freeze_there_is_nothing_to_print(
    client: Client, announced: Scheme, coordinator: User
) -> None:
    client.force_login(coordinator)
    assert client.get(url("paper", announced.pk)).status_code == 404


def test_what_an_earlier_form_kept_is_printed_and_holds(
    client: Client, announced: Scheme, leader: User, coordinator: User, now: datetime
) -> None:
    """The bytes of the first form: no keys, no sign-off but words. They stay what they were."""
    proof = {"name": "总结.pdf", "sha256": "0" * 64}
    row = {
        "dimension": "落实", "indicator": "按期", "mark": "100", "value": "50", "as_of": "2025-12-31", "why": "",
        "computed": "50", "lineage": {}, "self_score": "50", "note": "", "score": "50", "exempt": False,
        "reason": "", "evidence": [proof],
    }  # fmt: skip
    bonus = {
        "clause": "加1",
        "event": "推广",
        "score": "2",
        "counted": False,
        "reason": "不符",
        "evidence": None,
    }
    appeal = {
        "against": "按期",
        "text": "复核",
        "state": "dismissed",
        "answer": "维持",
        "before": None,
        "after": None,
    }
    sheet = {
        "unit": "市科技局", "total": "50", "rank": 1, "verifier": "复核乙", "verified_at": None,
        "rows": [row, {**row, "indicator": "不适用的", "exempt": True, "score": None}], "bonus": [bonus],
        "deductions": [], "appeals": [appeal],
    }  # fmt: skip
    scheme = {
        "basis": "", "period": ["2025-01-01", "2025-12-31"], "announced_on": None, "dimensions": [], "clauses": [],
    }  # fmt: skip
    old = queries.canonical({
        "year": 2025, "city": "示例市", "code": None, "scheme": scheme, "sheets": [sheet],
        "signed_off": "召集人签批",
    })  # fmt: skip
    kept = Snapshot.objects.create(
        scheme=announced, content=old, sha256=queries.hash_of(old), by=coordinator, at=now
    )
    assert queries.disagreements(kept) == []
    client.force_login(leader)
    page = text(client, url("paper", announced.pk))
    for said in ("召集人签批", "总结.pdf", "合理缺项", "维持原结果", "未采纳"):
        assert said in page, said
    assert Decimal(json.loads(kept.content)["sheets"][0]["total"]) == 50
