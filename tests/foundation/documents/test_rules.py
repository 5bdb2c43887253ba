"""What a template may ask for, and what a document is composed from."""

import pytest
from tests.foundation.documents.kinds import FIELDS, VALUES

from zhicheng.foundation.documents.rules import conformed, example, placeholder_faults


@pytest.mark.parametrize(
    "source",
    [
        "没有占位符",
        "{{ title }}",
        "{% for item in items %}{{ item.title }}{% for one in item.said %}{{ one.by }}{% endfor %}{% endfor %}",
        "{% if note %}{{ note }}{% elif items %}{{ title }}{% else %}无{% endif %}",
        "{% if items and not note or title %}有{% endif %}",
        "{% for row in rows %}{% if loop.first %}首{% endif %}{{ loop.index }}{{ row.name }}{% endfor %}",
    ],
)
def test_fields_loops_and_conditions_are_all_right(source: str) -> None:
    assert placeholder_faults(source, FIELDS) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ nobody }}", "没有“nobody”这个字段。"),
        ("{{ title.sub }}", "没有“title.sub”这个字段。"),
        ("{{ items.title }}", "没有“items.title”这个字段。"),
        ("{{ title.sub.x }}", "没有“title.sub.x”这个字段。"),
        ("{{ item.title }}", "没有“item.title”这个字段。"),
        ("{{ title().x }}", "没有“call.x”这个字段。"),
        ("{% for item in items %}{{ item.nobody }}{% endfor %}", "没有“item.nobody”这个字段。"),
        ("{% for item in nobody %}{% endfor %}", "没有“nobody”这个字段。"),
        ("{% for item in title %}{% endfor %}", "“title”不是列表，不能循环。"),
        ("{% for a, b in items %}{% endfor %}", "循环应写成“for 名称 in items”。"),
        ("{% for a in items if a.title %}{% endfor %}", "循环应写成“for 名称 in items”。"),
        ("{{ items }}", "“items”是列表，应当用循环（for）逐项写出。"),
        ("{% if nobody %}{% endif %}", "没有“nobody”这个字段。"),
        ("{% if title %}{% elif nobody %}{% endif %}", "没有“nobody”这个字段。"),
        ("{{ title|upper }}", "不能使用“filter”"),
        ("{{ title.__class__ }}", "没有“title.__class__”这个字段。"),
        ("{{ ''['x'] }}", "不能使用“getitem”"),
        ("{{ range(9) }}", "不能使用“call”"),
        ("{% set x = 1 %}", "不能使用“assign”"),
        ("{% include 'x' %}", "不能使用“include”"),
        ("{% macro m() %}{% endmacro %}", "不能使用“macro”"),
    ],
)
def test_anything_else_is_named(source: str, said: str) -> None:
    [fault] = placeholder_faults(source, FIELDS)
    assert said in fault


def test_each_fault_is_said_once() -> None:
    assert placeholder_faults("{{ x }}{{ x }}{{ y }}", FIELDS) == [
        "没有“x”这个字段。",
        "没有“y”这个字段。",
    ]


@pytest.mark.parametrize(
    "source", ["<w:p>一、{{ title</w:p>\n<w:p>", "<w:p>一、{% for x in %}</w:p>"]
)
def test_what_cannot_be_read_is_shown_with_its_paragraph(source: str) -> None:
    [fault] = placeholder_faults(f"<w:p>前言</w:p>\n{source}", FIELDS)
    assert fault.startswith("“一、{")
    assert "是否成对" in fault


def test_values_are_for_exactly_the_fields() -> None:
    assert conformed(VALUES, FIELDS) == VALUES
    odd = {**VALUES, "title": "前\x07后\r\n\ufffe", "items": [], "rows": []}
    assert conformed(odd, FIELDS)["title"] == "前后\n"
    for wrong in (
        {},
        {**VALUES, "more": "x"},
        {**VALUES, "title": []},
        {**VALUES, "rows": "王"},
        {**VALUES, "rows": [{"name": "王", "age": "8"}]},
    ):
        with pytest.raises(ValueError, match=r"fields that|words where"):
            conformed(wrong, FIELDS)


def test_an_example_has_a_value_for_every_field() -> None:
    made = example(FIELDS, 2)
    assert conformed(made, FIELDS) == made
    assert made["items"] == [{"title": "题目", "said": [{"by": "谁"}] * 2}] * 2
    assert example(FIELDS, 0)["rows"] == []
