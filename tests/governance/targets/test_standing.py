"""Status and outlook: examples of each, and what holds for all of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.targets.rules import (
    TOLERANCES,
    Demand,
    Judgement,
    Measured,
    Outlook,
    Standing,
    State,
    Status,
    Tolerance,
    expected_on,
    gap,
    standing,
    tolerance_on,
    trajectory,
    value_on,
    way_of,
    years_of,
)

D = Decimal
START, DUE = date(2026, 1, 1), date(2028, 12, 31)
BEFORE = date(2025, 12, 31)
LEVEL = Demand(
    ">=", D(200), unit="件", due_on=DUE, start=START, baseline=D(100), baseline_on=BEFORE
)
HALF_WAY = BEFORE + (DUE - BEFORE) / 2
RANK = {Outlook.ON_TRACK: 3, Outlook.AT_RISK: 2, Outlook.BEHIND: 1}


def at(day: date, value: str | int | None) -> Measured:
    return Measured(day, None if value is None else D(value))


def judge(demand: Demand, *measured: Measured, on: date = HALF_WAY) -> Standing:
    return standing(demand, State.CONFIRMED, measured, on, tolerance_on(on))


def found(result: Standing) -> tuple[Status, Outlook]:
    return result.status, result.outlook


@pytest.mark.parametrize(
    ("value", "outlook"),
    [(150, Outlook.ON_TRACK), (146, Outlook.ON_TRACK), (144, Outlook.AT_RISK), (131, Outlook.AT_RISK),
     (129, Outlook.BEHIND), (200, Outlook.ON_TRACK)],
)  # fmt: skip
def test_half_way_half_of_the_way_is_expected(value: int, outlook: Outlook) -> None:
    result = judge(LEVEL, at(HALF_WAY, value))
    assert result.outlook is outlook
    assert result.value == value
    if result.expected is not None:
        assert round(result.expected) == 150


@pytest.mark.parametrize(
    ("unit", "whole", "said"),
    [
        ("件", 20000, "应为10,000 件；"),
        ("件/万人", 20000, "应为10,000.05 件/万人；"),
        ("万件", 2, "应为1.05 万件；"),
    ],
)
def test_what_comes_in_pieces_is_expected_in_whole_ones(unit: str, whole: int, said: str) -> None:
    asked = replace(LEVEL, value=D(whole), unit=unit, baseline=D("0.1"))
    assert said in judge(asked, at(HALF_WAY, 1)).why


def test_before_anything_is_known() -> None:
    assert found(judge(LEVEL)) == (Status.CONFIRMED, Outlook.UNKNOWN)
    assert found(judge(LEVEL, at(HALF_WAY + timedelta(1), 500))) == (
        Status.CONFIRMED,
        Outlook.UNKNOWN,
    )


@pytest.mark.parametrize(
    ("state", "status"),
    [(State.DRAFT, Status.DRAFT), (State.NOT_MEASURABLE, Status.NOT_MEASURABLE)],
)
def test_what_is_not_confirmed_is_not_judged(state: State, status: Status) -> None:
    result = standing(LEVEL, state, [at(HALF_WAY, 500)], HALF_WAY, TOLERANCES[0])
    assert found(result) == (status, Outlook.UNKNOWN)
    assert result.value is None


def test_missed_only_after_the_due_day() -> None:
    measured = at(DUE, 199)
    assert judge(LEVEL, measured, on=DUE).status is Status.MEASURED
    assert found(judge(LEVEL, measured, on=DUE + timedelta(1))) == (Status.MISSED, Outlook.BEHIND)


def test_what_was_measured_after_the_due_day_does_not_count() -> None:
    late = at(DUE + timedelta(10), 300)
    on = DUE + timedelta(20)
    assert judge(LEVEL, at(DUE, 199), late, on=on).status is Status.MISSED
    assert found(judge(LEVEL, late, on=on)) == (Status.CONFIRMED, Outlook.UNKNOWN)


def test_met_before_and_after() -> None:
    assert found(judge(LEVEL, at(HALF_WAY, 200))) == (Status.MET, Outlook.ON_TRACK)
    after = judge(LEVEL, at(HALF_WAY, 200), on=DUE + timedelta(1))
    assert found(after) == (Status.MET, Outlook.ON_TRACK)
    fell_back = judge(LEVEL, at(START, 200), at(HALF_WAY, 120))
    assert found(fell_back) == (Status.MEASURED, Outlook.BEHIND)


def test_a_value_in_another_unit_says_nothing() -> None:
    assert found(judge(LEVEL, at(HALF_WAY, None))) == (Status.MEASURED, Outlook.UNKNOWN)
    overdue = judge(LEVEL, at(HALF_WAY, None), on=DUE + timedelta(1))
    assert found(overdue) == (Status.MEASURED, Outlook.UNKNOWN)


def test_without_a_baseline_the_first_value_begins_the_way() -> None:
    bare = Demand(">=", D(200), unit="件", due_on=DUE)
    assert judge(bare, at(START, 100)).outlook is Outlook.UNKNOWN
    assert judge(bare, at(START, 100), at(HALF_WAY, 150)).outlook is Outlook.ON_TRACK
    assert judge(bare, at(START, 100), at(HALF_WAY, 110)).outlook is Outlook.BEHIND
    assert judge(bare, at(START, None), at(HALF_WAY, 110)).outlook is Outlook.UNKNOWN


def test_without_a_due_day_there_is_no_way() -> None:
    endless = Demand(">=", D(200), unit="件", baseline=D(100), baseline_on=BEFORE)
    assert judge(endless, at(HALF_WAY, 190)).outlook is Outlook.UNKNOWN
    assert judge(endless, at(HALF_WAY, 200)).status is Status.MET


def test_a_way_of_no_length() -> None:
    short = Demand(">=", D(200), due_on=START, baseline=D(100), baseline_on=START)
    assert judge(short, at(START, 150), on=START).outlook is Outlook.BEHIND


def test_downwards_and_ranges() -> None:
    down = Demand("<=", D(5), due_on=DUE, baseline=D(15), baseline_on=BEFORE)
    assert judge(down, at(HALF_WAY, 10)).outlook is Outlook.ON_TRACK
    assert judge(down, at(HALF_WAY, 13)).outlook is Outlook.BEHIND
    between = Demand("range", D(10), D(12), due_on=DUE, baseline=D(20), baseline_on=BEFORE)
    assert judge(between, at(HALF_WAY, 16)).outlook is Outlook.ON_TRACK
    assert judge(between, at(HALF_WAY, 19)).outlook is Outlook.BEHIND
    assert judge(between, at(HALF_WAY, 11)).status is Status.MET


def test_whoever_begins_beyond_the_goal_is_expected_to_stay_there() -> None:
    above = Demand(">=", D(200), due_on=DUE, baseline=D(250), baseline_on=BEFORE)
    way = way_of(above, [])
    assert way is not None
    assert expected_on(above, way, HALF_WAY) == 250
    assert judge(above, at(HALF_WAY, 199)).outlook is Outlook.ON_TRACK  # within the tolerance
    assert judge(above, at(HALF_WAY, 150)).outlook is Outlook.BEHIND


SUM = Demand(">=", D(120), unit="件", due_on=DUE, start=START, cumulative=True)


def test_a_cumulative_target_adds_up_from_the_first_day() -> None:
    early = at(BEFORE, 1000)
    result = judge(SUM, early, at(START, 30), at(HALF_WAY, 31))
    assert (result.value, result.outlook) == (D(61), Outlook.ON_TRACK)
    assert judge(SUM, at(START, 60), at(HALF_WAY, 60)).status is Status.MET
    assert judge(SUM, early).status is Status.CONFIRMED
    assert judge(SUM, at(START, None), at(HALF_WAY, 60)).outlook is Outlook.UNKNOWN


def test_a_sum_without_a_first_day_has_no_way() -> None:
    bare = Demand(">=", D(120), due_on=DUE, cumulative=True)
    assert judge(bare, at(HALF_WAY, 60)).outlook is Outlook.UNKNOWN


def test_a_sum_below_a_limit_is_met_only_at_the_end() -> None:
    limit = Demand("<=", D(120), due_on=DUE, start=START, cumulative=True)
    assert found(judge(limit, at(HALF_WAY, 60))) == (Status.MEASURED, Outlook.ON_TRACK)
    assert judge(limit, at(HALF_WAY, 60), on=DUE + timedelta(1)).status is Status.MET


YEARLY = Demand(">=", D(300), unit="件", due_on=DUE, start=START, annual=True)


def test_an_annual_target_is_judged_year_by_year() -> None:
    first = at(date(2026, 12, 20), 310)
    in_2027 = date(2027, 7, 1)
    assert judge(YEARLY).status is Status.CONFIRMED
    assert found(judge(YEARLY, first, on=date(2026, 12, 25))) == (Status.MEASURED, Outlook.ON_TRACK)
    assert judge(YEARLY, first, on=in_2027).outlook is Outlook.UNKNOWN
    assert judge(YEARLY, first, at(in_2027, 150), on=in_2027).outlook is Outlook.ON_TRACK
    assert judge(YEARLY, first, at(in_2027, 20), on=in_2027).outlook is Outlook.BEHIND
    years = years_of(YEARLY, [first, at(in_2027, 150)], in_2027)
    assert [(y.year, y.value, y.met) for y in years] == [(2026, D(310), True), (2027, D(150), None)]


def test_a_missed_year_is_missed_for_good() -> None:
    short = at(date(2026, 12, 20), 290)
    assert judge(YEARLY, short, on=date(2026, 12, 31)).status is Status.MEASURED
    later = judge(YEARLY, short, at(date(2027, 12, 20), 400), on=date(2028, 1, 1))
    assert found(later) == (Status.MISSED, Outlook.BEHIND)
    assert "2026" in later.why


def test_a_year_without_a_value_is_unknown_not_zero() -> None:
    result = judge(YEARLY, at(date(2027, 6, 1), 400), on=date(2027, 7, 1))
    assert found(result) == (Status.MEASURED, Outlook.UNKNOWN)
    assert "2026" in result.why


@pytest.mark.parametrize(
    ("demand", "little", "too_much"),
    [
        (replace(YEARLY, comparator="<=", value=D(5)), 2, 6),
        (replace(YEARLY, comparator="<=", value=D(5), unit="元"), 2, 6),
        (replace(YEARLY, comparator="<=", value=D(5), cumulative=True), 2, 6),
        (replace(YEARLY, comparator="range", value=D(2), value_max=D(5)), 3, 6),
    ],
)
def test_a_yearly_limit_is_kept_only_when_the_year_is_over(
    demand: Demand, little: int, too_much: int
) -> None:
    march, new_year = date(2026, 3, 1), date(2027, 1, 1)
    [year] = years_of(demand, [at(march, little)], march)
    assert (year.met, year.over) == (None, False)
    running = judge(demand, at(march, little), on=march)
    assert found(running) == (Status.MEASURED, Outlook.ON_TRACK)
    assert "当年结束后" in running.why
    [over, _next] = years_of(demand, [at(march, little)], new_year)
    assert over.met is True
    passed = judge(demand, at(march, too_much), on=march)
    assert found(passed) == (Status.MEASURED, Outlook.BEHIND)
    assert "超过上限" in passed.why
    assert found(judge(demand, at(march, too_much), on=new_year)) == (Status.MISSED, Outlook.BEHIND)


def test_a_sum_beyond_its_limit_does_not_come_back() -> None:
    limit = Demand("<=", D(120), unit="件", due_on=DUE, start=START, cumulative=True)
    passed = judge(limit, at(HALF_WAY, 121))
    assert found(passed) == (Status.MEASURED, Outlook.BEHIND)
    assert "超过上限" in passed.why
    may_fall = replace(limit, signed=True)
    assert judge(may_fall, at(HALF_WAY, 121)).outlook is Outlook.ON_TRACK


def test_a_yearly_limit_is_met_when_the_last_year_is_over() -> None:
    limit = replace(YEARLY, comparator="<=")
    values = [at(date(year, 12, 20), 299) for year in (2026, 2027, 2028)]
    assert judge(limit, *values, on=DUE).status is Status.MEASURED
    assert judge(limit, *values, on=DUE + timedelta(1)).status is Status.MET


def test_an_annual_ratio_below_its_limit_holds_while_it_is_measured() -> None:
    rate = Demand("<=", D(5), unit="%", due_on=DUE, start=START, annual=True)
    assert [y.met for y in years_of(rate, [at(date(2026, 3, 1), 2)], date(2026, 3, 1))] == [True]


def test_all_years_met() -> None:
    values = [at(date(year, 12, 20), 300) for year in (2026, 2027, 2028)]
    result = judge(YEARLY, *values, on=DUE + timedelta(1))
    assert found(result) == (Status.MET, Outlook.ON_TRACK)


def test_an_annual_sum_begins_anew_each_year() -> None:
    demand = Demand(">=", D(300), unit="件", due_on=DUE, start=START, annual=True, cumulative=True)
    values = [at(date(2026, 3, 1), 200), at(date(2026, 9, 1), 110), at(date(2027, 3, 1), 100)]
    assert [v for _day, v in trajectory(demand, values)] == [200, 310, 100]
    assert [y.met for y in years_of(demand, values, date(2027, 4, 1))] == [True, None]


def test_an_annual_ratio_is_to_be_held_all_the_year() -> None:
    rate = Demand(">=", D(95), unit="%", due_on=DUE, start=START, annual=True)
    july = date(2026, 7, 1)
    assert judge(rate, at(july, 94), on=july).outlook is Outlook.ON_TRACK  # within the tolerance
    assert judge(rate, at(july, 80), on=july).outlook is Outlook.AT_RISK
    assert judge(rate, at(july, 60), on=july).outlook is Outlook.BEHIND


def test_an_annual_target_without_a_period() -> None:
    bare = Demand(">=", D(300), unit="件", annual=True)
    july = date(2026, 7, 1)
    assert judge(bare, on=july).status is Status.CONFIRMED
    assert judge(bare, at(july, 300), on=july).outlook is Outlook.ON_TRACK
    assert years_of(YEARLY, [], date(2025, 1, 1)) == []


QUALITY = Demand("qualitative", due_on=DUE)


@pytest.mark.parametrize(
    ("judgement", "before", "after"),
    [
        (Judgement.REACHED, (Status.MET, Outlook.ON_TRACK), (Status.MET, Outlook.ON_TRACK)),
        (
            Judgement.ON_COURSE,
            (Status.MEASURED, Outlook.ON_TRACK),
            (Status.MISSED, Outlook.BEHIND),
        ),
        (Judgement.AT_RISK, (Status.MEASURED, Outlook.AT_RISK), (Status.MISSED, Outlook.BEHIND)),
        (Judgement.BEHIND, (Status.MEASURED, Outlook.BEHIND), (Status.MISSED, Outlook.BEHIND)),
    ],
)
def test_a_qualitative_target_is_judged_by_a_person(
    judgement: Judgement, before: tuple[Status, Outlook], after: tuple[Status, Outlook]
) -> None:
    said = Measured(HALF_WAY, judgement=judgement)
    assert found(judge(QUALITY, said)) == before
    assert found(judge(QUALITY, said, on=DUE + timedelta(1))) == after
    assert judge(QUALITY, said).value is None


def test_a_qualitative_target_without_a_judgement() -> None:
    assert found(judge(QUALITY)) == (Status.CONFIRMED, Outlook.UNKNOWN)
    assert found(judge(QUALITY, at(HALF_WAY, 3))) == (Status.CONFIRMED, Outlook.UNKNOWN)


def test_the_value_of_nothing_is_unknown() -> None:
    assert value_on(LEVEL, []) is None
    assert trajectory(LEVEL, [at(HALF_WAY, 2), at(START, 1)]) == [(START, D(1)), (HALF_WAY, D(2))]


def test_the_tolerance_in_force() -> None:
    assert tolerance_on(date(2026, 11, 22)) is TOLERANCES[-1]
    assert tolerance_on(date(1999, 1, 1)) is TOLERANCES[0]
    assert all(isinstance(t, Tolerance) and t.source for t in TOLERANCES)


# What holds for every target.
days = st.dates(date(2023, 6, 1), date(2030, 6, 30))
values = st.decimals(0, 400, places=2)
demands = st.builds(
    Demand,
    comparator=st.sampled_from([">=", ">", "=", "<=", "range"]),
    value=values,
    value_max=st.just(D(400)),
    unit=st.sampled_from(["件", "%"]),
    due_on=st.one_of(st.none(), st.just(DUE)),
    start=st.one_of(st.none(), st.just(START)),
    baseline=values,
    baseline_on=st.one_of(st.none(), st.just(BEFORE)),
    annual=st.booleans(),
    cumulative=st.booleans(),
)
readings = st.lists(st.builds(at, days, values), max_size=5, unique_by=lambda m: m.as_of)


@given(demands, readings, days, st.integers(0, 1500))
def test_time_alone_never_improves_the_outlook(
    demand: Demand, measured: list[Measured], day: date, later: int
) -> None:
    """With the same observations: only what was known on the earlier day."""
    known = [m for m in measured if m.as_of <= day]
    before = judge(demand, *known, on=day)
    after = judge(demand, *known, on=day + timedelta(later))
    assert RANK.get(after.outlook, 0) <= RANK.get(before.outlook, 0) or (
        before.outlook is Outlook.UNKNOWN and after.outlook is Outlook.BEHIND
    )


@given(demands, readings, days, values)
def test_a_better_value_never_worsens_the_outlook(
    demand: Demand, measured: list[Measured], day: date, other: Decimal
) -> None:
    known = sorted((m for m in measured if m.as_of <= day), key=lambda m: m.as_of)
    if not known:
        return
    last = known[-1]
    changed = [*known[:-1], Measured(last.as_of, other)]
    one, two = judge(demand, *known, on=day), judge(demand, *changed, on=day)
    if one.value is None or two.value is None or one.as_of != last.as_of:
        return
    better, worse = (one, two) if gap(demand, one.value) <= gap(demand, two.value) else (two, one)
    if gap(demand, one.value) == gap(demand, two.value):
        return
    # A year that was missed is known; with it met, a blank year may leave the whole unknown.
    freed = better.outlook is Outlook.UNKNOWN and worse.outlook is Outlook.BEHIND
    assert freed or RANK.get(better.outlook, 0) >= RANK.get(worse.outlook, 0)


@given(demands, readings, days)
def test_what_is_overdue_and_not_met_is_never_on_track(
    demand: Demand, measured: list[Measured], day: date
) -> None:
    result = judge(demand, *measured, on=day)
    overdue = demand.due_on is not None and day > demand.due_on
    if overdue and result.status is not Status.MET:
        assert result.outlook in (Outlook.BEHIND, Outlook.UNKNOWN)
    if result.status is Status.MISSED and not demand.annual:
        assert overdue


@given(demands, readings, days)
def test_unknown_stays_unknown(demand: Demand, measured: list[Measured], day: date) -> None:
    blind = [Measured(m.as_of) for m in measured]
    result = judge(demand, *blind, on=day)
    assert result.outlook is Outlook.UNKNOWN
    assert result.value is None
