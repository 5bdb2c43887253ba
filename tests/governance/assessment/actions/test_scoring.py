"""Those assessed score themselves, with evidence that is there already, and hand the sheet in."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.governance.assessment.house import (
    IN_TIME,
    Office,
    close,
    entries,
    fresh_sheet,
    hand_in,
    sheet_of,
    task_of,
    upload,
)
from tests.governance.targets.goals import Goal, Goals, observe
from tests.governance.tasks.ledger import Ledger

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import Proof, Scheme, Sheet
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.tasks.models import Assignment, Evidence

D = Decimal
QUALITY = "信息报送质量"


def score(
    sheet: Sheet, name: str, given: int | str | None, note: str, by: User, at: datetime
) -> None:
    value = None if given is None else D(given)
    actions.score(entry=entries(sheet)[name], score=value, note=note, by=by, at=at)


def test_readings_fill_in_what_has_no_score_yet(sheet: Sheet, officer: User, now: datetime) -> None:
    assert actions.fill(sheet=sheet, by=officer, at=now) == 1
    entry = entries(sheet)[IN_TIME]
    assert (entry.value, entry.computed, entry.self_score) == (D(50), D(30), D(30))
    assert entry.as_of == now.date() - timedelta(1)
    assert entries(sheet)[QUALITY].self_score is None
    score(sheet, IN_TIME, 31, "另有一项按期完成", officer, now)
    assert actions.fill(sheet=sheet, by=officer, at=now) == 0
    assert entries(sheet)[IN_TIME].self_score == D(31)


def test_what_cannot_be_measured_has_no_score_and_says_so(
    sheet: Sheet, officer: User, now: datetime
) -> None:
    later = now.date() + timedelta(9)
    Assignment.objects.filter(unit=sheet.unit).update(
        due_on=later, stage="in_progress", closed_at=None
    )
    assert actions.fill(sheet=sheet, by=officer, at=now) == 0
    entry = entries(sheet)[IN_TIME]
    assert (entry.value, entry.computed, entry.self_score) == (None, None, None)
    assert entry.why == "考核期内没有到期或销号的任务。"


def test_another_score_than_the_computed_one_says_why(
    sheet: Sheet, officer: User, now: datetime
) -> None:
    actions.fill(sheet=sheet, by=officer, at=now)
    with pytest.raises(ValidationError, match="不一致"):
        score(sheet, IN_TIME, 40, "", officer, now)
    with pytest.raises(ValidationError, match="满分 60"):
        score(sheet, IN_TIME, 61, "多", officer, now)
    assert entries(sheet)[IN_TIME].self_score == D(30)


def test_of_two_officers_one_is_told(sheet: Sheet, officer: User, now: datetime) -> None:
    seen = entries(sheet)[QUALITY]
    score(sheet, QUALITY, 20, "", officer, now)
    with pytest.raises(actions.Overtaken):
        actions.score(entry=seen, score=D(30), note="", by=officer, at=now)
    assert entries(sheet)[QUALITY].self_score == D(20)


def test_others_do_not_score(
    sheet: Sheet, other_officer: User, verifier: User, now: datetime
) -> None:
    for by in (other_officer, verifier):
        with pytest.raises(PermissionDenied):
            actions.fill(sheet=sheet, by=by, at=now)


def test_evidence_of_a_task_is_taken_over(
    sheet: Sheet, ledger: Ledger, verifier: User, officer: User, now: datetime
) -> None:
    close(task_of(ledger, sheet.unit), verifier, now)
    entry = entries(sheet)[QUALITY]
    offered = queries.evidence_to_reuse(entry, officer)
    assert [row.name for row in offered] == ["成果.pdf"]
    first = actions.reuse(entry=entry, source=offered[0], by=officer, at=now)
    assert (first.evidence, first.file) == (offered[0], offered[0].file)
    assert actions.reuse(entry=entry, source=offered[0], by=officer, at=now) == first
    actions.drop_proof(proof=first, by=officer, at=now)
    assert not Proof.objects.exists()
    assert Evidence.objects.filter(pk=offered[0].pk).exists()


def test_evidence_of_another_unit_is_not(
    sheet: Sheet, market: Unit, ledger: Ledger, verifier: User, officer: User, now: datetime
) -> None:
    close(task_of(ledger, market), verifier, now)
    theirs = Evidence.objects.filter(report__assignment__unit=market)[0]
    with pytest.raises(ValidationError, match="不在可以引用的范围"):
        actions.reuse(entry=entries(sheet)[QUALITY], source=theirs, by=officer, at=now)


def test_evidence_of_a_value_is_taken_over(
    sheet: Sheet, science: Unit, coordinator: User, officer: User, now: datetime
) -> None:
    target = Goals(coordinator, now).publish(Goal())[0]
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    value = observe(target, officer, now, now.date(), 50000)
    entry = entries(sheet)[QUALITY]
    assert queries.observations_to_reuse(entry, officer) == [value]
    proof = actions.reuse(entry=entry, source=value, by=officer, at=now)
    assert (proof.observation, proof.file, proof.name) == (
        value, value.evidence, value.evidence_name,
    )  # fmt: skip


def test_one_piece_of_evidence_serves_several_assessments(
    scheme: Scheme, sheet: Sheet, offices: Office, science: Unit, market: Unit, officer: User,
    other_officer: User, now: datetime,
) -> None:  # fmt: skip
    """The same file, and the way back to the score that it was brought for; another unit's is not offered."""
    first = actions.prove(entry=entries(sheet)[QUALITY], upload=upload(), by=officer, at=now)
    another = offices.draft([science, market], title="省检查考核")
    offices.publish(another)
    entry = entries(sheet_of(another, science))[QUALITY]
    assert queries.proofs_to_reuse(entry, officer) == [first]
    taken = actions.reuse(entry=entry, source=first, by=officer, at=now)
    assert (taken.file, taken.name, taken.taken_from) == (first.file, first.name, first.entry)
    assert queries.proofs_to_reuse(entry, officer) == []
    rate = entries(sheet)[IN_TIME]
    assert queries.proofs_to_reuse(rate, officer) == [first], (
        "what was taken over is not offered twice"
    )
    actions.drop_proof(proof=first, by=officer, at=now)
    assert Proof.objects.get() == taken
    theirs = entries(sheet_of(another, market))[QUALITY]
    assert queries.proofs_to_reuse(theirs, other_officer) == []
    with pytest.raises(ValidationError, match="不在可以引用的范围"):
        actions.reuse(entry=theirs, source=taken, by=other_officer, at=now)


