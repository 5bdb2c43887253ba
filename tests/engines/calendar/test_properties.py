"""What holds of every start and every period."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from zhicheng.engines.calendar import Calendar, Exclusion, Period, Unit, deadline, published

DAY = timedelta(days=1)
CALENDAR = published()
starts = st.dates(date(2024, 1, 1), date(2025, 12, 31))
in_days = st.builds(Period, st.integers(1, 120), st.just(Unit.DAYS))
in_working_days = st.builds(Period, st.integers(1, 80), st.just(Unit.WORKING_DAYS))
in_months = st.builds(Period, st.integers(1, 9), st.just(Unit.MONTHS))
calendar_periods = in_days | in_months
periods = calendar_periods | in_working_days


@given(starts, st.integers(-200, 200))
def test_counting_undoes_adding(start: date, number: int) -> None:
    end = CALENDAR.add_working_days(start, number)
    assert CALENDAR.working_days_between(start, end) == number
    assert number == 0 or CALENDAR.is_working_day(end)


@given(starts, st.integers(1, 60), st.integers(1, 60))
def test_adding_twice_is_adding_the_sum(start: date, a: int, b: int) -> None:
    once = CALENDAR.add_working_days(start, a)
    assert CALENDAR.add_working_days(once, b) == CALENDAR.add_working_days(start, a + b)


@given(starts, periods)
def test_a_last_day_is_never_a_rest_day(start: date, period: Period) -> None:
    found = deadline(start, period, CALENDAR)
    assert CALENDAR.is_working_day(found.day)
    assert found.day >= found.unrolled > start
    between = range((found.day - found.unrolled).days)
    assert not any(CALENDAR.is_working_day(found.unrolled + DAY * n) for n in between)


@given(starts, calendar_periods)
def test_the_term_of_a_patent_stays_where_it_ends(start: date, period: Period) -> None:
    found = deadline(start, period, CALENDAR, roll=False)
    assert found.day == found.unrolled


@given(starts, st.integers(0, 30), periods)
def test_a_later_start_ends_no_earlier(start: date, later: int, period: Period) -> None:
    first, second = (
        deadline(day, period, CALENDAR).day for day in (start, start + timedelta(days=later))
    )
    assert first <= second


@given(starts, st.integers(1, 79), st.sampled_from(list(Unit)[:2]))
def test_a_longer_period_ends_no_earlier(start: date, number: int, unit: Unit) -> None:
    short, long = (deadline(start, Period(n, unit), CALENDAR) for n in (number, number + 1))
    assert short.unrolled < long.unrolled
    assert short.day <= long.day


@given(starts, st.integers(1, 120))
def test_a_month_ends_on_the_corresponding_day_or_on_its_last(start: date, months: int) -> None:
    end = Period(months, Unit.MONTHS).end_after(start)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@given(starts, st.integers(1, 9))
def test_a_year_is_twelve_months(start: date, years: int) -> None:
    assert Period(years, Unit.YEARS).end_after(start) == Period(years * 12, Unit.MONTHS).end_after(
        start
    )


def intervals(start: date, days: list[int]) -> list[Exclusion]:
    return [Exclusion(start + DAY * n, start + DAY * n, "检验") for n in days]


@given(starts, calendar_periods, st.data())
def test_one_more_excluded_day_moves_the_unrolled_date_by_exactly_one(
    start: date, period: Period, data: st.DataObject
) -> None:
    length = (period.end_after(start) - start).days
    days = data.draw(st.lists(st.integers(1, length), max_size=20, unique=True))
    one_more = data.draw(st.integers(1, length))
    assume(one_more not in days)
    before = deadline(start, period, CALENDAR, intervals(start, days))
    after = deadline(start, period, CALENDAR, intervals(start, [*days, one_more]))
    assert after.unrolled == before.unrolled + DAY
    assert after.day >= before.day
    assert after.excluded_days == before.excluded_days + 1 == len(days) + 1


@given(starts, in_working_days, st.data())
def test_one_more_excluded_working_day_moves_it_by_one_working_day(
    start: date, period: Period, data: st.DataObject
) -> None:
    before = deadline(start, period, CALENDAR)
    length = (before.day - start).days
    out = start + DAY * data.draw(st.integers(1, length))
    after = deadline(start, period, CALENDAR, [Exclusion(out, out, "听证")])
    moved = 1 if CALENDAR.is_working_day(out) else 0
    assert after.day == CALENDAR.add_working_days(before.day, moved)
    assert after.excluded_days == moved


@given(starts, periods, st.integers(0, 20), st.integers(0, 20))
def test_a_day_that_two_intervals_name_is_left_out_once(
    start: date, period: Period, offset: int, length: int
) -> None:
    first = start + DAY * offset
    once = Exclusion(first, first + DAY * length, "检测")
    assert (
        deadline(start, period, CALENDAR, [once]).day
        == deadline(start, period, CALENDAR, [once, once]).day
    )


@given(starts, calendar_periods)
def test_what_lies_outside_the_period_changes_nothing(start: date, period: Period) -> None:
    plain = deadline(start, period, CALENDAR)
    after = plain.unrolled + DAY
    outside = [Exclusion(start - DAY * 9, start), Exclusion(after, after + DAY * 9)]
    found = deadline(start, period, CALENDAR, outside)
    assert (found.day, found.excluded_days) == (plain.day, 0)
    assert "R-T-7" not in found.rules


@given(starts)
def test_the_version_names_the_days(day: date) -> None:
    one = published().year(day.year)
    toggled = type(one)(one.year, one.off ^ {day}, one.work, "别的来源")
    renamed = type(one)(one.year, one.off, one.work, "别的来源")
    assert Calendar.of([one]).version == Calendar.of([renamed]).version
    assert Calendar.of([one]).version != Calendar.of([toggled]).version
