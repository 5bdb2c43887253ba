"""What a unit asks travels upward, and comes back answered."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories import fresh, make_unit, make_user
from tests.foundation.calendars.years import NEXT, with_bridge, year_file
from tests.governance.supervision.conftest import ASKED
from tests.governance.tasks.ledger import Ledger
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.calendars.actions import load_file
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import Request, RequestStep
from zhicheng.governance.supervision.queries import requests_for, term, waiting_requests
from zhicheng.governance.supervision.rules import REQUEST, RequestKind, RequestState


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(to=user).values_list("text", flat=True))


def test_it_is_drafted_sent_passed_up_instructed_and_answered(
    coordinator: User, sent: Request, leader: User, head: User, officer: User, now: datetime
) -> None:
    assert sent.number == f"请示〔{now.year}〕1号"
    assert sent.due_on == sent.turn_due_on == term(now.date(), 5).day
    assert any("经费来源不明确" in text for text in told(coordinator))
    actions.move_request(
        request=sent, verb="pass_up", reason="请批示", days=3, by=coordinator, at=now
    )
    assert sent.turn_due_on == term(now.date(), 3).day
    assert list(waiting_requests(leader)) == [sent]
    actions.move_request(request=sent, verb="instruct", reason="由财政统筹", by=leader, at=now)
    assert sent.turn_due_on == sent.due_on
    actions.move_request(request=sent, verb="reply", reason="列入预算", by=coordinator, at=now)
    assert fresh(sent).state == RequestState.ANSWERED
    assert any("答复：列入预算" in text for text in told(officer))
    assert not waiting_requests(coordinator).exists()
    verbs = list(sent.steps.order_by("id").values_list("verb", flat=True))
    assert verbs == ["draft", "submit", "pass_up", "instruct", "reply"]


def test_another_unit_is_asked_for_its_opinion(
    sent: Request, coordinator: User, market: Unit, other_officer: User, officer: User,
    now: datetime,
) -> None:  # fmt: skip
    adviser = make_user(Role.UNIT_HEAD, unit=market)
    assert not requests_for(adviser).exists()
    for unit in (None, sent.unit):
        with pytest.raises(Refused, match="不能是提出单位自己"):
            actions.move_request(
                request=sent, verb="consult", reason="请提意见", days=3, adviser=unit,
                by=coordinator, at=now,
            )  # fmt: skip
    actions.move_request(
        request=sent, verb="consult", reason="请提意见", days=3, adviser=market, by=coordinator,
        at=now,
    )  # fmt: skip
    assert any("征求意见：请提意见" in text for text in told(other_officer))
    assert list(waiting_requests(adviser)) == [sent]
    with pytest.raises(PermissionDenied):
        actions.move_request(request=sent, verb="advise", reason="行", by=other_officer, at=now)
    actions.move_request(request=sent, verb="advise", reason="同意", by=adviser, at=now)
    assert fresh(sent).state == RequestState.OFFICE
    assert requests_for(adviser).exists(), "what one said stays to be seen"


def test_the_office_takes_back_what_waits_too_long(
    sent: Request, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="1 至 250"):
        actions.move_request(request=sent, verb="pass_up", reason="请批示", by=coordinator, at=now)
    actions.move_request(
        request=sent, verb="pass_up", reason="请批示", days=3, by=coordinator, at=now
    )
    actions.move_request(request=sent, verb="take_back", reason="改期", by=coordinator, at=now)
    assert fresh(sent).state == RequestState.OFFICE


def test_a_draft_is_changed_until_it_is_sent(
    asked: Request, officer: User, head: User, now: datetime
) -> None:
    other = actions.Asked(RequestKind.COORDINATION, "数据共享", "请协调开放接口。", 8)
    seen = fresh(asked)
    actions.change_request(request=asked, asked=other, by=officer, at=now)
    with pytest.raises(actions.Overtaken, match="修改"):
        actions.change_request(request=seen, asked=other, by=head, at=now)
    actions.move_request(request=asked, verb="submit", by=head, at=now)
    assert asked.number.startswith("协调〔")
    with pytest.raises(Refused, match="不能再改"):
        actions.change_request(request=asked, asked=other, by=officer, at=now)


@pytest.mark.parametrize(
    ("title", "text", "days", "field"),
    [(" ", "请明确", 5, "title"), ("事", " ", 5, "text"), ("事", "请明确", 0, "days")],
)
def test_it_says_what_is_asked_and_by_when(
    science: Unit, officer: User, now: datetime, title: str, text: str, days: int, field: str
) -> None:
    asked = actions.Asked(RequestKind.INSTRUCTION, title, text, days)
    with pytest.raises(ValidationError) as refused:
        actions.draft_request(unit=science, asked=asked, by=officer, at=now)
    assert list(refused.value.error_dict) == [field]


def test_a_button_pressed_twice_drafts_one(
    asked: Request, science: Unit, officer: User, head: User, now: datetime
) -> None:
    same = actions.Asked(RequestKind(asked.kind), f" {asked.title}", asked.text, asked.days)
    with pytest.raises(ValidationError, match="没有重复起草") as refused:
        actions.draft_request(unit=science, asked=same, by=head, at=now)
    assert list(refused.value.error_dict) == ["title"]
    assert Request.objects.get() == asked
    actions.move_request(request=asked, verb="submit", by=head, at=now)
    actions.draft_request(unit=science, asked=same, by=officer, at=now)
    assert Request.objects.count() == 2, "what was sent may be asked again"


def test_it_is_about_a_task_that_one_sees(
    ledger: Ledger, science: Unit, market: Unit, officer: User, now: datetime
) -> None:
    mine, theirs = ledger.publish(Ordered("甲", lead=[science]), Ordered("乙", lead=[market]))
    made = actions.draft_request(unit=science, asked=ASKED, task=mine, by=officer, at=now)
    assert made.task == mine
    with pytest.raises(ValidationError, match="无权查看"):
        actions.draft_request(unit=science, asked=ASKED, task=theirs, by=officer, at=now)


def test_a_draft_or_what_was_sent_is_withdrawn_with_a_reason(
    asked: Request, officer: User, head: User, science: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="写明理由"):
        actions.move_request(request=asked, verb="withdraw", by=head, at=now)
    actions.move_request(request=asked, verb="withdraw", reason="已解决", by=head, at=now)
    assert (asked.state, asked.number) == ("withdrawn", "")
    assert not requests_for(coordinator).exists(), "it was never sent"
    second = actions.draft_request(unit=science, asked=ASKED, by=officer, at=now)
    actions.move_request(request=second, verb="submit", by=head, at=now)
    actions.move_request(request=second, verb="withdraw", reason="已解决", by=head, at=now)
    assert second.number.endswith("1号")


def test_nobody_else_takes_a_step(
    sent: Request, outsider: User, other_officer: User, officer: User, auditor: User,
    verifier: User, administrator: User, science: Unit, now: datetime,
) -> None:  # fmt: skip
    for person in (outsider, other_officer, officer, auditor, verifier, administrator):
        for verb in sorted({t.verb for t in REQUEST.transitions}):
            with pytest.raises(PermissionDenied):
                actions.move_request(
                    request=sent, verb=verb, reason="试", days=3, by=person, at=now
                )
    for person in (outsider, other_officer, auditor, verifier):
        with pytest.raises(PermissionDenied):
            actions.draft_request(unit=science, asked=ASKED, by=person, at=now)


def test_who_sees_a_draft_and_who_sees_what_was_sent(
    asked: Request, officer: User, head: User, coordinator: User, leader: User, auditor: User,
    verifier: User, other_officer: User, outsider: User, now: datetime,
) -> None:  # fmt: skip
    def seeing() -> set[str]:
        people = (officer, head, coordinator, leader, auditor, verifier, other_officer, outsider)
        return {person.name for person in people if requests_for(person).exists()}

    assert seeing() == {officer.name, head.name}
    assert list(waiting_requests(head)) == [asked]
    actions.move_request(request=asked, verb="submit", by=head, at=now)
    office = {coordinator.name, leader.name, auditor.name, verifier.name}
    assert seeing() == {officer.name, head.name} | office


def test_where_the_asked_unit_has_nobody_the_coordinators_are_told(
    sent: Request, coordinator: User, office: Unit, now: datetime
) -> None:
    colleague = make_user(Role.COORDINATOR, unit=office)
    actions.move_request(
        request=sent, verb="consult", reason="请提意见", days=3, adviser=make_unit("市档案馆"),
        by=coordinator, at=now,
    )  # fmt: skip
    assert any("征求意见" in text for text in told(colleague))


def test_history_is_only_added_to(asked: Request) -> None:
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        RequestStep.objects.filter(request=asked).update(reason="改")


def in_spring(asked: Request, head: User, now: datetime) -> Request:
    march = now.replace(year=NEXT, month=3, day=1)
    actions.move_request(request=asked, verb="submit", by=head, at=march)
    return asked


def test_a_provisional_term_is_counted_again_when_the_year_is_published(
    asked: Request, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    request = in_spring(asked, head, now)
    before = request.turn_due_on
    assert request.provisional
    content = with_bridge("03-04", "03-05", "03-06")
    load_file(content=content, name="放假安排.json", by=coordinator, at=now)
    after = fresh(request)
    assert not after.provisional
    assert before and after.turn_due_on and before < after.turn_due_on == after.due_on
    assert any(f"由{before}改为{after.turn_due_on}" in text for text in told(officer))
    assert request.steps.latest("id").verb == "retime"


def test_a_day_that_stays_is_exact_from_then_on(
    asked: Request, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    request = in_spring(asked, head, now)
    load_file(content=year_file(), name="放假安排.json", by=coordinator, at=now)
    assert not fresh(request).provisional
    assert not any("放假安排" in text for text in told(officer))
