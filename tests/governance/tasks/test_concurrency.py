"""Two people decide at the same moment: one wins, the other is told, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from tests.factories import fresh, make_unit, make_user
from tests.governance.tasks.ledger import Ledger, Order, part
from tests.moments import Verb, at_once

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import derived_stage
from zhicheng.governance.tasks.rules import ReportState, Stage

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def one_wins(outcomes: list[object]) -> Iterator[Refused]:
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(refused) == len(outcomes) - 1, outcomes
    yield refused[0]


def test_two_verifiers_decide_at_once(
    reported: Assignment, verifier: User, office: Unit, now: datetime
) -> None:
    second = make_user(Role.VERIFIER, unit=office, name="复核丁")
    one, other = fresh(reported), fresh(reported)
    outcomes = at_once(
        lambda: actions.move(assignment=one, verb="verify", by=verifier, at=now),
        lambda: actions.move(assignment=other, verb="return", reason="缺", by=second, at=now),
    )
    with one_wins(outcomes) as refused:
        assert isinstance(refused, actions.Overtaken)
        assert "您的操作未执行" in str(refused)
    stage, report = fresh(reported).stage, reported.reports.get()
    expected = {Stage.VERIFIED: ReportState.VERIFIED, Stage.RETURNED: ReportState.RETURNED}
    assert report.state == expected[Stage(stage)]
    assert reported.steps.filter(verb__in=["verify", "return"]).count() == 1
    assert not list(verify())


def test_four_officers_sign_at_once(mine: Assignment, science: Unit, now: datetime) -> None:
    people = [make_user(Role.UNIT_OFFICER, unit=science) for _ in range(4)]
    seen = [fresh(mine) for _ in people]

    def sign(assignment: Assignment, user: User) -> Verb:
        return lambda: actions.move(assignment=assignment, verb="sign", by=user, at=now)

    with one_wins(at_once(*(sign(a, u) for a, u in zip(seen, people, strict=True)))):
        assert mine.steps.filter(verb="sign").count() == 1


def test_the_head_sends_while_the_officer_saves(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    draft = actions.save_draft(
        assignment=signed, text="第一稿", progress=50, seen=None, by=officer, at=now
    ).draft
    one, other = fresh(signed), fresh(signed)
    outcomes = at_once(
        lambda: actions.send(assignment=one, draft=fresh(draft), by=head, at=now),
        lambda: actions.save_draft(
            assignment=other, text="第二稿", progress=60, seen=draft.version, by=officer, at=now
        ),
    )
    stored = fresh(draft)
    if stored.state == ReportState.SENT:
        assert isinstance(outcomes[1], Refused)
        assert stored.text == "第一稿", "what the head read is what was sent"
    else:
        assert isinstance(outcomes[0], actions.Overtaken)
        assert stored.text == "第二稿"


def test_two_first_drafts_are_one_draft(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    one, other = fresh(signed), fresh(signed)

    def save(assignment: Assignment, user: User) -> Verb:
        return lambda: actions.save_draft(
            assignment=assignment, text=user.name, progress=None, seen=None, by=user, at=now
        )

    with one_wins(at_once(save(one, officer), save(other, head))):
        assert signed.reports.count() == 1


def test_the_state_of_the_task_misses_no_part(ledger: Ledger, now: datetime) -> None:
    units = [make_unit(f"市第{n}局") for n in range(4)]
    task = ledger.publish(Order(responsible=units))[0]
    pairs = [(part(task, u), make_user(Role.UNIT_OFFICER, unit=u)) for u in units]

    def sign(assignment: Assignment, user: User) -> Verb:
        return lambda: actions.move(assignment=assignment, verb="sign", by=user, at=now)

    outcomes = at_once(*(sign(a, u) for a, u in pairs))
    assert not [o for o in outcomes if isinstance(o, Refused)]
    assert fresh(task).stage == derived_stage(task) == Stage.ACCEPTED


def test_plans_published_at_once_give_no_number_twice(
    coordinator: User, science: Unit, now: datetime
) -> None:
    ledgers = [Ledger(coordinator, now, f"方案{n}") for n in range(3)]
    orders = [[Order(f"任务{n}", lead=[science]) for n in range(4)] for _ in ledgers]

    def publish(ledger: Ledger, ordered: list[Order]) -> Verb:
        return lambda: ledger.publish(*ordered)

    at_once(*(publish(*pair) for pair in zip(ledgers, orders, strict=True)))
    numbers = sorted(Task.objects.values_list("number", flat=True))
    assert numbers == [f"{now.year}-{n:04}" for n in range(1, 13)]
