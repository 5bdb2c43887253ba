"""The content of a paper: kept as one text, read again as the same, in numbered sections."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.governance.bulletins.rules.test_figures import FIGURE

from zhicheng.governance.bulletins.rules import (
    SECTIONS,
    Content,
    Table,
    annex_of,
    canonical,
    chapters_of,
    hash_of,
    of_plain,
    to_plain,
)

TABLE = Table(
    "targets", "指标", (("indicator", "指标"), ("value", "现值")), (("拥有量", FIGURE),),
    with_units=True,
)  # fmt: skip
CONTENT = Content(
    date(2026, 9, 30), (FIGURE,), (TABLE,), {"title": "简报"},
    {"summary": "逾期{{ tasks.overdue }}。", "problems": "{{ tasks.overdue }}"},
)  # fmt: skip


def test_what_is_kept_is_read_again_as_the_same() -> None:
    assert of_plain(json.loads(canonical(CONTENT))) == CONTENT
    assert hash_of(canonical(CONTENT)) == hash_of(canonical(of_plain(to_plain(CONTENT))))


def test_another_form_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="form"):
        of_plain({**to_plain(CONTENT), "form": 2})


def test_a_cell_shows_its_unit_where_units_differ() -> None:
    assert TABLE.shown(FIGURE) == "3项"
    assert Table("units", "单位", (), ()).shown(FIGURE) == "3"
    assert TABLE.shown("拥有量") == "拥有量"


def test_figures_are_known_by_key() -> None:
    assert list(CONTENT.all_figures) == [FIGURE, FIGURE]
    assert CONTENT.known == {"tasks.overdue": FIGURE}


def test_sections_are_numbered_as_they_come() -> None:
    found = list(chapters_of(CONTENT))
    assert [c.number for c in found] == list("一二三四五六")
    keys = [c.section.key for c in found]
    assert keys == ["summary", "progress", "indicators", "owners", "supervision", "problems"]
    assert found[2].tables == (TABLE,)
    assert found[-1].text == "{{ tasks.overdue }}"


def test_a_section_of_results_is_there_when_there_are_some() -> None:
    results = Table("assessment", "考核", (("unit", "单位"),), (("市科技局",),))
    with_results = Content(CONTENT.as_of, (), (results,))
    assert "results" in [c.section.key for c in chapters_of(with_results)]
    without = Content(CONTENT.as_of, (), (Table("assessment", "考核", (), ()),))
    assert "results" not in [c.section.key for c in chapters_of(without)]
    assert len(SECTIONS) <= 10, "there are ten numbers"


def test_the_annex_is_all_tasks() -> None:
    annex = Table("tasks", "任务清单", (), ())
    assert annex_of(Content(CONTENT.as_of, (), (TABLE, annex))) == annex
    assert annex_of(CONTENT) is None


def test_decimals_keep_their_digits() -> None:
    assert '"value":"3"' in canonical(CONTENT)
    assert Decimal(json.loads(canonical(CONTENT))["figures"][0]["value"]) == FIGURE.value
