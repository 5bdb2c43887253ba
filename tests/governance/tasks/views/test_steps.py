"""The pages that ask before a step, for one and for several."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import fresh
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import ASSIGNMENT, Stage


def decide_url(assignment: Assignment, verb: str) -> str:
    return reverse("tasks:decide", args=[assignment.pk, verb])


def test_the_question_names_what_will_be_done(
    client: Client, mine: Assignment, officer: User
) -> None:
    client.force_login(officer)
    text = client.get(decide_url(mine, "sign")).content.decode()
    assert "签收：建立高价值专利培育库" in text
    assert "表示本单位已收到并承担这项任务" in text
    assert fresh(mine).stage == Stage.ASSIGNED, "asking changes nothing"


def test_the_answer_takes_the_step(client: Client, mine: Assignment, officer: User) -> None:
    client.force_login(officer)
    response = client.post(decide_url(mine, "sign"), {"version": mine.version}, follow=True)
    assert response.redirect_chain == [(reverse("tasks:task", args=[mine.task_id]), 302)]
    assert "市科技局：已签收。" in response.content.decode()
    assert fresh(mine).stage == Stage.ACCEPTED


def test_a_reason_must_be_given_and_what_was_typed_is_kept(
    client: Client, reported: Assignment, verifier: User
) -> None:
    client.force_login(verifier)
    url = decide_url(reported, "return")
    empty = client.post(url, {"version": reported.version, "reason": ""})
    assert empty.status_code == 422
    stale = client.post(url, {"version": reported.version - 1, "reason": "缺县区名单"})
    assert stale.status_code == 422
    text = stale.content.decode()
    assert "您的操作未执行" in text
    assert "缺县区名单</textarea>" in text
    assert f'name="version" value="{reported.version}"' in text, "now as it is"
    again = client.post(url, {"version": reported.version, "reason": "缺县区名单"})
    assert again.status_code == 302
    assert reported.steps.get(verb="return").reason == "缺县区名单"


@pytest.mark.parametrize("version", [None, "x", "-1", "9" * 30])
def test_a_form_without_the_version_that_was_seen_changes_nothing(
    version: str | None, client: Client, reported: Assignment, verifier: User
) -> None:
    client.force_login(verifier)
    given = {"reason": "缺县区名单"}
    forged = given if version is None else {**given, "version": version}
    answer = client.post(decide_url(reported, "return"), forged)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "页面已过期" in text and "缺县区名单</textarea>" in text
    assert f'name="version" value="{reported.version}"' in text
    assert fresh(reported).stage == Stage.REPORTED


def test_a_slip_does_not_make_a_stale_page_a_fresh_one(
    client: Client, reported: Assignment, verifier: User
) -> None:
    client.force_login(verifier)
    answer = client.post(
        decide_url(reported, "return"), {"version": reported.version - 1, "reason": ""}
    )
    assert f'name="version" value="{reported.version - 1}"' in answer.content.decode()


def test_what_the_procedure_refuses_is_said_on_the_page(
    client: Client, mine: Assignment, officer: User
) -> None:
    client.force_login(officer)
    response = client.post(decide_url(mine, "begin"), {"version": mine.version})
    assert response.status_code == 422
    assert "当前状态为“待签收”，不能“开始办理”。" in response.content.decode()


def test_every_verb_has_a_page_or_a_reason_not_to(
    client: Client, mine: Assignment, officer: User
) -> None:
    client.force_login(officer)
    for verb in dict.fromkeys(t.verb for t in ASSIGNMENT.transitions):
        status = client.get(decide_url(mine, verb)).status_code
        own = {"sign": 200, "begin": 200, "carry_on": 200, "send": 404, "assign": 404, "end": 404}
        assert status == own.get(verb, 403), verb
    assert client.get(decide_url(mine, "abolish")).status_code == 404


def test_a_step_that_was_taken_already_has_no_button_any_more(
    client: Client, signed: Assignment, reported: Assignment, officer: User, verifier: User
) -> None:
    client.force_login(officer)
    url = decide_url(signed, "sign")
    late = client.get(url).content.decode()
    assert "这一步已经办过或现在不能办理" in late and "待复核" in late
    again = client.post(url, {"version": fresh(signed).version})
    assert again.status_code == 422
    assert "不能“签收”" in again.content.decode()
    for text in (late, again.content.decode()):
        assert 'type="submit" data-waiting' not in text
        assert reverse("tasks:task", args=[signed.task_id]) in text
    client.force_login(verifier)
    assert (
        'type="submit" data-waiting' in client.get(decide_url(reported, "verify")).content.decode()
    )
    words = {"version": reported.version, "reason": "缺县区名单"}
    client.post(decide_url(reported, "return"), words)
    assert "已退回" in client.get(decide_url(reported, "verify")).content.decode()
    typed = client.post(decide_url(reported, "return"), words | {"reason": "还缺附件"})
    assert "还缺附件</textarea>" in typed.content.decode(), "what was typed can still be copied"


def test_a_frozen_part_shows_the_light_of_its_day(
    client: Client, ledger: Ledger, science: Unit, head: User, leader: User, now: datetime
) -> None:
    mine = part(ledger.publish(Order(lead=[science], days=-1))[0], science)
    actions.move(assignment=mine, verb="ask_freeze", reason="等细则", by=head, at=now)
    actions.move(assignment=mine, verb="approve_freeze", by=leader, at=now)
    client.force_login(leader)
    text = client.get(reverse("tasks:task", args=[mine.task_id])).content.decode()
    assert "已冻结（冻结时逾期）" in text
    assert "解除冻结" in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_officer", 404), ("outsider", 404), ("administrator", 404), ("county_officer", 404),
     ("coordinator", 403), ("leader", 403), ("auditor", 403)],
)  # fmt: skip
def test_others_get_nothing(
    who: str, status: int, client: Client, mine: Assignment, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    url = decide_url(mine, "sign")
    assert client.get(url).status_code == status
    assert client.post(url, {"version": mine.version}).status_code == status
    assert client.get(reverse("tasks:report", args=[mine.pk])).status_code == status
    page = 200 if status == 403 else 404
    assert client.get(reverse("tasks:task", args=[mine.task_id])).status_code == page
    assert fresh(mine).stage == Stage.ASSIGNED


def test_the_coordinator_assigns_a_unit(
    client: Client, ledger: Ledger, science: Unit, coordinator: User, officer: User
) -> None:
    task = ledger.publish(Order())[0]
    client.force_login(coordinator)
    url = reverse("tasks:assign", args=[task.pk])
    assert "分派：建立高价值专利培育库" in client.get(url).content.decode()
    assert client.post(url, {"unit": ""}).status_code == 422
    assert client.post(url, {"unit": science.pk, "lead": "on"}).status_code == 302
    assert part(task, science).kind == "lead"
    twice = client.post(url, {"unit": science.pk})
    assert "市科技局已经承担这项任务" in twice.content.decode()
    client.force_login(officer)
    assert client.get(url).status_code == 403


@pytest.fixture
def three(ledger: Ledger, science: Unit) -> list[Task]:
    return ledger.publish(*(Order(name, lead=[science]) for name in "甲乙丙"))


def test_several_are_signed_for_at_once(
    client: Client, three: list[Task], science: Unit, officer: User, head: User, now: datetime
) -> None:
    client.force_login(officer)
    url = reverse("tasks:bulk", args=["sign"])
    assert "批量签收（3）" in client.get(reverse("tasks:mine")).content.decode()
    question = client.get(url).content.decode()
    assert question.count("checked") == 3
    chosen = [part(task, science).pk for task in three[:2]]
    client.post(url, {"parts": chosen})
    assert [part(task, science).stage for task in three] == ["accepted", "accepted", "assigned"]
    assert client.post(url, {"parts": []}).status_code == 422
    actions.move(assignment=part(three[2], science), verb="sign", by=head, at=now)
    late = client.post(url, {"parts": [part(three[2], science).pk]}, follow=True)
    assert "没有可以批量办理的事项" in late.content.decode(), "somebody else has signed for it"


def test_nothing_to_sign_says_so(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    response = client.get(reverse("tasks:bulk", args=["sign"]), follow=True)
    assert "没有可以批量办理的事项" in response.content.decode()
    assert client.get(reverse("tasks:bulk", args=["verify"])).status_code == 404


def test_several_verified_ones_are_closed(
    client: Client, verified: Assignment, verifier: User
) -> None:
    client.force_login(verifier)
    assert "批量销号" not in client.get(reverse("tasks:mine")).content.decode(), "one needs no bulk"
    response = client.post(
        reverse("tasks:bulk", args=["close"]), {"parts": [verified.pk]}, follow=True
    )
    assert "已办理 1 项" in response.content.decode()
    assert fresh(verified).stage == Stage.CLOSED


def test_one_that_fails_does_not_stop_the_others(
    client: Client, verified: Assignment, officer: User, head: User, verifier: User, now: datetime
) -> None:
    """A later report without evidence was verified: the file of the earlier one does not count."""
    actions.move(assignment=verified, verb="carry_on", by=officer, at=now)
    actions.report(assignment=verified, text="又", progress=100, seen=None, by=head, at=now)
    actions.move(assignment=verified, verb="verify", by=verifier, at=now)
    client.force_login(verifier)
    response = client.post(
        reverse("tasks:bulk", args=["close"]), {"parts": [verified.pk]}, follow=True
    )
    text = response.content.decode()
    assert "没有佐证材料，不能销号" in text
    assert "已办理 0 项" in text


def test_what_was_done_at_one_stroke_is_one_entry_of_the_history(
    client: Client, ledger: Ledger, science: Unit, market: Unit, coordinator: User
) -> None:
    task = ledger.publish(Order(lead=[science], responsible=[market]))[0]
    client.force_login(coordinator)
    page = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "市科技局、市市场监管局：分派" in page
