"""What keeps a scheme from being published, and what may be written into a sheet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.assessment.rules import (
    DimensionDraft,
    FormulaDraft,
    IndicatorDraft,
    Measure,
    Named,
    SchemeDraft,
    SchemeState,
    SelfScore,
    Subject,
    Terms,
    Verdict,
    appeal_fault,
    appeal_terms_faults,
    formula_faults,
    is_scored,
    points_fault,
    publish_faults,
    self_score_faults,
    terms_faults,
    verdict_faults,
)

D = Decimal
TERMS = Terms(2026, date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 20), date(2027, 1, 20))
FORMULA = FormulaDraft(Measure.IN_TIME, D(60), D(100))


def sound(*weights: Decimal | int) -> SchemeDraft:
    """A draft in which each dimension has one indicator of its own weight."""
    dimensions = [
        DimensionDraft(f"维度{n}", D(w), [IndicatorDraft(f"指标{n}", D(w))])
        for n, w in enumerate(weights)
    ]
    return SchemeDraft(Subject.UNITS, TERMS, dimensions, 3)


def test_a_sound_draft_can_be_published() -> None:
    assert publish_faults(sound(60, 40)) == []


@given(st.lists(st.integers(1, 90), min_size=1, max_size=8))
def test_exactly_the_weights_that_sum_to_100_pass(weights: list[int]) -> None:
    assert (publish_faults(sound(*weights)) == []) == (sum(weights) == 100)


def test_every_fault_is_named_at_once() -> None:
    draft = SchemeDraft(
        Subject.UNITS, replace(TERMS, end=date(2025, 12, 31)),
        [
            DimensionDraft("空", D(10)),
            DimensionDraft("偏", D(50), [IndicatorDraft("甲", D(40), FormulaDraft(None, None, None))]),
        ],
        0,
    )  # fmt: skip
    found = "\n".join(publish_faults(draft))
    for word in (
        "不能早于考核期开始",
        "合计 60",
        "“空”还没有",
        "“偏”权重 50",
        "“甲”：",
        "被考核单位",
    ):
        assert word in found


def test_without_dimensions_and_with_several_for_the_city() -> None:
    draft = SchemeDraft(Subject.CITY, TERMS, [], 2)
    found = publish_faults(draft)
    assert found == ["还没有考核维度。", "对全市的考核由一个单位汇总填报，现选择了 2 个。"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end": date(2025, 1, 1)}, "period_end"),
        ({"start": date(206, 1, 1)}, "period_start"),
        ({"end": date(2126, 1, 1)}, "period_start"),
        ({"self_by": date(2025, 12, 1)}, "self_by"),
        ({"self_by": date(2126, 12, 1)}, "self_by"),
        ({"submit_by": date(2026, 12, 1)}, "submit_by"),
        ({"submit_by": date(9999, 12, 1)}, "submit_by"),
    ],
)
def test_days_that_do_not_fit(changes: dict[str, Any], field: str) -> None:
    assert field in terms_faults(replace(TERMS, **changes))


@pytest.mark.parametrize("year", [-5, 1999, 2101])
def test_a_year_that_is_none(year: int) -> None:
    assert "year" in terms_faults(replace(TERMS, year=year))


@pytest.mark.parametrize(
    ("appeal", "answer", "fields"),
    [
        (0, 1, []), (60, 60, []), (-1, 5, ["appeal_days"]), (5, 0, ["answer_days"]),
        (2_000_000_000, 61, ["appeal_days", "answer_days"]),
    ],
)  # fmt: skip
def test_days_for_appeals_and_answers(appeal: int, answer: int, fields: list[str]) -> None:
    assert list(appeal_terms_faults(appeal, answer)) == fields


def test_a_scheme_that_goes_nowhere_has_no_term_for_that() -> None:
    assert terms_faults(replace(TERMS, submit_by=None)) == {}


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (FormulaDraft(None, D(0), D(1)), "measure"),
        (FormulaDraft(Measure.ATTAINMENT, D(0), D(100)), "target"),
        (FormulaDraft(Measure.ATTAINMENT, D(0), D(100), target=Named.GONE), "target"),
        (FormulaDraft(Measure.ATTAINMENT, D(0), D(100), target=Named.QUALITATIVE), "target"),
        (replace(FORMULA, floor=None), "floor"),
        (replace(FORMULA, full=None), "floor"),
        (replace(FORMULA, full=D(60)), "full"),
        (replace(FORMULA, steps=1), "steps"),
        (replace(FORMULA, steps=21), "steps"),
    ],
)
def test_formulas_that_do_not_hold_up(draft: FormulaDraft, field: str) -> None:
    assert list(formula_faults(draft)) == [field]


def test_formulas_that_do() -> None:
    assert formula_faults(FORMULA) == {}
    assert (
        formula_faults(replace(FORMULA, measure=Measure.ATTAINMENT, target=Named.FIT, steps=5))
        == {}
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (SelfScore(D(-1), "", D(10)), "score"),
        (SelfScore(D(11), "", D(10)), "score"),
        (SelfScore(D("1.234"), "", D(10)), "score"),
        (SelfScore(D("NaN"), "", D(10)), "score"),
        (SelfScore(None, " ", D(10)), "note"),
        (SelfScore(D(5), "", D(10), D(4)), "note"),
    ],
)
def test_self_scores_that_do_not_hold_up(said: SelfScore, field: str) -> None:
    assert list(self_score_faults(said)) == [field]


def test_self_scores_that_do() -> None:
    for said in (
        SelfScore(D(5), "", D(10)),
        SelfScore(D(4), "", D(10), D("4.00")),
        SelfScore(D(5), "另有材料", D(10), D(4)),
        SelfScore(None, "没有这项工作", D(10)),
    ):
        assert self_score_faults(said) == {}


def test_when_an_indicator_is_scored() -> None:
    assert is_scored(None, "没有数据", evidence=0, demanded=True)
    assert not is_scored(None, " ", evidence=1, demanded=False)
    assert is_scored(D(0), "", evidence=0, demanded=True), "nothing to prove"
    assert not is_scored(D(1), "", evidence=0, demanded=True)
    assert is_scored(D(1), "", evidence=1, demanded=True)
    assert is_scored(D(1), "", evidence=0, demanded=False)


@pytest.mark.parametrize(
    ("verdict", "field"),
    [
        (Verdict(D(1), "不适用", exempt=True), "score"),
        (Verdict(None, " ", exempt=True), "reason"),
        (Verdict(None, "无"), "score"),
        (Verdict(D(11), "多"), "score"),
        (Verdict(D(4), " "), "reason"),
    ],
)
def test_verdicts_that_do_not_hold_up(verdict: Verdict, field: str) -> None:
    assert list(verdict_faults(verdict, self_score=D(5), mark=D(10))) == [field]


def test_verdicts_that_do() -> None:
    for verdict in (Verdict(D(5), ""), Verdict(D(4), "扣减"), Verdict(None, "不适用", exempt=True)):
        assert verdict_faults(verdict, self_score=D(5), mark=D(10)) == {}


def test_marks_of_a_bonus() -> None:
    assert points_fault(D(2), D(2)) == ""
    for wrong in (D(0), D(-1), D("NaN"), D("2.5"), D("0.001")):
        assert points_fault(wrong, D(2))


@pytest.mark.parametrize(
    ("state", "days", "until", "said"),
    [
        (SchemeState.FROZEN, 5, date(2026, 12, 31), "已经定稿"),
        (SchemeState.ANNOUNCED, 0, date(2026, 12, 31), "没有设申诉期"),
        (SchemeState.PUBLISHED, 5, None, "尚未公示"),
        (SchemeState.ANNOUNCED, 5, None, "尚未公示"),
        (SchemeState.ANNOUNCED, 5, date(2026, 12, 24), "届满"),
        (SchemeState.ANNOUNCED, 5, date(2026, 12, 25), ""),
    ],
)
def test_when_an_appeal_is_taken(
    state: SchemeState, days: int, until: date | None, said: str
) -> None:
    found = appeal_fault(state, days, until, date(2026, 12, 25))
    assert said in found
    assert bool(found) == bool(said)
