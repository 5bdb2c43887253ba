"""High-value invention patents: the conditions, both versions, and the vectors of R-IND-02."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhicheng.engines.indicators import (
    Bound,
    Condition,
    Definition,
    Facts,
    counts,
    definition,
    reasons,
)
from zhicheng.engines.sources import NoRule

OLD, NEW = definition("HV-2021"), definition("HV-2026")
DAY = date(2026, 11, 22)
PLAIN = "A47G19/00"
"""A symbol of no strategic industry (table ware)."""


def conditions(facts: Facts, on: date = DAY, by: Definition = OLD) -> list[Condition]:
    return [one.condition for one in reasons(facts, on=on, by=by)]


def test_ten_years_to_the_day_are_not_yet_more_than_ten() -> None:
    facts = Facts(filed_on=date(2016, 11, 22), symbols=(PLAIN,))
    assert conditions(facts, date(2026, 11, 22)) == []
    assert conditions(facts, date(2026, 11, 23)) == [Condition.KEPT_LONG]


def test_a_pledge_counts_in_the_older_version_alone() -> None:
    facts = Facts(filed_on=date(2024, 1, 4), pledges=("Y2025980012345",))
    assert conditions(facts, by=OLD) == [Condition.PLEDGED]
    assert conditions(facts, by=NEW) == []


def test_three_conditions_are_three_reasons_and_one_patent() -> None:
    facts = Facts(
        filed_on=date(2010, 5, 1), symbols=(PLAIN,), granted_abroad=("US9000001B2",), awards=("中国专利金奖",)
    )  # fmt: skip
    found = reasons(facts, on=DAY, by=OLD)
    assert [one.condition for one in found] == [
        Condition.ABROAD, Condition.KEPT_LONG, Condition.AWARDED,
    ]  # fmt: skip
    assert "US9000001B2" in found[0].said
    assert "2010-05-01" in found[1].said
    assert counts(found, Bound.LOWER)


def test_nothing_known_is_no_reason() -> None:
    assert reasons(Facts(filed_on=None), on=DAY, by=OLD) == ()
    assert not counts((), Bound.UPPER)


def test_an_industry_by_its_symbol_alone_counts_in_the_upper_bound_only() -> None:
    found = reasons(Facts(filed_on=date(2024, 1, 4), symbols=("H04W84/12",)), on=DAY, by=OLD)
    assert [one.condition for one in found] == [Condition.STRATEGIC]
    assert [counts(found, bound) for bound in Bound] == [False, False, True]


def test_the_reason_names_industry_symbol_phrase_and_page() -> None:
    facts = Facts(
        filed_on=date(2024, 1, 4), symbols=("G09G3/20",), text="行扫描驱动电路及其驱动方法"
    )
    [found] = reasons(facts, on=DAY, by=OLD)
    for part in ("电子核心产业", "G09G3/20", "驱动电路", "页"):
        assert part in found.said
    assert counts([found], Bound.LOWER)


def test_the_newer_version_says_that_it_is_provisional() -> None:
    assert NEW.provisional
    assert not OLD.provisional
    assert not NEW.holds_on(date(2025, 12, 31))


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(NoRule, match="HV-1999"):
        definition("HV-1999")


@given(
    st.sampled_from(("", "驱动电路", "发光二极管")),
    st.lists(st.sampled_from(("G09G3/20", "H01L33/00", "H10H20/00", PLAIN)), max_size=3),
    st.dates(date(2000, 1, 1), date(2026, 1, 1)),
    st.booleans(),
)
@settings(max_examples=50)
def test_bounds_lie_in_order_and_time_only_adds(
    text: str, symbols: list[str], filed: date, pledged: bool
) -> None:
    facts = Facts(
        filed_on=filed, symbols=symbols, text=text, pledges=("Y2025980012345",) if pledged else ()
    )
    early, late = (reasons(facts, on=day, by=OLD) for day in (DAY, date(2030, 1, 1)))
    lower, best, upper = (counts(early, bound) for bound in Bound)
    assert lower <= best <= upper
    assert {one.condition for one in early} <= {one.condition for one in late}
    assert {one.condition for one in reasons(facts, on=DAY, by=NEW)} <= {
        one.condition for one in early
    }
