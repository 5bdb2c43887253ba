"""From the reader's JSON to what the review begins with."""

from datetime import date
from typing import Any

import pytest

from zhicheng.foundation.audit.rules import plain
from zhicheng.governance.plans.rules.intake import drafts

TEXT = "一、目标\n拥有量达到0.76件。\n二、任务\n1.培育专利。建立名录。(责任单位:甲局、乙局)"
TASK: dict[str, Any] = {
    "title": "培育专利",
    "outline": "二/1",
    "span": [22, 26],
    "item_span": [20, len(TEXT)],
    "lead": [],
    "responsible": ["甲局", "乙局"],
    "assignments": [{"as_written": "…"}],
}
TARGET: dict[str, Any] = {
    "indicator": "拥有量",
    "comparator": "=",
    "value": 0.76,
    "outline": "一",
    "span": [5, 15],
}
READING: dict[str, Any] = {
    "title": "方案",
    "period": {"start": "2026", "end": "2028"},
    "tasks": [TASK],
    "targets": [TARGET],
    "systems": [{"name": "名录", "quote": "建立名录", "outline": "二/1", "span": [0, 0]}],
    "doubts": [
        {
            "text": "0.76件",
            "kind": "implausible",
            "field": "value",
            "why": "过小",
            "span": [10, 15],
        },
        {"text": "没有的话", "kind": "conflict", "why": "日期不一致", "span": [0, 0]},
    ],
}


def test_no_float_is_kept_which_the_audit_chain_would_refuse() -> None:
    odd = {**TARGET, "value": "0.76", "confidence": 0.7, "figures": [1.5, {"share": 0.5}]}
    found = drafts({**READING, "targets": [odd]}, TEXT)
    values = next(item.values for item in found.items if item.kind == "target")
    assert values["confidence"] == "0.7"
    assert values["figures"] == ["1.5", {"share": "0.5"}]
    assert plain(values)


def test_items_stand_in_the_order_of_the_text() -> None:
    found = drafts(READING, TEXT)
    assert [(i.kind, i.path) for i in found.items] == [
        ("target", "一"),
        ("task", "二/1"),
        ("system", "二/1"),
    ]
    assert (found.title, found.period_start, found.period_end) == (
        "方案",
        date(2026, 1, 1),
        date(2028, 12, 31),
    )
    assert found.names == ("甲局", "乙局")


def test_a_tasks_span_is_that_of_the_whole_item_and_numbers_are_exact() -> None:
    target, task, system = drafts(READING, TEXT).items
    assert (task.start, task.end) == (20, len(TEXT))
    assert target.values["value"] == "0.76"
    assert "assignments" not in task.values
    assert TEXT[system.start : system.end] == "建立名录"


def test_doubts_are_tied_to_the_item_in_which_they_stand() -> None:
    implausible, conflict = drafts(READING, TEXT).doubts
    assert (implausible.item, implausible.start, implausible.end) == (0, 10, 15)
    assert (conflict.item, conflict.start, conflict.end) == (None, None, None)


def test_a_figure_that_is_none_stays_as_read_for_a_person() -> None:
    found = drafts({"targets": [{**TARGET, "value": "若干"}]}, TEXT)
    assert found.items[0].values["value"] == "若干"


def test_an_impossible_period_is_left_open() -> None:
    found = drafts({"period": {"start": "2028", "end": "2026"}}, TEXT)
    assert (found.title, found.period_start, found.period_end) == ("", None, None)
    assert drafts({}, TEXT).period_end is None


def test_nothing_that_was_read_is_dropped() -> None:
    with pytest.raises(ValueError, match="stands nowhere"):
        drafts({"tasks": [{"title": "别的", "span": "?"}]}, TEXT)
