"""The counts of the whole ledger are taken once between two changes."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.actions import subscribe
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.audit.models import Head
from zhicheng.foundation.units.models import Alias, Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.queries import counts_for
from zhicheng.governance.tasks.rules import Condition, Stage

pytestmark = pytest.mark.django_db


def questions(user: User, on: date) -> int:
    with CaptureQueriesContext(connection) as asked:
        counts_for(user, on)
    return len(asked)


def test_what_nobody_changed_is_not_counted_again(
    ledger: Ledger, science: Unit, leader: User, verifier: User, today: date
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    counts_for(leader, today)
    counts_for(verifier, today)
    assert questions(leader, today) == 1, "where the audit chain ends"
    assert questions(verifier, today) == 1, "the same city for all who follow the whole of it"


def test_a_change_is_seen_at_once(
    ledger: Ledger, science: Unit, leader: User, officer: User, today: date, now: datetime
) -> None:
    [task] = ledger.publish(Order("甲", lead=[science]))
    assert counts_for(leader, today).tasks.stages[Stage.ASSIGNED] == 1
    actions.move(assignment=part(task, science), verb="sign", by=officer, at=now)
    found = counts_for(leader, today)
    assert (found.tasks.stages[Stage.ASSIGNED], found.tasks.stages[Stage.ACCEPTED]) == (0, 1)
    assert found.units[0].stages[Stage.ACCEPTED] == 1


def test_what_other_rooms_do_needs_no_new_count(
    ledger: Ledger, science: Unit, leader: User, officer: User, today: date, now: datetime
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    before = counts_for(leader, today)
    subscribe(by=officer, at=now)
    assert questions(leader, today) == 2, "where the chain ends, and what was added to it"
    assert counts_for(leader, today) is before
    alias = Alias(unit=science, name="科创局")
    record(by=officer, at=now, verb="units.add_alias", subject=science, after={"name": alias.name})
    assert counts_for(leader, today) is not before, "a unit may have another name now"


def test_another_chain_is_counted_anew(
    ledger: Ledger, science: Unit, leader: User, today: date
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    before = counts_for(leader, today)
    Head.objects.update(seq=1)  # as after a restored backup
    assert counts_for(leader, today) is not before


def test_each_day_has_its_own_counts(
    ledger: Ledger, science: Unit, leader: User, today: date
) -> None:
    ledger.publish(Order("甲", lead=[science], days=3))
    days = [today + timedelta(n) for n in range(8)]
    late = [counts_for(leader, day).tasks.lights[Condition.OVERDUE] for day in days]
    assert late == [0, 0, 0, 0, 1, 1, 1, 1]


def test_who_does_not_follow_the_city_has_their_own(
    ledger: Ledger, science: Unit, market: Unit, leader: User, officer: User, today: date
) -> None:
    ledger.publish(Order("甲", lead=[science]), Order("乙", lead=[market]))
    assert counts_for(leader, today).tasks.total == 2
    assert counts_for(officer, today).tasks.total == 1


def test_after_a_step_only_its_unit_is_counted_anew(
    ledger: Ledger, science: Unit, market: Unit, leader: User, officer: User,
    today: date, now: datetime,
) -> None:  # fmt: skip
    [task] = ledger.publish(Order("甲", lead=[science], responsible=[market]))
    before = {one.key["unit_id"]: one for one in counts_for(leader, today).units}
    actions.move(assignment=part(task, science), verb="sign", by=officer, at=now)
    actions.save_draft(
        assignment=part(task, science), text="推进中。", progress=10, seen=None, by=officer, at=now
    )
    with CaptureQueriesContext(connection) as asked:
        counts = counts_for(leader, today)
    [counted] = [q["sql"] for q in asked if "GROUP BY" in q["sql"] and "unit_id" in q["sql"]]
    assert '"unit_id" IN (' in counted
    after = {one.key["unit_id"]: one for one in counts.units}
    assert after[market.pk] == before[market.pk]
    assert after[science.pk].stages[Stage.ACCEPTED] == 0
    assert after[science.pk].stages[Stage.IN_PROGRESS] == 1
    forget_all()
    assert counts_for(leader, today) == counts


def test_a_new_share_of_work_is_counted_with_all(
    ledger: Ledger, science: Unit, market: Unit, leader: User, today: date
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    counts_for(leader, today)
    ledger.publish(Order("甲", lead=[science]), Order("乙", lead=[market]))
    counts = counts_for(leader, today)
    forget_all()
    assert counts_for(leader, today) == counts
