"""Everything that keeps a plan from being published is listed."""

from typing import Any

from zhicheng.governance.plans.rules.openness import (
    DoubtFact,
    ItemFact,
    NameFact,
    meaning_of,
    open_points,
)

DONE: dict[str, Any] = {"title": "培育专利", "responsible": ["甲局"], "due_on": "2028-12-31"}
NAMES = [NameFact(1, "甲局", (11,), True), NameFact(2, "乙局", (12,), True)]


def task(key: int = 1, state: str = "accepted", **values: Any) -> ItemFact:
    return ItemFact(key, "task", state, {**DONE, **values})


def points(*items: ItemFact, doubts: Any = (), names: Any = NAMES, bare: str = "") -> list[Any]:
    return [(p.kind, p.key) for p in open_points(items, doubts, names, bare)]


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
