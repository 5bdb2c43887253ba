"""Who leads and who is responsible."""

from typing import Any

import pytest

from zhicheng.governance.plans.rules.orders import (
    Assignment,
    assignment,
    chapter_and_section,
    is_bare,
    titles,
    written_names,
)

MEANING = {"甲局": (1,), "乙局": (2,), "各区县政府": (3, 4)}


@pytest.mark.parametrize(
    ("values", "bare_list", "lead", "responsible"),
    [
        ({"lead": ["甲局"], "responsible": ["乙局", "甲局"]}, "", (1,), (2,)),
        ({"responsible": ["甲局", "乙局"]}, "each", (), (1, 2)),
        ({"responsible": ["甲局", "乙局"]}, "first_leads", (1,), (2,)),
        ({"responsible": ["各区县政府", "乙局"]}, "first_leads", (), (3, 4, 2)),
        ({"lead": ["甲局"], "responsible": ["乙局"]}, "first_leads", (1,), (2,)),
        ({"responsible": ["未知", "乙局"]}, "first_leads", (), (2,)),
        ({}, "first_leads", (), ()),
        (
            {"responsible": ["甲局"], "assigned": {"lead": [9], "responsible": [8, 9, 8]}},
            "",
            (9,),
            (8,),
        ),
        ({"assigned": {"lead": [], "responsible": [8]}}, "", (), (8,)),
    ],
)
def test_assignments(
    values: dict[str, Any], bare_list: str, lead: tuple[int, ...], responsible: tuple[int, ...]
) -> None:
    found = assignment(values, MEANING, bare_list)
    assert found == Assignment(lead, responsible)
    assert found.units == (*lead, *responsible)


def test_a_list_is_bare_when_several_units_have_no_lead() -> None:
    assert is_bare(Assignment((), (1, 2)))
    assert not is_bare(Assignment((1,), (2, 3)))
    assert not is_bare(Assignment((), (1,)))


def test_names_do_not_count_once_units_were_assigned() -> None:
    values = {"lead": ["甲局"], "responsible": ["乙局", "甲局"]}
    assert written_names(values) == ("甲局", "乙局")
    assert written_names({**values, "assigned": {"lead": [1], "responsible": []}}) == ()
    assert written_names({}) == ()


def test_chapter_and_section() -> None:
    outline: list[dict[str, Any]] = [
        {
            "number": "二",
            "title": "重点任务",
            "children": [{"number": "(一)", "title": "提升质量", "children": []}],
        },
        {"number": "三", "title": None},
    ]
    headings = dict(titles(outline))
    assert headings == {"二": "重点任务", "二/(一)": "提升质量", "三": ""}
    assert chapter_and_section("二/(一)/1", headings) == ("重点任务", "提升质量")
    assert chapter_and_section("二/(二)/¶1", headings) == ("重点任务", "重点任务")
    assert chapter_and_section("二", headings) == ("重点任务", "重点任务")
    assert chapter_and_section("九", headings) == ("", "")
