"""An appeal, its term, and its answer."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.factories import give
from tests.governance.assessment.house import (
    IN_TIME,
    Office,
    entries,
    fresh_scheme,
    fresh_sheet,
    hand_in,
    sheet_of,
    upload,
)
from tests.governance.assessment.pages import text, url

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.models import Adjustment, Appeal, Entry, Scheme, Sheet

D = Decimal
QUALITY = "信息报送质量"


@pytest.fixture
def ours(announced: Scheme, science: Unit) -> Sheet:
    return sheet_of(announced, science)


def appeal(sheet: Sheet, against: Entry | Adjustment | None, by: User, at: datetime) -> Appeal:
    return actions.appeal(
        sheet=fresh_sheet(sheet), against=against, text="有两期被省采用，未计入。", by=by, at=at
    )


@pytest.fixture
def appealed(ours: Sheet, head: User, now: datetime) -> Appeal:
    return appeal(ours, entries(ours)[QUALITY], head, now)


def test_an_appeal_that_is_upheld_changes_score_total_and_places(
    appealed: Appeal, ours: Sheet, market: Unit, coordinator: User, head: User, client: Client,
    now: datetime,
) -> None:  # fmt: skip
    assert appealed.answer_by > now.date()
    assert Notice.objects.filter(to=coordinator, text__contains="提出申诉").exists()
    with pytest.raises(ValidationError, match="这一项已有申诉"):
        appeal(ours, entries(ours)[QUALITY], head, now)
    hurry = {"appeal": appealed, "uphold": True, "by": coordinator, "at": now}
    for answer, score, said in (
        (" ", D(40), "答复意见"),
        ("补计", None, "改定的得分"),
        ("补计", D(41), "满分"),
        ("补计", D(30), "相同"),
    ):
        with pytest.raises(ValidationError, match=said):
            actions.answer(answer=answer, score=score, **hurry)  # type: ignore[arg-type]  # as above
    actions.answer(
        appeal=appealed, uphold=True, answer="补计两期。", score=D(40), by=coordinator, at=now
    )
    found = fresh_sheet(ours)
    assert (found.total, found.rank) == (D(70), 2)
    appealed.refresh_from_db()
    assert (appealed.score_before, appealed.score_after) == (D(30), D(40))
    changed = entries(ours)[QUALITY]
    assert (changed.score, changed.reason) == (D(40), "经核对材料"), "the verifier's word stays"
    assert changed.decided_by != coordinator and appealed.answered_by == coordinator
    client.force_login(head)
    page = text(client, url("entry", changed.pk))
    assert "经核对材料" in page and "补计两期。" in page and url("appeal", appealed.pk) in page
    with pytest.raises(Refused, match="已经答复"):
        actions.answer(appeal=appealed, uphold=False, answer="再答", by=coordinator, at=now)


def test_places_follow_an_answer(
    appealed: Appeal, ours: Sheet, announced: Scheme, market: Unit, coordinator: User,
    market_head: User, now: datetime,
) -> None:  # fmt: skip
    theirs = sheet_of(announced, market)
    other = appeal(theirs, entries(theirs)[IN_TIME], market_head, now)
    actions.answer(appeal=other, uphold=True, answer="重计", score=D(0), by=coordinator, at=now)
    assert (fresh_sheet(ours).rank, fresh_sheet(theirs).rank) == (1, 2)


def test_an_appeal_that_is_dismissed_changes_nothing(
    appealed: Appeal, ours: Sheet, coordinator: User, head: User, now: datetime
) -> None:
    actions.answer(appeal=appealed, uphold=False, answer="维持。", by=coordinator, at=now)
    assert fresh_sheet(ours).total == D(60)
    assert Notice.objects.filter(to=head, text__contains="维持原结果").exists()


def test_what_does_not_fall_to_a_unit_may_after_all(
    scheme: Scheme, sheet: Sheet, market: Unit, offices: Office, head: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    for each in (sheet, sheet_of(scheme, market)):
        hand_in(each, now)
        offices.verify(each, {IN_TIME: None})
    offices.announce(scheme)
    found = appeal(sheet, entries(sheet)[IN_TIME], head, now)
    actions.answer(appeal=found, uphold=True, answer="适用", score=D(60), by=coordinator, at=now)
    assert entries(sheet)[IN_TIME].exempt is False
    assert fresh_sheet(sheet).total == D(90)


def test_a_deduction_is_struck_and_a_refused_bonus_accepted(
    scheme: Scheme, sheet: Sheet, market: Unit, offices: Office, head: User, verifier: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    claimed = actions.adjust(
        sheet=sheet, clause=offices.clauses["加1"], said="受表扬", points=D(2), by=head, at=now
    )
    for each in (sheet, sheet_of(scheme, market)):
        hand_in(each, now)
    taken = actions.adjust(
        sheet=fresh_sheet(sheet), clause=offices.clauses["扣1"], said="受批评", points=D(5),
        by=verifier, at=now,
    )  # fmt: skip
    actions.decide_adjustment(
        adjustment=claimed, accept=False, reason="非本年度", by=verifier, at=now
    )
    for each in (sheet, sheet_of(scheme, market)):
        offices.verify(each)
    offices.announce(scheme)
    assert fresh_sheet(sheet).total == D(55)
    for row in (claimed, taken):
        found = appeal(sheet, row, head, now)
        actions.answer(appeal=found, uphold=True, answer="成立", by=coordinator, at=now)
    assert fresh_sheet(sheet).total == D(62)
    for row, reason in ((claimed, "非本年度"), (taken, "成立")):
        row.refresh_from_db()
        assert row.reason == reason, "its own, where the verifier gave one"


def test_an_appeal_after_the_freeze_is_refused_and_nothing_changes(
    frozen: Scheme, science: Unit, head: User, now: datetime
) -> None:
    sheet = sheet_of(frozen, science)
    with pytest.raises(Refused, match="已经定稿，不再受理申诉"):
        appeal(sheet, entries(sheet)[QUALITY], head, now + timedelta(31))
    assert not Appeal.objects.exists()


def test_an_appeal_before_the_announcement_and_after_its_term_is_refused(
    submitted: Sheet, head: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="尚未公示"):
        appeal(submitted, entries(submitted)[QUALITY], head, now)


def test_the_last_day_is_in_time(ours: Sheet, head: User, now: datetime) -> None:
    until = fresh_scheme(ours.scheme).appeal_until
    assert until is not None
    days = (until - now.date()).days
    with pytest.raises(Refused, match="届满"):
        appeal(ours, entries(ours)[QUALITY], head, now + timedelta(days + 1))
    appeal(ours, entries(ours)[QUALITY], head, now + timedelta(days))


def test_an_open_appeal_keeps_the_result_from_being_taken_back_and_frozen(
    appealed: Appeal, announced: Scheme, offices: Office, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="已有单位提出申诉"):
        actions.retract(scheme=fresh_scheme(announced), reason="有误", by=coordinator, at=now)
    with pytest.raises(Refused, match="没有答复"):
        offices.freeze(announced)


def test_what_an_appeal_needs(
    ours: Sheet, announced: Scheme, market: Unit, head: User, officer: User, now: datetime
) -> None:
    theirs = entries(sheet_of(announced, market))[QUALITY]
    for against in (None, theirs):
        with pytest.raises(ValidationError, match="对哪一项"):
            appeal(ours, against, head, now)
    with pytest.raises(ValidationError, match="理由"):
        actions.appeal(sheet=ours, against=entries(ours)[QUALITY], text=" ", by=head, at=now)
    with pytest.raises(PermissionDenied):
        appeal(ours, entries(ours)[QUALITY], officer, now)
    found = actions.appeal(
        sheet=ours, against=entries(ours)[QUALITY], text="漏计", by=head, at=now, upload=upload()
    )
    assert found.file_name == "证明.pdf"


def test_who_verified_does_not_answer(
    appealed: Appeal, verifier: User, head: User, now: datetime
) -> None:
    for by in (verifier, head):
        with pytest.raises(PermissionDenied):
            actions.answer(appeal=appealed, uphold=False, answer="维持", by=by, at=now)
        give(by, Role.COORDINATOR)
        with pytest.raises(Refused, match="不得答复"):
            actions.answer(appeal=appealed, uphold=False, answer="维持", by=by, at=now)


def test_an_answer_in_a_year_without_a_calendar_has_an_estimated_term(
    ours: Sheet, head: User, now: datetime
) -> None:
    later = now.replace(year=now.year + 8)
    Scheme.objects.filter(pk=ours.scheme_id).update(appeal_until=later.date())
    assert appeal(ours, entries(ours)[QUALITY], head, later).answer_by > later.date()


def test_nothing_is_answered_after_the_freeze(
    announced: Scheme, ours: Sheet, head: User, coordinator: User, offices: Office, now: datetime
) -> None:
    seen = appeal(ours, entries(ours)[QUALITY], head, now)
    actions.answer(appeal=seen, uphold=False, answer="维持", by=coordinator, at=now)
    offices.freeze(announced)
    with pytest.raises(Refused, match="已经定稿"):
        actions.answer(appeal=seen, uphold=True, answer="改", by=coordinator, at=now)
