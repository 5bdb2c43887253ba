"""Everything that keeps a plan from being published is listed."""

from datetime import date
from typing import Any

import pytest

from zhicheng.governance.plans.rules.dates import Period
from zhicheng.governance.plans.rules.openness import (
    DoubtFact,
    ItemFact,
    NameFact,
    meaning_of,
    open_points,
)

DONE: dict[str, Any] = {"title": "培育专利", "responsible": ["甲局"], "due_on": "2028-12-31"}
PERIOD = Period(date(2026, 1, 1), date(2028, 12, 31), date(2026, 3, 2))
NAMES = [NameFact(1, "甲局", (11,), True), NameFact(2, "乙局", (12,), True)]


def task(key: int = 1, state: str = "accepted", **values: Any) -> ItemFact:
    return ItemFact(key, "task", state, {**DONE, **values})


def points(
    *items: ItemFact,
    doubts: Any = (),
    names: Any = NAMES,
    bare: str = "",
    period: Period = PERIOD,
) -> list[Any]:
    return [(p.kind, p.key) for p in open_points(items, doubts, names, bare, period)]


def test_a_plan_with_everything_settled_has_no_open_point() -> None:
    assert points(task(), doubts=[DoubtFact(1, "请核对", True)]) == []


def test_open_doubts_come_first() -> None:
    found = points(task(state="proposed"), doubts=[DoubtFact(7, "请核对", False)])
    assert found == [("doubt", 7), ("item", 1)]


def test_undecided_items_of_any_kind() -> None:
    target = ItemFact(5, "target", "proposed", {"indicator": "商标"})
    assert points(task(), target) == [("item", 5)]


def test_names_of_live_tasks_without_a_settled_meaning() -> None:
    names = [NameFact(1, "甲局", (11,), False), NameFact(2, "乙局", (), True)]
    item = task(responsible=["甲局", "乙局", "丙局"])
    assert points(item, names=names, bare="each") == [("name", 1), ("name", 2), ("name", 0)]
    assert points(task(2, state="rejected"), task(3), names=NAMES) == []


def test_tasks_without_units_or_dates() -> None:
    assert points(task(responsible=[])) == [("units", 1)]
    assert points(task(responsible=[], assigned={"lead": [11], "responsible": []})) == []
    assert points(task(due_on=None)) == [("due", 1)]
    assert points(task(due_on=None, due="2026")) == []


@pytest.mark.parametrize("source", ["decided", "inferred"])
def test_a_day_outside_of_the_period_is_open_and_named(source: str) -> None:
    late = task(due_on="2028-12-31", due_source=source)
    shorter = Period(date(2026, 1, 1), date(2027, 6, 30), PERIOD.brought_in)
    assert points(late, period=shorter) == [("outside", 1)]
    (point,) = open_points([late], [], NAMES, "", shorter)
    assert point.text == "培育专利（2028-12-31）：完成时限不能晚于方案截止的2027-06-30。"
    assert points(task(state="rejected", due_on="2029-01-01"), task(2)) == []


def test_what_the_plan_states_lies_within_its_period_too() -> None:
    assert points(task(due_on=None, due="2028")) == []
    assert points(task(due_on=None, due="2030")) == [("outside", 1)]
    assert points(task(due_on=None, due="9999")) == [("outside", 1)]


def test_what_was_accepted_and_lies_outside_of_the_period_now() -> None:
    phase = ItemFact(5, "phase", "accepted", {"name": "启动", "start": "2019-01", "end": "2020-06"})
    target = ItemFact(
        6,
        "target",
        "accepted",
        {"indicator": "商标", "comparator": ">=", "value": 3, "due": "2049"},
    )
    assert points(task(), phase, target) == [("fault", 5), ("fault", 5), ("fault", 6)]


def test_a_period_that_cannot_be_meant_is_open() -> None:
    assert points(task(), period=Period(None, date(2101, 1, 1), PERIOD.brought_in)) == [
        ("frame", 0)
    ]


def test_a_bare_list_of_several_units_needs_a_meaning() -> None:
    bare = task(responsible=["甲局", "乙局"])
    assert points(bare) == [("bare_list", 0)]
    assert points(bare, bare="each") == []
    assert points(task(lead=["甲局"], responsible=["乙局"])) == []


def test_nothing_accepted_is_nothing_to_publish() -> None:
    assert points(task(state="rejected")) == [("empty", 0)]
    assert points() == [("empty", 0)]


def test_the_meaning_is_that_of_settled_names() -> None:
    facts = [*NAMES, NameFact(3, "丙局", (13,), False), NameFact(4, "丁局", (), True)]
    assert meaning_of(facts) == {"甲局": (11,), "乙局": (12,)}
