"""The measures, with the rows behind them: recounted from those rows, a figure is the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.assessment.rules import (
    MEASURES,
    Figure,
    Measure,
    Part,
    attainment,
    in_time,
    needs_target,
    overdue,
    returned,
    targets_met,
)
from zhicheng.governance.targets.rules import Demand, Outlook, Standing, Status

D = Decimal
DAY = date(2026, 6, 30)
days = st.integers(-60, 30).map(lambda n: DAY + timedelta(n))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Part]:
    rows = draw(st.lists(st.tuples(days, st.none() | days), max_size=12))
    return [Part(n, due, closed) for n, (due, closed) in enumerate(rows)]


def at(value: int | str | None) -> Standing:
    return Standing(Status.MEASURED, Outlook.UNKNOWN, "", None if value is None else D(value))


def test_every_measure_is_named_and_explained() -> None:
    assert set(MEASURES) == set(Measure)
    assert [m for m in Measure if needs_target(m)] == [Measure.ATTAINMENT]
    assert not needs_target(None)


def test_closed_in_time_and_still_overdue() -> None:
    parts = [
        Part(1, DAY - timedelta(9), DAY - timedelta(9)),
        Part(2, DAY - timedelta(8), DAY - timedelta(7)),
        Part(3, DAY, None),
        Part(4, DAY + timedelta(1), None),
        Part(5, DAY + timedelta(9), DAY),
        Part(6, DAY + timedelta(9), DAY + timedelta(1)),
    ]
    of = {"rows": (1, 2, 3, 5), "denominator": D(4)}
    assert in_time(parts, DAY) == Figure(D(50), counted=frozenset({1, 5}), **of)  # type: ignore[arg-type]  # by name
    assert overdue(parts, DAY) == Figure(D(25), counted=frozenset({3}), **of)  # type: ignore[arg-type]  # by name


@given(ledgers())
def test_a_share_is_recounted_from_its_rows(parts: list[Part]) -> None:
    for rule in (in_time, overdue):
        found = rule(parts, DAY)
        assert (found.value is None) == (not found.rows) == bool(found.why)
        if found.value is not None:
            assert found.counted <= set(found.rows)
            assert found.value == round(D(len(found.counted)) / len(found.rows) * 100, 2)


@given(ledgers())
def test_what_was_closed_in_time_is_not_overdue(parts: list[Part]) -> None:
    assert not in_time(parts, DAY).counted & overdue(parts, DAY).counted


def test_nothing_due_is_unknown_and_not_zero() -> None:
    later = [Part(1, DAY + timedelta(1), None)]
    assert in_time(later, DAY).value is None
    assert "没有到期" in in_time(later, DAY).why
    assert returned([]).value is None
    assert targets_met([]).value is None


def test_reports_that_came_back() -> None:
    assert returned([(1, True), (2, False), (3, False), (4, False)]).value == D(25)


def test_targets_that_were_due() -> None:
    assert targets_met([(1, Status.MET), (2, Status.MISSED)]).value == D(50)
    unknown = targets_met([(1, Status.MET), (2, Status.CONFIRMED)])
    assert unknown.value is None
    assert unknown.rows == (1, 2)


@pytest.mark.parametrize(
    ("comparator", "wanted", "most", "value", "percent"),
    [
        (">=", 200, None, 150, 75),
        (">=", 200, None, 250, 125),
        ("=", 200, None, 200, 100),
        (">=", 200, None, -5, 0),
        ("<=", 5, None, 4, 100),
        ("<=", 5, None, 10, 50),
        ("<=", -5, None, -1, None),
        ("range", 50, 100, 70, 100),
        ("range", 50, 100, 25, 50),
        ("range", 50, 100, 200, 50),
        ("range", 50, None, 100, 50),
        (">=", 0, None, 3, None),
        (">=", 200, None, None, None),
        ("qualitative", None, None, None, None),
    ],
)
def test_how_much_of_a_target_was_reached(
    comparator: str, wanted: int | None, most: int | None, value: int | None, percent: int | None
) -> None:
    demand = Demand(
        comparator, None if wanted is None else D(wanted), None if most is None else D(most), "件"
    )
    found = attainment(7, demand, at(value))
    assert found.value == percent
    assert found.rows == (7,)
    assert bool(found.why) == (percent is None)


@pytest.mark.parametrize(
    ("comparator", "value", "denominator"),
    [(">=", 150, 200), ("<=", 400, 400), ("<=", 150, None), (">=", None, None)],
)
def test_what_an_attainment_is_a_share_of(
    comparator: str, value: int | None, denominator: int | None
) -> None:
    assert attainment(7, Demand(comparator, D(200)), at(value)).denominator == denominator
