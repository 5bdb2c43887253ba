"""The verifier confirms, changes with a reason, adds and takes off; and is nobody of the unit."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import give, make_user
from tests.governance.assessment.house import (
    IN_TIME,
    Office,
    entries,
    fresh_sheet,
    hand_in,
    sheet_of,
    upload,
)

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.models import Clause, Entry, Scheme, Sheet
from zhicheng.governance.assessment.rules import Verdict
from zhicheng.governance.tasks.models import Assignment

D = Decimal
QUALITY = "信息报送质量"


def decide(sheet: Sheet, name: str, verdict: Verdict, by: User, at: datetime) -> Entry:
    actions.decide(entry=entries(sheet)[name], verdict=verdict, by=by, at=at)
    return entries(sheet)[name]


def test_confirm_and_change_with_a_reason(submitted: Sheet, verifier: User, now: datetime) -> None:
    same = decide(submitted, IN_TIME, Verdict(D(30), ""), verifier, now)
    assert (same.score, same.decided_by) == (D(30), verifier)
    with pytest.raises(ValidationError, match="写明理由"):
        decide(submitted, QUALITY, Verdict(D(25), ""), verifier, now)
    assert decide(submitted, QUALITY, Verdict(D(25), "少一件"), verifier, now).score == D(25)
    actions.move(sheet=fresh_sheet(submitted), verb="verify", by=verifier, at=now)
    assert fresh_sheet(submitted).total == D(55)


def test_the_rest_is_confirmed_but_not_what_is_against_the_formula(
    submitted: Sheet, head: User, verifier: User, now: datetime
) -> None:
    actions.move(sheet=fresh_sheet(submitted), verb="recall", by=head, at=now)
    actions.score(entry=entries(submitted)[IN_TIME], score=D(45), note="另计", by=head, at=now)
    actions.move(sheet=fresh_sheet(submitted), verb="submit", by=head, at=now)
    assert actions.confirm_rest(sheet=submitted, by=verifier, at=now) == 1
    assert entries(submitted)[IN_TIME].score is None
    assert entries(submitted)[QUALITY].score == D(30)
    with pytest.raises(Refused, match="逐项核定"):
        actions.move(sheet=fresh_sheet(submitted), verb="verify", by=verifier, at=now)
    assert actions.confirm_rest(sheet=submitted, by=verifier, at=now) == 0


def test_what_does_not_fall_to_the_unit_is_spread_over_the_rest(
    submitted: Sheet, offices: Office
) -> None:
    offices.verify(submitted, {IN_TIME: None})
    assert fresh_sheet(submitted).total == D(75)


def test_a_reading_is_taken_anew_for_what_is_not_decided(
    submitted: Sheet, verifier: User, now: datetime
) -> None:
    parts = Assignment.objects.filter(unit=submitted.unit)
    parts.filter(closed_at=None).update(due_on=now.date() + timedelta(9))
    actions.measure_again(sheet=submitted, by=verifier, at=now)
    assert entries(submitted)[IN_TIME].computed == D(60)
    decide(submitted, IN_TIME, Verdict(D(60), "重新取数"), verifier, now)
    parts.update(due_on=now.date() + timedelta(9), stage="in_progress", closed_at=None)
    actions.measure_again(sheet=submitted, by=verifier, at=now)
    assert entries(submitted)[IN_TIME].computed == D(60)


def test_a_sheet_goes_back_and_is_verified_again(
    submitted: Sheet, offices: Office, head: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="理由"):
        offices.move(submitted, "return")
    offices.move(submitted, "return", "材料不全")
    assert fresh_sheet(submitted).state == "open"
    actions.move(sheet=fresh_sheet(submitted), verb="submit", by=head, at=now)
    offices.verify(submitted)
    offices.move(submitted, "reopen", "漏计一项")
    again = fresh_sheet(submitted)
    assert (again.state, again.total, again.verified_by) == ("submitted", None, None)


def test_nobody_of_the_unit_verifies(
    submitted: Sheet, science: Unit, head: User, officer: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        decide(submitted, IN_TIME, Verdict(D(30), ""), officer, now)
    inside = make_user(Role.VERIFIER, unit=science)
    give(head, Role.VERIFIER)
    for by in (inside, head):
        for verb in (
            lambda by=by: decide(submitted, IN_TIME, Verdict(D(30), ""), by, now),
            lambda by=by: actions.confirm_rest(sheet=submitted, by=by, at=now),
            lambda by=by: actions.measure_again(sheet=submitted, by=by, at=now),
            lambda by=by: actions.move(
                sheet=fresh_sheet(submitted), verb="return", by=by, at=now, reason="退"
            ),
        ):
            with pytest.raises(Refused, match="不得来自被考核单位"):
                verb()
    assert entries(submitted)[IN_TIME].score is None


def test_somebody_is_scored_on_something(submitted: Sheet, offices: Office) -> None:
    with pytest.raises(Refused, match="没有可以计分的指标"):
        offices.verify(submitted, {IN_TIME: None, QUALITY: None})
    assert fresh_sheet(submitted).state == "submitted"


def test_the_whole_city_is_scored_by_the_coordinator_and_verified_by_another(
    offices: Office, office: Unit, coordinator: User, verifier: User, now: datetime
) -> None:
    scheme = offices.draft([office], subject="city", origin="national")
    offices.publish(scheme)
    sheet = sheet_of(scheme, office)
    assert actions.fill(sheet=sheet, by=coordinator, at=now) == 0, "nothing was due in the city"
    for entry in entries(sheet).values():
        actions.score(entry=entry, score=None, note="无数据", by=coordinator, at=now)
    actions.move(sheet=fresh_sheet(sheet), verb="submit", by=coordinator, at=now)
    give(coordinator, Role.VERIFIER)
    with pytest.raises(Refused, match="不得"):
        actions.confirm_rest(sheet=fresh_sheet(sheet), by=coordinator, at=now)
    offices.verify(sheet, {QUALITY: 35})
    assert fresh_sheet(sheet).state == "verified"


class Events:
    """Bonuses and deductions on one sheet."""

    def __init__(self, sheet: Sheet, offices: Office, now: datetime) -> None:
        self.sheet, self.clauses, self.now = sheet, offices.clauses, now

    def add(self, number: str, points: int | str, by: User, **more: Any) -> Any:
        given = {"said": "全省通报表扬", "clause": self.clauses.get(number), **more}
        return actions.adjust(
            sheet=fresh_sheet(self.sheet), points=D(points), by=by, at=self.now, **given
        )


def test_a_unit_claims_a_bonus_and_the_verifier_decides(
    sheet: Sheet, offices: Office, head: User, verifier: User, now: datetime
) -> None:
    events = Events(sheet, offices, now)
    claimed = events.add("加1", 2, head, upload=upload())
    withdrawn = events.add("加1", 1, head)
    assert claimed.decision == "open"
    assert claimed.file_name == "证明.pdf"
    actions.drop_adjustment(adjustment=withdrawn, by=head, at=now)
    hand_in(sheet, now)
    with pytest.raises(Refused, match="加减分事项"):
        offices.verify(sheet)
    with pytest.raises(ValidationError, match="理由"):
        actions.decide_adjustment(adjustment=claimed, accept=False, reason=" ", by=verifier, at=now)
    actions.decide_adjustment(adjustment=claimed, accept=True, reason="", by=verifier, at=now)
    taken_off = events.add("扣1", "1.5", verifier)
    assert taken_off.decision == "accepted"
    offices.move(sheet, "verify")
    assert fresh_sheet(sheet).total == D("60.5")


def test_what_was_decided_before_a_return_is_decided_anew_where_it_changed(
    submitted: Sheet, offices: Office, head: User, verifier: User, now: datetime
) -> None:
    actions.confirm_rest(sheet=submitted, by=verifier, at=now)
    Events(submitted, offices, now).add("扣1", 1, verifier)
    offices.move(submitted, "return", "补充材料")
    taken = submitted.adjustments.get()
    with pytest.raises(Refused, match="已经核定"):
        actions.drop_adjustment(adjustment=taken, by=head, at=now)
    actions.score(entry=entries(submitted)[QUALITY], score=D(35), note="", by=head, at=now)
    actions.move(sheet=fresh_sheet(submitted), verb="submit", by=head, at=now)
    assert entries(submitted)[QUALITY].score is None
    assert entries(submitted)[IN_TIME].score == D(30)
    offices.move(submitted, "return", "再补")
    parts = Assignment.objects.filter(unit=submitted.unit, closed_at=None)
    parts.update(due_on=now.date() + timedelta(9))
    actions.move(sheet=fresh_sheet(submitted), verb="submit", by=head, at=now)
    assert entries(submitted)[IN_TIME].score is None, "the figure is another"


@pytest.mark.parametrize(
    ("number", "points", "more", "field"),
    [
        ("加1", 3, {}, "points"),
        ("加1", 0, {}, "points"),
        ("加1", 1, {"said": " "}, "said"),
        ("扣1", 1, {}, "clause"),
    ],
)
def test_claims_that_do_not_hold_up(
    sheet: Sheet, offices: Office, head: User, now: datetime, number: str, points: int,
    more: dict[str, str], field: str,
) -> None:  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        Events(sheet, offices, now).add(number, points, head, **more)
    assert list(refused.value.message_dict) == [field]
    assert not sheet.adjustments.exists()


def test_a_clause_of_another_scheme_is_refused(
    submitted: Sheet, scheme: Scheme, offices: Office, verifier: User, now: datetime
) -> None:
    mine = dict(offices.clauses)
    offices.draft([submitted.unit], title="另一份")
    other: Clause = offices.clauses["扣1"]
    assert other != mine["扣1"]
    with pytest.raises(ValidationError, match="本方案的条款"):
        Events(submitted, offices, now).add("扣1", 1, verifier, clause=other)


def test_who_adds_when(
    sheet: Sheet, offices: Office, head: User, verifier: User, other_officer: User, science: Unit,
    now: datetime,
) -> None:  # fmt: skip
    events = Events(sheet, offices, now)
    with pytest.raises(PermissionDenied):
        events.add("加1", 1, verifier)  # while the unit scores itself
    with pytest.raises(PermissionDenied):
        events.add("加1", 1, other_officer)
    hand_in(sheet, now)
    with pytest.raises(Refused, match="待核定"):
        events.add("加1", 1, head)
    with pytest.raises(Refused, match="不得来自"):
        events.add("扣1", 1, make_user(Role.VERIFIER, unit=science))
