"""Which items of an amendment continue."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.plans.rules.fields import FIELDS, Field
from zhicheng.governance.plans.rules.matching import (
    Entry,
    FieldChange,
    changes,
    in_effect,
    matches,
    shown,
    verdict,
)


def entry(
    key: int, title: str, path: str = "二/(一)/1", text: str = "", kind: str = "task"
) -> Entry:
    name = "title" if kind == "task" else "indicator"
    return Entry(key, kind, path, f"{title}。{text}", {name: title})


def test_the_same_words_in_the_same_place_come_first() -> None:
    old = [entry(1, "培育专利", "二/1"), entry(2, "培育专利", "二/2")]
    new = [entry(11, "培育专利", "二/2"), entry(12, "培育专利", "二/3")]
    assert matches(new, old) == {11: 2, 12: 1}


def test_a_reworded_item_continues() -> None:
    old = [entry(1, "培育高价值专利", text="支持企业组建培育中心"), entry(2, "规范代理", "二/2")]
    new = [entry(11, "培育高价值发明专利", text="支持企业组建培育中心，配备人员")]
    assert matches(new, old) == {11: 1}


def test_an_unlike_item_is_new() -> None:
    assert matches([entry(11, "推广专利保险")], [entry(1, "培育高价值专利")]) == {}


def test_kinds_do_not_mix() -> None:
    assert matches([entry(11, "商标总量", kind="target")], [entry(1, "商标总量")]) == {}


def test_of_two_like_items_the_likest_takes_it() -> None:
    old = [entry(1, "加强行政执法", text="开展专项整治")]
    new = [
        entry(11, "加强行政执法检查", text="开展专项"),
        entry(12, "加强行政执法", text="开展专项整治行动"),
    ]
    assert matches(new, old) == {12: 1}


def test_of_two_reworded_items_the_likest_takes_it_and_the_other_is_new() -> None:
    old = [entry(1, "加强行政执法", text="开展专项整治")]
    new = [
        entry(11, "加强行政执法检查督导", "二/2", text="开展专项整治"),
        entry(12, "加强行政执法工作", "二/3", text="开展专项整治"),
    ]
    assert matches(new, old) == {12: 1}


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=6), max_size=8), st.data())
def test_matches_are_one_to_one_and_the_unchanged_all_continue(
    titles: list[str], data: st.DataObject
) -> None:
    old = [entry(key, title, f"二/{key}") for key, title in enumerate(titles)]
    kept = data.draw(
        st.lists(st.sampled_from(old), unique_by=lambda e: e.key) if old else st.just([])
    )
    new = [Entry(e.key + 100, e.kind, e.path, e.sentence, e.values) for e in kept]
    found = matches(new, old)
    assert len(set(found.values())) == len(found)
    assert all(found[e.key + 100] == e.key for e in kept)


def test_what_differs_is_said_in_words() -> None:
    before = {"title": "培育", "lead": ["甲局"], "responsible": []}
    after = {"title": "培育", "lead": ["甲局"], "responsible": ["乙局", "丙局"], "note": "x"}
    assert changes("task", before, after) == [FieldChange("责任单位", "—", "乙局、丙局")]
    assert verdict(changes("task", before, after)) == "changed"
    assert verdict(changes("task", before, before)) == "same"


def _task_changes(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    end, units = date(2028, 12, 31), {1: "市甲局", 2: "市乙局"}
    return changes(
        "task", in_effect("task", before, end, units), in_effect("task", after, end, units)
    )


def test_a_task_that_falls_due_on_another_day_has_changed() -> None:
    due = {"title": "培育", "due": "2026-06"}
    assert _task_changes(due, {**due, "due": "2027-06"}) == [
        FieldChange("完成时限", "2026-06-30", "2027-06-30")
    ]
    assert _task_changes(due, {**due, "due": "2026-06-30"}) == []


def test_a_day_set_by_hand_and_the_end_of_the_period_count_as_days() -> None:
    silent = {"title": "培育"}
    assert _task_changes({**silent, "due_on": "2027-01-31", "due_source": "decided"}, silent) == [
        FieldChange("完成时限", "2027-01-31", "2028-12-31")
    ]
    assert _task_changes({**silent, "due_on": "2028-12-31", "due_source": "inferred"}, silent) == []


def test_a_date_that_recurs_is_compared_as_it_is_written() -> None:
    winter = {"title": "报送", "due": "yearly 12-20", "due_as_written": "每年12月20日前"}
    summer = {"title": "报送", "due": "yearly 06-20", "due_as_written": "每年6月20日前"}
    assert _task_changes(winter, summer) == [
        FieldChange("完成时限", "2028-12-31，每年12月20日前", "2028-12-31，每年6月20日前")
    ]


def test_units_assigned_by_hand_stand_in_place_of_the_written_ones() -> None:
    written = {"title": "培育", "lead": [], "responsible": ["市丙局"]}
    by_hand = {**written, "assigned": {"lead": [1], "responsible": [2]}}
    assert _task_changes(written, by_hand) == [
        FieldChange("牵头单位", "—", "市甲局"),
        FieldChange("责任单位", "市丙局", "市乙局"),
    ]


def test_only_tasks_fall_due() -> None:
    assert in_effect("target", {"indicator": "总量"}, None, {}) == {"indicator": "总量"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("annual", True, "是"),
        ("annual", False, "否"),
        ("comparator", ">=", "不低于（以上、不少于）"),
        ("comparator", "~", "~"),
        ("value", 0, "0"),
        ("value", None, "—"),
        ("unit", "件\n/万人", "件 /万人"),
    ],
)
def test_values_in_words(name: str, value: Any, words: str) -> None:
    field: Field = next(f for f in FIELDS["target"] if f.name == name)
    assert shown(field, value) == words
