"""Placeholders in the office's words."""

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.bulletins.rules import (
    FIGURES,
    WORDS,
    Kind,
    Reference,
    first_summary,
    keys_in,
    pieces,
    text_faults,
)

KNOWN = {"tasks.total", "tasks.overdue"}


def test_a_text_is_words_and_references() -> None:
    found = pieces("共{{ tasks.total }}，逾期{{tasks.overdue}}")
    assert found == ["共", Reference("tasks.total"), "，逾期", Reference("tasks.overdue")]
    assert keys_in("{{ tasks.total }}。") == ["tasks.total"]
    assert pieces("") == []


def test_a_right_text_has_no_faults() -> None:
    assert text_faults("共{{ tasks.total }}。\n无数字。", KNOWN) == []


def test_an_unknown_name_is_refused_with_its_place() -> None:
    said = text_faults("总体平稳。\n共{{ tasks.all }}项，{{ }}。", KNOWN)
    assert said == [
        "第2行第2个字：没有名为“tasks.all”的数字。",
        "第2行第19个字：没有名为“”的数字。",
    ]


def test_braces_that_are_not_closed_are_refused_with_their_place() -> None:
    assert text_faults("共{{ tasks.total 项", KNOWN) == [
        "第1行第2个字：“{{”不成对，数字请写成“{{ 名称 }}”。"
    ]
    assert len(text_faults("{{ tasks.total }}}}", KNOWN)) == 1


def test_the_first_words_name_figures_that_every_paper_has() -> None:
    for kind in Kind:
        assert text_faults(first_summary(kind), {*FIGURES, *WORDS}) == []
        assert "tasks.total" in keys_in(first_summary(kind))


@given(st.text())
def test_no_word_of_a_text_is_lost(text: str) -> None:
    words = [p for p in pieces(text) if isinstance(p, str)]
    assert "".join(words) == text or keys_in(text)
    assert all(words)
