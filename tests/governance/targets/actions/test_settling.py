"""The coordinator confirms a target, or says why it cannot be measured."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import fresh, reason_of, stand_in
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Target


def test_the_unit_learns_of_it(
    draft: Target, science: Unit, market: Unit, coordinator: User, officer: User, head: User,
    now: datetime,
) -> None:  # fmt: skip
    actions.confirm(
        target=draft, owner=science, baseline=Decimal(41000), baseline_on=date(2025, 12, 31),
        by=coordinator, at=now,
    )  # fmt: skip
    found = fresh(draft)
    assert (found.state, found.owner, found.baseline) == ("confirmed", science, 41000)
    assert set(Notice.objects.values_list("to", flat=True)) == {officer.pk, head.pk}
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    assert (fresh(draft).baseline, found.steps.latest("id").title) == (None, "调整")
    assert Notice.objects.count() == 2  # it is theirs as before
    assert Entry.objects.filter(verb="targets.confirm").count() == 2


def test_a_deputy_is_told_and_named(
    draft: Target, science: Unit, coordinator: User, officer: User, other_officer: User,
    now: datetime, today: date,
) -> None:  # fmt: skip
    stand_in(other_officer, officer, on=today)
    stand_in(officer, coordinator, on=today)
    actions.confirm(target=draft, owner=science, by=officer, at=now)
    assert draft.steps.latest("id").deputy_for == coordinator
    assert list(Notice.objects.values_list("to", flat=True)) == [other_officer.pk]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"baseline": Decimal(1)}, "baseline_on", "要么都填"),
        ({"baseline_on": date(2025, 1, 1)}, "baseline_on", "要么都填"),
        ({"baseline": Decimal(1), "baseline_on": date(2999, 1, 1)}, "baseline_on", "晚于今天"),
        ({"due_on": date(2020, 1, 1)}, "due_on", "方案开始"),
        ({"baseline": Decimal(1), "baseline_on": date(205, 1, 1)}, "baseline_on", "年份应在"),
        ({"baseline": Decimal("1e400"), "baseline_on": date(2025, 1, 1)}, "baseline", "15位"),
        ({"baseline": Decimal("9" * 40), "baseline_on": date(2025, 1, 1)}, "baseline", "15位"),
        ({"baseline": Decimal(-1), "baseline_on": date(2025, 1, 1)}, "baseline", "负数"),
        ({"due_on": date(2099, 1, 1)}, "due_on", "不能晚于方案截止"),
        (
            {"baseline": Decimal(1), "baseline_on": date(2026, 2, 1), "due_on": date(2026, 2, 1)},
            "baseline_on",
            "早于截止日期",
        ),
    ],
)
def test_what_is_not_settled(
    given: dict[str, Any], field: str, words: str, goals: Goals, science: Unit, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    target = goals.publish(Goal(values={"due": None}))[0]
    with pytest.raises(ValidationError) as refused:
        actions.confirm(target=target, owner=science, by=coordinator, at=now, **given)
    assert words in refused.value.message_dict[field][0]
    assert fresh(target).state == "draft"


def test_a_plan_without_an_end_takes_no_slip_of_the_pen(
    goals: Goals, science: Unit, coordinator: User, now: datetime
) -> None:
    target = goals.publish(Goal(values={"due": None}), period=(None, None))[0]
    with pytest.raises(ValidationError, match="年份似有误"):
        actions.confirm(
            target=target, owner=science, due_on=date(9999, 12, 31), by=coordinator, at=now
        )


def test_without_any_day(
    goals: Goals, science: Unit, coordinator: User, now: datetime, today: date
) -> None:
    target = goals.publish(Goal(values={"due": None}), period=(None, None))[0]
    actions.confirm(
        target=target,
        owner=science,
        baseline=Decimal(41000),
        baseline_on=today,
        by=coordinator,
        at=now,
    )
    assert fresh(target).due_on is None


def test_a_qualitative_target_has_no_baseline(
    quality: Target, science: Unit, coordinator: User, now: datetime, today: date
) -> None:
    with pytest.raises(ValidationError, match="定性指标不填基数"):
        actions.confirm(
            target=quality, owner=science, baseline=Decimal(1), baseline_on=today, by=coordinator,
            at=now,
        )  # fmt: skip


def test_not_measurable_and_back(
    target: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    actions.give_up(target=target, reason=" 缺少分母数据 ", by=coordinator, at=now)
    assert (fresh(target).state, fresh(target).reason) == ("not_measurable", "缺少分母数据")
    assert reason_of(Entry.objects.latest("seq")) == "缺少分母数据"
    actions.confirm(target=target, owner=science, by=coordinator, at=now)
    assert (fresh(target).state, fresh(target).reason) == ("confirmed", "")


def test_not_measurable_needs_a_reason(target: Target, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="为什么不可测"):
        actions.give_up(target=target, reason="  ", by=coordinator, at=now)


def test_of_two_one_wins(
    draft: Target, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    stale = fresh(draft)
    actions.confirm(target=draft, owner=science, by=coordinator, at=now)
    with pytest.raises(actions.Overtaken, match="统筹甲已于"):
        actions.confirm(target=stale, owner=market, by=coordinator, at=now)
    with pytest.raises(actions.Overtaken):
        actions.give_up(target=stale, reason="无", by=coordinator, at=now)
    assert fresh(draft).owner == science


def test_another_way_for_values_that_are_there_needs_a_reason(
    goals: Goals, science: Unit, coordinator: User, officer: User, now: datetime, today: date
) -> None:  # fmt: skip
    found = goals.publish(Goal(values={"due": None}))[0]
    day, later = date(2025, 12, 31), date(2026, 3, 1)
    actions.confirm(
        target=found,
        owner=science,
        baseline=Decimal(41000),
        baseline_on=day,
        by=coordinator,
        at=now,
    )
    observe(fresh(found), officer, now, today, 52000)
    moved: dict[str, Any] = {
        "target": found, "owner": science, "baseline": Decimal(42000), "baseline_on": later,
        "due_on": date(2030, 12, 31), "by": coordinator, "at": now,
    }  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        actions.confirm(**moved)
    assert "请写明理由" in refused.value.message_dict["reason"][0]
    with pytest.raises(ValidationError, match="手机号码"):
        actions.confirm(**moved, reason="来函电话 13800138000")
    assert (fresh(found).baseline_on, found.steps.filter(verb="confirm").count()) == (day, 1)
    actions.confirm(**moved, reason=" 统计口径调整 ")
    assert found.steps.latest("id").said == (
        "由市科技局填报；基数由4.1 万件改为4.2 万件；基数日期由2025-12-31改为2026-03-01；"
        "截止日期由2035-12-31改为2030-12-31；理由：统计口径调整"
    )
    assert reason_of(Entry.objects.latest("seq")) == "统计口径调整"
    again = fresh(found)
    actions.confirm(
        target=again, owner=science, baseline=again.baseline, baseline_on=again.baseline_on,
        by=coordinator, at=now,
    )  # fmt: skip
    assert (
        found.steps.latest("id").said == "由市科技局填报"
    )  # nothing moved, nothing to give reasons for
    with pytest.raises(ValidationError, match="请写明理由"):
        actions.confirm(target=fresh(found), owner=science, by=coordinator, at=now)


def test_what_has_ended_is_settled_no_more(
    goals: Goals, target: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    goals.publish()
    ended = fresh(target)
    with pytest.raises(ValidationError, match="不再列入"):
        actions.confirm(target=ended, owner=science, by=coordinator, at=now)
    with pytest.raises(ValidationError, match="不再列入"):
        actions.give_up(target=ended, reason="无", by=coordinator, at=now)


def test_only_the_coordinator(
    target: Target, science: Unit, officer: User, leader: User, verifier: User, now: datetime
) -> None:
    for person in (officer, leader, verifier):
        with pytest.raises(PermissionDenied):
            actions.confirm(target=target, owner=science, by=person, at=now + timedelta(1))
        with pytest.raises(PermissionDenied):
            actions.give_up(target=target, reason="无", by=person, at=now)


@pytest.mark.parametrize("first", [True, False])
def test_a_baseline_far_from_what_is_known_is_asked_about(
    first: bool, ratio: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    settle: dict[str, Any] = {
        "owner": science, "baseline_on": date(2025, 12, 31), "by": coordinator, "at": now,
    }  # fmt: skip
    if not first:
        actions.confirm(target=ratio, baseline=Decimal("5.2"), **settle)
    with pytest.raises(ValidationError) as refused:
        actions.confirm(target=fresh(ratio), baseline=Decimal(520), **settle)
    said = refused.value.message_dict["sure"][0]
    assert said.startswith("520 件/万人与" + ("" if first else "基数5.2 件/万人、") + "目标值12 件")
    assert fresh(ratio).baseline == (None if first else Decimal("5.2"))
    actions.confirm(target=fresh(ratio), baseline=Decimal(520), sure=True, **settle)
    actions.confirm(target=fresh(ratio), baseline=Decimal(520), **settle)  # settled, not asked anew
    assert fresh(ratio).baseline == 520


@pytest.mark.parametrize("said", ["联系人身份证110101199003072316", "来电13800138000告知"])
def test_why_it_cannot_be_measured_holds_no_personal_data(
    said: str, target: Target, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.give_up(target=target, reason=said, by=coordinator, at=now)
    assert "个人信息" in refused.value.message_dict["reason"][0]
    assert (fresh(target).state, fresh(target).reason) == ("confirmed", "")
