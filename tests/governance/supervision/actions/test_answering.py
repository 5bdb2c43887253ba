"""The officer drafts an answer, the head sends it."""

import io
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import fresh, make_unit, make_user
from tests.governance.supervision.conftest import WORDING, Saved
from tests.governance.tasks.ledger import Ledger, part
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import Answer, AnswerFile, Order
from zhicheng.governance.supervision.permissions import readable_answers, readable_files
from zhicheng.governance.supervision.rules import OrderState


def test_a_draft_is_saved_changed_and_handed_up(
    issued: Order, save: Saved, head: User, officer: User, now: datetime
) -> None:
    draft = save(issued, "初稿")
    kept = draft.files.get()
    draft = save(issued, "定稿", seen=draft.version, uploads=[], remove=[kept.pk], hand_up=True)
    assert (draft.text, draft.version, draft.handed_up) == ("定稿", 2, True)
    assert not AnswerFile.objects.exists()
    assert Notice.objects.filter(to=head, text__contains="请审核报送").exists()
    draft = save(issued, "再改", seen=draft.version, uploads=[])
    assert not draft.handed_up
    saved = Entry.objects.filter(verb="supervision.answer_save").order_by("seq").last()
    assert saved is not None
    assert "再改" not in str(saved.after)


def test_nothing_is_handed_up_or_sent_without_words(
    issued: Order, save: Saved, head: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="先填写办理情况"):
        save(issued, "  ", hand_up=True)
    draft = save(issued, "  ", uploads=[])
    with pytest.raises(Refused, match="先填写办理情况"):
        actions.send_answer(order=issued, draft=draft, by=head, at=now)


def test_a_colleague_who_was_quicker_is_not_overwritten(
    issued: Order, save: Saved, head: User, now: datetime
) -> None:
    draft = save(issued, "甲的")
    with pytest.raises(actions.Overtaken, match="同事刚刚修改"):
        save(issued, "乙的", uploads=[])
    stale = Answer.objects.get(pk=draft.pk)
    save(issued, "甲又改", seen=draft.version, uploads=[])
    with pytest.raises(actions.Overtaken, match="同事刚刚修改"):
        actions.send_answer(order=issued, draft=stale, by=head, at=now)
    assert fresh(issued).state == OrderState.ISSUED


def test_another_orders_draft_is_not_sent(
    issued: Order, save: Saved, ledger: Ledger, market: Unit, other_officer: User,
    coordinator: User, head: User, now: datetime,
) -> None:  # fmt: skip
    late = part(ledger.publish(Ordered("另一任务", lead=[market], days=-5))[0], market)
    theirs = actions.raise_order(unit=market, parts=[late], wording=WORDING, by=coordinator, at=now)
    actions.move_order(order=theirs, verb="issue", by=coordinator, at=now)
    draft = actions.save_answer(order=theirs, text="他们的", seen=None, by=other_officer, at=now)
    save(issued, "我们的")
    with pytest.raises(ValidationError, match="不属于"):
        actions.send_answer(order=issued, draft=draft, by=head, at=now)
    assert fresh(issued).state == fresh(theirs).state == OrderState.ISSUED
    assert fresh(draft).state == "draft"


def test_a_file_that_is_refused_is_named_and_nothing_is_saved(issued: Order, save: Saved) -> None:
    with pytest.raises(ValidationError, match=r"木马\.exe"):
        save(issued, "已办结", uploads=[actions.Upload("木马.exe", io.BytesIO(b"MZ\x00"))])
    assert not Answer.objects.exists()


def test_the_head_saves_and_sends_in_one(issued: Order, head: User, now: datetime) -> None:
    actions.answer(order=issued, text="已办结。", seen=None, by=head, at=now)
    assert issued.state == OrderState.ANSWERED
    with pytest.raises(Refused, match="不在待回复"):
        actions.save_answer(order=issued, text="补", seen=None, by=head, at=now)


def test_only_the_unit_drafts_and_only_its_head_sends(
    issued: Order, save: Saved, officer: User, other_officer: User, coordinator: User,
    outsider: User, now: datetime,
) -> None:  # fmt: skip
    for person in (other_officer, coordinator, outsider):
        with pytest.raises(PermissionDenied):
            save(issued, by=person)
    draft = save(issued)
    for person in (officer, coordinator, outsider):
        with pytest.raises(PermissionDenied):
            actions.send_answer(order=issued, draft=draft, by=person, at=now)
    with pytest.raises(PermissionDenied):
        actions.answer(order=issued, text="办", seen=None, by=officer, at=now)


def test_a_county_officer_drafts_for_the_governments_of_the_county(
    ledger: Ledger, county: Area, county_officer: User, coordinator: User, save: Saved,
    now: datetime,
) -> None:  # fmt: skip
    unit = make_unit("云溪县政府", UnitKind.COUNTY, county)
    late = part(ledger.publish(Ordered(lead=[unit], days=-60))[0], unit)
    order = actions.raise_order(unit=unit, parts=[late], wording=WORDING, by=coordinator, at=now)
    actions.move_order(order=order, verb="issue", by=coordinator, at=now)
    assert save(order, by=county_officer).drafted_by == county_officer


def test_a_draft_is_read_inside_the_unit_alone(
    issued: Order, save: Saved, head: User, officer: User, coordinator: User, verifier: User,
    other_officer: User, now: datetime,
) -> None:  # fmt: skip
    draft = save(issued)
    colleague = make_user(Role.UNIT_OFFICER, unit=issued.unit)
    for person in (head, officer, colleague):
        assert readable_files(person).exists()
    for person in (coordinator, verifier, other_officer):
        assert not readable_answers(person).exists()
    actions.send_answer(order=issued, draft=draft, by=head, at=now)
    assert readable_files(verifier).exists()
    assert not readable_files(other_officer).exists()