def test_an_unsuitable_file_is_refused_by_name(sheet: Sheet, officer: User, now: datetime) -> None:
    wrong = actions.Upload("程序.exe", BytesIO(b"MZ\x90\x00"))
    with pytest.raises(ValidationError, match=r"程序\.exe"):
        actions.prove(entry=entries(sheet)[QUALITY], upload=wrong, by=officer, at=now)
    assert not Proof.objects.exists()


def test_a_sheet_is_handed_in_whole_and_by_the_head(
    sheet: Sheet, officer: User, head: User, verifier: User, now: datetime
) -> None:
    actions.fill(sheet=sheet, by=officer, at=now)
    score(sheet, QUALITY, 30, "", officer, now)
    with pytest.raises(Refused, match="佐证"):
        actions.move(sheet=fresh_sheet(sheet), verb="submit", by=head, at=now)
    actions.prove(entry=entries(sheet)[QUALITY], upload=upload(), by=officer, at=now)
    with pytest.raises(PermissionDenied):
        actions.move(sheet=fresh_sheet(sheet), verb="submit", by=officer, at=now)
    actions.move(sheet=fresh_sheet(sheet), verb="submit", by=head, at=now)
    assert fresh_sheet(sheet).submitted_by == head
    assert Notice.objects.filter(to=verifier, text__contains="报送自评").exists()
    with pytest.raises(Refused, match="待核定"):
        score(sheet, QUALITY, 40, "", officer, now)
    actions.move(sheet=fresh_sheet(sheet), verb="recall", by=head, at=now)
    assert fresh_sheet(sheet).submitted_by is None


def test_of_two_heads_one_is_told(submitted: Sheet, head: User, now: datetime) -> None:
    seen = fresh_sheet(submitted)
    actions.move(sheet=fresh_sheet(submitted), verb="recall", by=head, at=now)
    with pytest.raises(actions.Overtaken):
        actions.move(sheet=seen, verb="recall", by=head, at=now)


def test_who_is_late_is_verified_without_a_self_score(
    sheet: Sheet, verifier: User, offices: Office, now: datetime
) -> None:
    with pytest.raises(Refused, match="自评期限未到"):
        offices.move(sheet, "take_over", "逾期")
    later = now + timedelta(11)
    actions.move(
        sheet=fresh_sheet(sheet), verb="take_over", by=verifier, at=later, reason="逾期未报"
    )
    assert fresh_sheet(sheet).state == "submitted"
    assert entries(sheet)[IN_TIME].computed == D(30)
    assert entries(sheet)[IN_TIME].self_score is None


def test_nothing_is_scored_after_the_announcement(
    announced: Scheme, science: Unit, head: User, now: datetime
) -> None:
    sheet = sheet_of(announced, science)
    with pytest.raises(Refused, match="自评核定阶段"):
        actions.fill(sheet=sheet, by=head, at=now)
    with pytest.raises(Refused, match="自评核定阶段"):
        actions.move(
            sheet=sheet, verb="reopen", by=User.objects.get(name="复核乙"), at=now, reason="错"
        )


def test_handing_in_takes_the_readings_anew(sheet: Sheet, head: User, now: datetime) -> None:
    hand_in(sheet, now)
    actions.move(sheet=fresh_sheet(sheet), verb="recall", by=head, at=now)
    Assignment.objects.filter(unit=sheet.unit, closed_at=None).update(
        due_on=now.date() + timedelta(9)
    )
    actions.move(sheet=fresh_sheet(sheet), verb="submit", by=head, at=now)
    entry = entries(sheet)[IN_TIME]
    assert (entry.computed, entry.self_score) == (D(60), D(30)), "the verifier sees both"
