"""From the draft to the frozen result."""

import json
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.governance.assessment.house import (
    IN_TIME,
    Office,
    entries,
    fresh_scheme,
    fresh_sheet,
    hand_in,
    sheet_of,
)

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry as AuditEntry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import Entry, Scheme, Sheet, Snapshot


def test_a_year_from_draft_to_frozen(
    frozen: Scheme, science: Unit, market: Unit, now: datetime
) -> None:
    ours, theirs = sheet_of(frozen, science), sheet_of(frozen, market)
    assert (ours.total, ours.rank) == (Decimal(60), 2)
    assert (theirs.total, theirs.rank) == (Decimal(90), 1)
    kept = Snapshot.objects.get(scheme=frozen)
    content = json.loads(kept.content)
    assert queries.disagreements(kept) == []
    assert content["sign_off"] == {
        "convener": "示例·召集人", "lead": "示例联席会议办公室",
        "date": now.date().isoformat(), "opinion": "召集人审定",
    }  # fmt: skip
    row = content["sheets"][0]["rows"][0]
    assert (row["value"], row["computed"], row["score"]) == ("50", "30", "30")
    behind = row["lineage"]["rows"]
    assert sum(r["counts"] for r in behind) / len(behind) * 100 == float(row["value"])
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"assessment.publish", "assessment.announce", "assessment.freeze"} <= verbs


def test_publishing_tells_the_units_and_makes_their_sheets(
    scheme: Scheme, sheet: Sheet, head: User
) -> None:
    assert fresh_scheme(scheme).state == "published"
    assert sheet.name == "市科技局"
    assert set(entries(sheet)) == {IN_TIME, "信息报送质量"}
    assert Notice.objects.filter(to=head, text__contains="已发布").exists()


def test_weights_that_do_not_sum_to_100_are_refused_and_nothing_changes(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    dimension = draft.dimensions.get(name="信息报送")
    actions.save_dimension(
        scheme=draft, dimension=dimension, name="信息报送", weight=Decimal("30.5"), by=coordinator,
        at=now,
    )  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        actions.publish(scheme=draft, by=coordinator, at=now)
    assert "各维度权重合计 90.5，应为 100。" in refused.value.messages
    assert "“信息报送”权重 30.5，其下各指标分值合计 40，两者应当相等。" in refused.value.messages
    assert fresh_scheme(draft).state == "draft"
    assert not Entry.objects.exists()


def test_only_the_coordinator_conducts(
    draft: Scheme, head: User, verifier: User, now: datetime
) -> None:
    for by in (head, verifier):
        with pytest.raises(PermissionDenied):
            actions.publish(scheme=draft, by=by, at=now)


def test_of_two_who_publish_one_is_told(draft: Scheme, coordinator: User, now: datetime) -> None:
    seen = fresh_scheme(draft)
    seen.version -= 1
    with pytest.raises(actions.Overtaken):
        actions.publish(scheme=seen, by=coordinator, at=now)
    assert fresh_scheme(draft).state == "draft"


def test_nothing_is_announced_while_a_sheet_is_not_verified(
    scheme: Scheme, submitted: Sheet, offices: Office
) -> None:
    offices.verify(submitted)
    with pytest.raises(Refused, match="没有核定"):
        offices.announce(scheme)
    assert fresh_scheme(scheme).state == "published"


def test_equal_totals_share_a_place(
    scheme: Scheme, sheet: Sheet, market: Unit, offices: Office, now: datetime
) -> None:
    other = sheet_of(scheme, market)
    for each in (sheet, other):
        hand_in(each, now)
        offices.verify(each, {IN_TIME: 45, "信息报送质量": 40})
    offices.announce(scheme)
    assert {fresh_sheet(sheet).rank, fresh_sheet(other).rank} == {1}


def test_an_announcement_is_taken_back_while_nobody_appealed(
    announced: Scheme, offices: Office, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="理由"):
        actions.retract(scheme=fresh_scheme(announced), reason=" ", by=coordinator, at=now)
    actions.retract(scheme=fresh_scheme(announced), reason="有误", by=coordinator, at=now)
    assert fresh_scheme(announced).state == "published"
    assert not Sheet.objects.exclude(rank=None).exists()
    offices.announce(announced)
    assert fresh_scheme(announced).state == "announced"


def test_freezing_waits_for_the_term_of_appeal(
    announced: Scheme, offices: Office, now: datetime
) -> None:
    until = fresh_scheme(announced).appeal_until
    assert until is not None
    assert until > now.date()
    with pytest.raises(Refused, match="申诉期尚未届满"):
        offices.freeze(announced, (until - now.date()).days)
    with pytest.raises(Refused, match="须写明理由"):
        actions.freeze(
            scheme=fresh_scheme(announced), reason="", by=offices.coordinator,
            at=now + timedelta(60), **offices.signed(),
        )  # fmt: skip
    offices.freeze(announced, (until - now.date()).days + 1)
    assert fresh_scheme(announced).state == "frozen"


def test_without_a_term_of_appeal_one_freezes_at_once(
    draft: Scheme, science: Unit, offices: Office, coordinator: User, now: datetime
) -> None:
    actions.choose(scheme=draft, units=[science], by=coordinator, at=now)
    Scheme.objects.filter(pk=draft.pk).update(appeal_days=0)
    offices.publish(fresh_scheme(draft))
    sheet = sheet_of(draft, science)
    hand_in(sheet, now)
    offices.verify(sheet, {IN_TIME: None})
    offices.announce(draft)
    offices.freeze(draft, 0)
    assert fresh_scheme(draft).state == "frozen"


def test_a_year_without_a_published_calendar_is_estimated(
    announced: Scheme, offices: Office, coordinator: User, now: datetime
) -> None:
    actions.retract(scheme=fresh_scheme(announced), reason="有误", by=coordinator, at=now)
    later = now.replace(year=now.year + 8)
    actions.announce(scheme=fresh_scheme(announced), by=coordinator, at=later)
    until = fresh_scheme(announced).appeal_until
    assert until is not None
    assert until > later.date()
