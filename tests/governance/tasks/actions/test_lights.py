"""Setting the city's rule for its lights; and SQL and Python agree under every rule."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import make_user
from tests.governance.tasks.ledger import Ledger, Order, part, write_past

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import history
from zhicheng.foundation.dated.queries import forget
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment, LightSetting, Task
from zhicheng.governance.tasks.rules import (
    BLUE_ORANGE_RED,
    BLUE_YELLOW_RED,
    EXAMPLES,
    RESTING,
    THREE_COLOURS,
    Colour,
    Condition,
    LightTable,
    Stage,
)


@pytest.fixture
def tomorrow(today: date) -> date:
    return today + timedelta(1)


@pytest.fixture
def _from_tomorrow(coordinator: User, now: datetime, tomorrow: date) -> None:
    actions.set_lights(table=replace(BLUE_YELLOW_RED, valid_from=tomorrow), by=coordinator, at=now)


def test_a_rule_begins_on_its_day_and_the_default_ends_the_day_before(
    _from_tomorrow: None, today: date, tomorrow: date, coordinator: User
) -> None:
    first, second = queries.light_tables()
    assert (first.name, first.valid_to) == ("绿黄红", today)
    assert (second.name, second.valid_from, second.valid_to) == ("蓝黄红", tomorrow, None)
    assert queries.light_table(today).name == "绿黄红"
    assert queries.light_table(tomorrow).name == "蓝黄红"
    row = LightSetting.objects.get()
    assert str(row) == f"蓝黄红（{tomorrow}起）"
    assert history(row).get().after["soon"] == 10


def test_a_second_rule_for_a_day_is_set_once_the_first_is_withdrawn(
    _from_tomorrow: None, tomorrow: date, coordinator: User, now: datetime
) -> None:
    table = replace(BLUE_ORANGE_RED, valid_from=tomorrow)
    for by in (coordinator, make_user(Role.COORDINATOR)):
        with pytest.raises(ValidationError, match="先在规则页撤回") as refused:
            actions.set_lights(table=table, by=by, at=now)
        assert list(refused.value.message_dict) == ["valid_from"]
        assert coordinator.name in refused.value.message_dict["valid_from"][0]
    first = LightSetting.objects.get()
    assert first.name == "蓝黄红"
    actions.withdraw_lights(setting=first, by=coordinator, at=now)
    actions.set_lights(table=table, by=coordinator, at=now)
    assert LightSetting.objects.get().name == "蓝橙红"


@pytest.mark.parametrize("days", [0, -1, -400])
def test_never_for_a_day_that_has_begun(
    days: int, coordinator: User, now: datetime, today: date
) -> None:
    table = replace(BLUE_YELLOW_RED, valid_from=today + timedelta(days))
    with pytest.raises(ValidationError, match="不追溯") as refused:
        actions.set_lights(table=table, by=coordinator, at=now)
    assert list(refused.value.message_dict) == ["valid_from"]
    assert not LightSetting.objects.exists()


def test_a_day_that_can_only_be_a_slip_is_refused(
    coordinator: User, now: datetime, today: date
) -> None:
    for day in (date(9999, 12, 31), date(today.year + 6, 1, 1)):
        table = replace(BLUE_YELLOW_RED, valid_from=day)
        with pytest.raises(ValidationError, match="请核对年份") as refused:
            actions.set_lights(table=table, by=coordinator, at=now)
        assert list(refused.value.message_dict) == ["valid_from"]
    assert not LightSetting.objects.exists()
    table = replace(BLUE_YELLOW_RED, valid_from=date(today.year + 5, 12, 31))
    actions.set_lights(table=table, by=coordinator, at=now)


def test_a_rule_that_has_not_begun_can_be_taken_away(
    _from_tomorrow: None, tomorrow: date, coordinator: User, now: datetime
) -> None:
    row = LightSetting.objects.get()
    key = row.pk
    assert queries.light_table(tomorrow).name == "蓝黄红"
    actions.withdraw_lights(setting=row, by=coordinator, at=now)
    assert queries.light_tables() == (THREE_COLOURS,)
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.subject_id) == ("tasks.withdraw_lights", str(key))
    assert (entry.before["name"], entry.before["soon"]) == ("蓝黄红", 10)
    row.pk = key
    with pytest.raises(Refused, match="已经被撤回"):
        actions.withdraw_lights(setting=row, by=coordinator, at=now)


def test_a_rule_by_which_lights_were_seen_stays(
    _from_tomorrow: None, coordinator: User, now: datetime
) -> None:
    row = LightSetting.objects.get()
    with pytest.raises(Refused, match="已经生效"):
        actions.withdraw_lights(setting=row, by=coordinator, at=now + timedelta(1))
    assert LightSetting.objects.get() == row


@pytest.mark.parametrize("who", ["officer", "head", "verifier", "leader", "auditor", "outsider"])
def test_only_who_may_set_a_rule_may_take_it_away(
    who: str, request: pytest.FixtureRequest, _from_tomorrow: None, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.withdraw_lights(
            setting=LightSetting.objects.get(), by=request.getfixturevalue(who), at=now
        )
    assert LightSetting.objects.exists()


def test_a_rule_that_does_not_hold_up_is_refused(
    coordinator: User, now: datetime, tomorrow: date
) -> None:
    table = replace(BLUE_YELLOW_RED, valid_from=tomorrow, soon=999, name="")
    with pytest.raises(ValidationError) as refused:
        actions.set_lights(table=table, by=coordinator, at=now)
    assert len(refused.value.messages) == 2
    assert not LightSetting.objects.exists()


@pytest.mark.parametrize("who", ["officer", "head", "verifier", "leader", "auditor", "outsider"])
def test_the_coordinator_alone(
    who: str, request: pytest.FixtureRequest, now: datetime, tomorrow: date
) -> None:
    table = replace(BLUE_YELLOW_RED, valid_from=tomorrow)
    with pytest.raises(PermissionDenied):
        actions.set_lights(table=table, by=request.getfixturevalue(who), at=now)


def test_soon_in_calendar_days_and_in_working_days(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_the_holiday = date(2026, 9, 24)
    assert queries.boundaries(before_the_holiday).soon_until == date(2026, 10, 24)
    monkeypatch.setattr("zhicheng.governance.tasks.queries.lights.THREE_COLOURS", BLUE_YELLOW_RED)
    forget()
    # 25-27 September and 1-7 October are off; Saturday 10 October is worked.
    day = queries.boundaries(before_the_holiday)
    assert (day.soon_until, day.provisional) == (date(2026, 10, 15), False)
    assert queries.boundaries(date(2035, 12, 1)).provisional


def test_what_is_read_once_a_day_is_not_asked_again(
    _from_tomorrow: None, today: date, django_assert_num_queries: object
) -> None:
    queries.light_table(today)
    with django_assert_num_queries(0):  # type: ignore[operator]  # a fixture of pytest-django
        queries.light_table(today)
        queries.boundaries(today)


def test_a_freeze_keeps_its_light_under_a_later_rule(
    ledger: Ledger, science: Unit, coordinator: User, leader: User, now: datetime, today: date,
    tomorrow: date, _from_tomorrow: None,
) -> None:  # fmt: skip
    overdue, fine = ledger.publish(
        Order("甲", lead=[science], days=-1), Order("乙", lead=[science])
    )
    for task in (overdue, fine):
        mine = part(task, science)
        actions.move(assignment=mine, verb="ask_freeze", reason="等细则", by=coordinator, at=now)
        actions.move(assignment=mine, verb="approve_freeze", by=leader, at=now)
    for day in (today, tomorrow + timedelta(400)):
        rows = queries.with_light(Task.objects.order_by("position"), day)
        lamps = [queries.lamp_of(row, day) for row in rows]
        assert [(lamp.name, lamp.colour) for lamp in lamps] == [
            ("已冻结（冻结时逾期）", Colour.RED),
            ("已冻结（冻结时正常）", Colour.GREY),
        ]
    assert [p.frozen_as for p in Assignment.objects.order_by("pk")] == ["overdue", "normal"]
    actions.move(assignment=part(fine, science), verb="unfreeze", reason="细则已出", by=coordinator,
                 at=now)  # fmt: skip
    assert (part(fine, science).frozen_as, Task.objects.get(pk=fine.pk).frozen_as) == ("", "")


def test_an_unsigned_part_is_late_after_the_working_days_of_the_rule(
    ledger: Ledger, science: Unit, officer: User, now: datetime
) -> None:
    ledger.at = now.replace(year=2026, month=9, day=24)  # before the holidays
    mine = part(ledger.publish(Order(lead=[science]))[0], science)
    assert mine.sign_by == date(2026, 10, 9)
    assert mine.sign_basis["calendar_version"] == queries.calendar_version()
    assert mine.task.sign_by == mine.sign_by
    assert queries.condition_of(mine, date(2026, 10, 9)) is Condition.NORMAL
    assert queries.condition_of(mine, date(2026, 10, 10)) is Condition.LATE_START
    actions.move(assignment=mine, verb="ask_freeze", reason="改编制", by=_head(mine), at=ledger.at)
    assert mine.sign_by == date(2026, 10, 9), "asking for a freeze does not stop the clock"
    actions.move(assignment=mine, verb="withdraw_freeze", by=_head(mine), at=ledger.at)
    actions.move(assignment=mine, verb="sign", by=officer, at=ledger.at)
    signed = part(mine.task, science)
    assert not (signed.sign_by or signed.assigned_on or signed.sign_basis or signed.task.sign_by)


def _head(mine: Assignment) -> User:
    return make_user(Role.UNIT_HEAD, unit=mine.unit)


DAY = date(2026, 11, 22)
days = st.integers(-60, 60).map(lambda n: DAY + timedelta(n))


@given(
    table=st.sampled_from(EXAMPLES),
    stage=st.sampled_from(Stage),
    due_on=days,
    sign_by=st.none() | days,
    behind_from=st.none() | days,
    late_from=st.none() | days,
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_rules_agree(
    task: Task, monkeypatch: pytest.MonkeyPatch, table: LightTable, stage: Stage, due_on: date,
    sign_by: date | None, behind_from: date | None, late_from: date | None,
) -> None:  # fmt: skip
    monkeypatch.setattr("zhicheng.governance.tasks.queries.lights.THREE_COLOURS", table)
    forget()
    write_past(
        Task.objects.filter(pk=task.pk),
        stage=stage,
        due_on=due_on,
        sign_by=sign_by,
        behind_from=behind_from,
        late_from=late_from,
    )
    row = queries.with_light(Task.objects.all(), DAY).get(pk=task.pk)
    assert row.light == queries.condition_of(row, DAY)  # type: ignore[attr-defined]  # annotated
    if due_on < DAY and stage not in RESTING:
        assert queries.lamp_of(row, DAY).colour is not Colour.GREEN


def test_until_a_city_sets_its_own_the_default_is_in_force(db: None, today: date) -> None:
    assert queries.light_tables() == (THREE_COLOURS,)
    assert (
        queries.light_table(today) is THREE_COLOURS or queries.light_table(today) == THREE_COLOURS
    )
