"""What is odd about a file as a whole."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import fresh
from tests.register.gazette import gazette

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.register.imports import actions
from zhicheng.register.imports.rules import oddities

MONTHS = [f"{year}-{month:02}" for year in (2018, 2019, 2020) for month in range(1, 13)]
EVEN = dict.fromkeys(MONTHS, (30, 3))


def places(census: dict[str, tuple[int, int]]) -> list[str]:
    return [place for place, _said in oddities(census)]


def test_an_even_file_is_not_odd() -> None:
    assert places({}) == places(EVEN) == []


def test_a_month_without_any_is_odd_where_there_are_many_a_month() -> None:
    gap = {month: counts for month, counts in EVEN.items() if month != "2019-08"}
    assert places(gap) == ["2019-08"]
    assert places({"2019-07": (30, 0), "2019-12": (5, 0)}) == []


def test_a_whole_year_with_many_more_or_fewer_than_the_year_before_is_odd() -> None:
    more = {month: (100 if month[:4] == "2019" else 30, 0) for month in MONTHS}
    assert places(more) == ["2019", "2020"]
    # The last year is a part of one.
    assert places({month: more[month] for month in MONTHS[:-1]}) == ["2019"]
    assert places({month: (9 if month[:4] == "2019" else 1, 0) for month in MONTHS}) == [
        "2019",
        "2020",
    ]
    assert places({month: (8 if month[:4] == "2019" else 1, 0) for month in MONTHS}) == []


def test_a_year_in_which_numbers_are_gone_is_odd() -> None:
    gone = {month: (30, 15 if month[:4] == "2020" else 0) for month in MONTHS}
    [(year, said)] = oddities(gone)
    assert (year, "占百分之50，上一年占百分之0" in said) == ("2020", True)


@given(st.dictionaries(st.sampled_from(MONTHS), st.tuples(st.integers(1, 500), st.just(0))))
def test_a_gap_lies_within_the_file_and_is_no_month_of_it(
    census: dict[str, tuple[int, int]],
) -> None:
    for place in (one for one in places(census) if "-" in one):
        assert min(census) < place < max(census)
        assert place not in census


@pytest.mark.django_db
def test_it_stands_in_the_report(coordinator: User, now: datetime) -> None:
    rows = [
        f"CN{209000000 + n}U,2019-0{5 + 2 * (n % 2)}-09,,2018-11-01,示例,示例大学,,F16B1/00"
        for n in range(40)
    ]
    batch = actions.upload(upload=gazette(*rows), trial=True, by=coordinator, at=now)
    work_once("test", at=now)
    assert fresh(batch).census == {"2019-05": [20, 20], "2019-07": [20, 20]}
    [odd] = batch.remarks.filter(outcome="check")
    assert (odd.place, "其他各月平均20件" in odd.said) == ("2019-06", True)
