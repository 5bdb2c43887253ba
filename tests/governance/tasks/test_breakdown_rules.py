"""Sub-tasks: how much, until when, to whom, and under which number."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    As,
    Facts,
    Place,
    Share,
    Stage,
    Whole,
    balance,
    behind_fault,
    breakdown_faults,
    depth_of,
    is_subordinate,
    proposed_day,
    shown_amount,
    sub_number,
)

OPENED, DUE, END = date(2026, 3, 1), date(2027, 6, 30), date(2028, 12, 31)


def whole(amount: str | None = None, given: str = "0", due_on: date = DUE) -> Whole:
    total, before = Decimal(amount) if amount else None, Decimal(given)
    return Whole(OPENED, due_on, END, total, "件", before, ("件",) if before else ())


def shares(*amounts: str | None) -> list[Share]:
    return [Share(f"单位{n}", Decimal(a) if a is not None else None) for n, a in enumerate(amounts)]


@pytest.mark.parametrize(
    ("total", "asked", "found"),
    [
        (None, "3", ("open", 0)),
        ("40", "15", ("even", 0)),
        ("40", "14.5", ("left", Decimal("0.5"))),
        ("40", "16", ("over", 1)),
    ],
)
def test_how_a_sum_stands_against_the_whole(
    total: str | None, asked: str, found: tuple[str, Decimal]
) -> None:
    assert balance(Decimal(total) if total else None, Decimal(25), Decimal(asked)) == found


@pytest.mark.parametrize(
    ("due_on", "start", "end", "found"),
    [
        (DUE, None, END, DUE),
        (DUE, None, None, DUE),
        (date(2030, 6, 30), None, END, END),
        (date(2026, 2, 1), None, END, None),
        (date(2026, 4, 1), date(2026, 5, 1), END, None),
    ],
)
def test_the_day_that_is_proposed_never_lies_outside_of_the_plan(
    due_on: date, start: date | None, end: date | None, found: date | None
) -> None:
    assert proposed_day(Whole(OPENED, due_on, end, plan_start=start)) == found


def test_nobody_chosen_is_said_first() -> None:
    assert breakdown_faults(whole(), DUE, [], partial=False) == {"units": "请至少选择一个单位。"}


@pytest.mark.parametrize(
    ("day", "due_on", "said"),
    [
        (DUE, DUE, ""),
        (OPENED, DUE, ""),
        (date(2027, 7, 1), DUE, "不能晚于上级任务的完成时限（2027-06-30）"),
        (date(2026, 2, 28), DUE, "不能早于上级任务的下达日期（2026-03-01）"),
        (date(2029, 1, 1), date(2030, 1, 1), "不能晚于方案结束日期（2028-12-31）"),
    ],
)
def test_a_sub_task_is_due_within_its_task_and_its_plan(day: date, due_on: date, said: str) -> None:
    faults = breakdown_faults(whole(due_on=due_on), day, shares(None), partial=False)
    assert said in faults.get("due_on", "")
    assert bool(faults) == bool(said)


@pytest.mark.parametrize(
    ("amount", "measure", "given_measures", "field", "said"),
    [
        (None, "件", ("件",), "amount", "已经分解 25件，请填写总量"),
        ("40", "家", ("件",), "measure", "已有子任务以“件”计量"),
        ("40", "件", ("个", "件"), "measure", "已有子任务以“个、件”计量"),
    ],
)
def test_what_was_given_out_stays_a_part_of_the_whole(
    amount: str | None, measure: str, given_measures: tuple[str, ...], field: str, said: str
) -> None:
    total = Decimal(amount) if amount else None
    asked = Whole(OPENED, DUE, END, total, measure, Decimal(25), given_measures)
    faults = breakdown_faults(asked, DUE, shares("15" if amount else None), partial=False)
    assert list(faults) == [field]
    assert faults[field].startswith(said)


@pytest.mark.parametrize(
    ("amount", "given", "amounts", "partial", "said"),
    [
        (None, "0", (None, None), False, ""),
        (None, "0", ("3", None), False, "同时填写总量"),
        ("40", "0", ("25", "15"), False, ""),
        ("40", "0", ("25", None), False, "总量为 40件，请填写数量：单位1"),
        ("40", "0", ("40", "0"), False, "大于 0：单位1"),
        ("40", "0", ("25", "16"), False, "合计 41件，比总量 40件多 1件"),
        ("40", "0", ("25", "16"), True, "多 1件"),
        ("40", "0", ("25", "14.5"), False, "比总量 40件少 0.5件"),
        ("40", "0", ("25", "14.5"), True, ""),
        ("40", "25", ("15",), False, ""),
        ("40", "25", ("16",), True, "合计 16件，加上已经分解的 25件，比总量 40件多 1件"),
    ],
)
def test_a_distribution_sums_up_to_the_whole(
    amount: str | None, given: str, amounts: tuple[str | None, ...], partial: bool, said: str
) -> None:
    faults = breakdown_faults(whole(amount, given), DUE, shares(*amounts), partial=partial)
    assert said in faults.get("shares", "")
    assert bool(faults) == bool(said)


_POSITIVE = st.decimals("0.01", "9999", places=2)


@given(st.lists(_POSITIVE, min_size=1, max_size=8), st.decimals("-50", "50", places=2))
def test_only_the_exact_sum_holds_up(amounts: list[Decimal], off: Decimal) -> None:
    total = sum(amounts, Decimal(0)) + off
    if total <= 0:
        return
    asked = [Share("甲", amount) for amount in amounts]
    found = Whole(OPENED, DUE, END, total, "件")
    assert bool(breakdown_faults(found, DUE, asked, partial=False)) == (off != 0)
    assert bool(breakdown_faults(found, DUE, asked, partial=True)) == (off < 0)


def test_a_plan_without_an_end_sets_no_bound() -> None:
    open_end = Whole(OPENED, DUE)
    assert breakdown_faults(open_end, DUE, shares(None), partial=False) == {}


CITY, COUNTY, ZONE = 1, 2, 3
BUREAU_OF_CITY = Place(10, (CITY,), False)
OTHER_OF_CITY = Place(11, (CITY,), False)
GOVERNMENT = Place(20, (COUNTY, CITY), True)
BUREAU_OF_COUNTY = Place(21, (COUNTY, CITY), False)
ZONE_OFFICE = Place(30, (ZONE, CITY), True)


@pytest.mark.parametrize(
    ("own", "other", "below"),
    [
        (BUREAU_OF_CITY, GOVERNMENT, True),
        (BUREAU_OF_CITY, ZONE_OFFICE, True),
        (BUREAU_OF_CITY, BUREAU_OF_COUNTY, True),
        (BUREAU_OF_CITY, OTHER_OF_CITY, False),
        (BUREAU_OF_CITY, BUREAU_OF_CITY, False),
        (GOVERNMENT, BUREAU_OF_COUNTY, True),
        (GOVERNMENT, BUREAU_OF_CITY, False),
        (GOVERNMENT, ZONE_OFFICE, False),
        (BUREAU_OF_COUNTY, GOVERNMENT, False),
    ],
)
def test_work_is_handed_downwards(own: Place, other: Place, below: bool) -> None:
    assert is_subordinate(own, other) is below


def test_numbers_say_where_a_sub_task_belongs() -> None:
    number = sub_number("2026-0042", 3)
    assert number == "2026-0042-03"
    assert [depth_of(n) for n in ("2026-0042", number, sub_number(number, 11))] == [0, 1, 2]
    assert sorted(["2026-0043", number, "2026-0042"]) == ["2026-0042", number, "2026-0043"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1200.0000", "1,200件"), ("0.7600", "0.76件"), ("100", "100件")],
)
def test_an_amount_without_noughts_that_mean_nothing(amount: str, words: str) -> None:
    assert shown_amount(Decimal(amount), "件") == words


READY = Facts(evidence=1, progress=100)


def test_a_part_is_not_closed_while_a_sub_task_is_open() -> None:
    waiting = Facts(evidence=1, progress=100, subtasks=1)
    with pytest.raises(Refused, match="未办结的子任务"):
        apply(ASSIGNMENT, Stage.VERIFIED, "close", who={As.VERIFIER}, facts=waiting)
    found = apply(ASSIGNMENT, Stage.VERIFIED, "close", who={As.VERIFIER}, facts=READY)
    assert found.to == Stage.CLOSED
    assert "sub-tasks" in found.transition.citation


def test_a_sub_task_is_not_reopened_under_a_closed_task() -> None:
    closed_above = Facts(superior_open=False)
    with pytest.raises(Refused, match="先重新打开上级任务"):
        apply(
            ASSIGNMENT, Stage.CLOSED, "reopen", who={As.COORDINATOR}, facts=closed_above,
            reason="有新情况",
        )  # fmt: skip


def test_only_what_was_given_by_hand_is_taken_back_and_only_unsigned() -> None:
    by_hand = Facts(added=True)
    assert (
        apply(ASSIGNMENT, Stage.ASSIGNED, "take_back", who={As.SUPERIOR}, facts=by_hand).to
        == Stage.ENDED
    )
    with pytest.raises(Refused, match="方案安排"):
        apply(ASSIGNMENT, Stage.ASSIGNED, "take_back", who={As.SUPERIOR}, facts=Facts())
    with pytest.raises(Refused, match="已签收"):
        apply(ASSIGNMENT, Stage.ACCEPTED, "take_back", who={As.SUPERIOR}, facts=by_hand)
    with pytest.raises(Refused, match="子任务"):
        apply(
            ASSIGNMENT,
            Stage.ASSIGNED,
            "take_back",
            who={As.SUPERIOR},
            facts=Facts(added=True, subtasks=2),
        )


def test_a_sub_task_is_not_due_before_the_plan_begins() -> None:
    start = OPENED + timedelta(5)
    whole = Whole(OPENED, start + timedelta(30), plan_start=start)
    shares = [Share("甲县")]
    before = breakdown_faults(whole, start - timedelta(1), shares, partial=False)
    assert before == {"due_on": f"子任务的时限不能早于方案起始日期（{start}）。"}
    assert not breakdown_faults(whole, start, shares, partial=False)


BEFORE = DUE - timedelta(1)


@pytest.mark.parametrize(
    ("day", "today", "end", "unit", "office"),
    [
        (DUE, DUE, END, "", ""),
        (BEFORE, DUE, END, "不能早于今天（2027-06-30）", "不能早于今天（2027-06-30）"),
        (DUE, DUE + timedelta(1), END, "请统筹协调员分解", ""),
        (BEFORE, DUE, BEFORE, "请统筹协调员分解", ""),
    ],
)
def test_a_sub_task_is_due_behind_today_only_where_its_task_is_and_by_the_coordinator(
    day: date, today: date, end: date, unit: str, office: str
) -> None:
    task = Whole(OPENED, DUE, end)
    for said, by_office in ((unit, False), (office, True)):
        fault = behind_fault(task, day, today, office=by_office)
        assert said in fault
        assert bool(fault) == bool(said)
