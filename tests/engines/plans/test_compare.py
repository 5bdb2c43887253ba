"""Two plans side by side: the same indicators, the same work, and what stands in one only."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.plans.forms import EAST, WEST, Form, reading, target, task
from zhicheng.engines.plans.compare import Comparison, Settings, compare
from zhicheng.engines.plans.compare.assignment import best_pairs
from zhicheng.engines.plans.compare.likeness import Scale, cosine, folded, shared_phrases
from zhicheng.engines.plans.compare.measures import Measure, comparable, decimal, measure


def target_names(comparison: Comparison) -> set[tuple[str, str]]:
    return {(pair.a["indicator"], pair.b["indicator"]) for pair in comparison.targets}


def task_names(comparison: Comparison) -> set[tuple[str, str]]:
    return {(match.a["title"], match.b["title"]) for match in comparison.tasks}


def test_the_same_indicators_are_found_whatever_they_are_called() -> None:
    comparison = compare(EAST, WEST)
    assert target_names(comparison) == {
        ("每万人口高价值发明专利拥有量", "每万人高价值发明专利拥有量"),
        ("有效注册商标量", "有效商标注册量"),
        ("知识产权服务机构数量", "培育知识产权服务机构数"),
    }
    assert [one["indicator"] for one in comparison.targets_only_a] == [
        "每万人口发明专利拥有量", "地理标志保护产品数量", "知识产权保护满意度",
    ]  # fmt: skip
    assert [one["indicator"] for one in comparison.targets_only_b] == ["知识产权质押融资金额"]


def test_a_score_is_not_a_rank() -> None:
    score = reading("东城市", [target("知识产权保护社会满意度", 86, "分")], [])
    rank = reading("西城市", [target("知识产权保护社会满意度全省位次", None, None)], [])
    assert compare(score, rank).targets == ()


def test_differences_are_in_one_unit() -> None:
    differences = {
        pair.a["indicator"]: (pair.difference, pair.unit) for pair in compare(EAST, WEST).targets
    }
    assert differences == {
        "每万人口高价值发明专利拥有量": (Decimal("2.5"), "件/万人"),
        "有效注册商标量": (Decimal(20000), "件"),
        "知识产权服务机构数量": (Decimal(-5), "个"),
    }


def test_the_same_work_is_found_one_task_may_have_several_counterparts() -> None:
    comparison = compare(EAST, WEST)
    assert task_names(comparison) == {
        ("培育高价值专利", "加强专利培育"),
        ("推进商标品牌建设", "实施品牌强市工程"),
        ("推进商标品牌建设", "建设商标品牌指导站"),
        ("加强组织领导", "强化组织领导"),
    }
    assert [one["title"] for one in comparison.tasks_only_a] == ["发展绿色农业"]
    assert comparison.tasks_only_b == ()
    evidence = {m.b["title"]: m.evidence for m in comparison.tasks}
    assert "高价值专利培育中心" in "".join(evidence["加强专利培育"])


def test_thresholds_are_the_callers() -> None:
    strict = Settings(task_threshold=0.99, target_threshold=0.99)
    assert (compare(EAST, WEST, strict).targets, compare(EAST, WEST, strict).tasks) == ((), ())
    loose = Settings(task_threshold=0.0, near_best=0.0)
    assert len(compare(EAST, WEST, loose).tasks) == len(EAST["tasks"]) * len(WEST["tasks"])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (target("专利授权量", 5, "件"), target("专利授权量", 5, "元")),
        (target("高价值发明专利拥有量", 5, "件"), target("发明专利拥有量", 5, "件")),
        (target("省级示范企业数量", 5, "家"), target("国家级示范企业数量", 5, "家")),
    ],
)
def test_alike_names_of_different_indicators_are_not_paired(a: Form, b: Form) -> None:
    assert compare(reading("甲市", [a], []), reading("乙市", [b], [])).targets == ()


def test_a_wish_and_a_figure_stand_side_by_side_without_a_difference() -> None:
    a, b = target("知识产权保护满意度", None, None), target("知识产权保护满意度", 85, "分")
    (pair,) = compare(reading("甲市", [a], []), reading("乙市", [b], [])).targets
    assert (pair.difference, pair.unit) == (None, None)


def test_empty_readings_have_nothing_in_common() -> None:
    nothing = reading("甲市", [], [])
    assert compare(nothing, nothing).targets == compare(nothing, EAST).targets == ()
    assert len(compare(nothing, EAST).tasks_only_b) == len(EAST["tasks"])
    untitled = reading("甲市", [target("", None, None)], [task("", "")])
    assert compare(untitled, EAST).tasks == ()


class Reading:
    """What the reader returns, as far as a comparison needs it."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def to_dict(self) -> Form:
        return self._form


def test_readings_and_their_forms_compare_alike() -> None:
    assert compare(Reading(EAST), Reading(WEST)).to_dict() == compare(EAST, WEST).to_dict()


def test_the_plain_form_names_both_plans() -> None:
    form = compare(EAST, WEST).to_dict()
    assert (form["a"]["place"], form["b"]["place"]) == ("东例市", "西例市")
    differences = {pair["a"]["indicator"]: pair["difference"] for pair in form["targets"]}
    assert differences["每万人口高价值发明专利拥有量"] == 2.5
    assert differences["有效注册商标量"] == 20000
    assert set(form["tasks"][0]) == {"a", "b", "score", "evidence"}
    alone = compare(
        reading("甲市", [target("满意度", None, None)], []),
        reading("乙市", [target("满意度", None, None)], []),
    )
    assert alone.to_dict()["targets"][0]["difference"] is None


WORDS = st.sampled_from(
    ["专利", "商标", "知识产权", "保护", "培育", "质押融资", "建设", "平台", "服务", "企业", "园区"]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map("".join)
TARGETS = st.builds(
    target,
    PHRASES,
    st.one_of(st.none(), st.integers(0, 10**6)),
    st.sampled_from(["件", "家", "个", "万件", "亿元", None]),
)
READINGS = st.builds(
    reading,
    st.sampled_from(["东例市", "西例市", "例"]),
    st.lists(TARGETS, max_size=8),
    st.lists(st.builds(task, PHRASES, PHRASES), max_size=8),
)


@settings(deadline=None)
@given(READINGS)
def test_a_plan_compared_with_itself_matches_every_item_with_itself(form: Form) -> None:
    comparison = compare(form, form)
    for pair in comparison.targets:
        assert pair.a is pair.b or pair.a == pair.b
    assert len(comparison.targets) == len(form["targets"])
    own = {id(match.a) for match in comparison.tasks if match.a is match.b}
    assert own == {id(one) for one in form["tasks"]}
    assert all(match.score <= 1 for match in comparison.tasks)


@settings(deadline=None)
@given(READINGS, READINGS)
def test_a_comparison_turned_round_finds_the_same_tasks(a: Form, b: Form) -> None:
    def edges(comparison: Comparison, first: str, second: str) -> list[tuple[Any, ...]]:
        return sorted(
            (
                form["tasks"].index(getattr(m, first)),
                other["tasks"].index(getattr(m, second)),
                round(m.score, 9),
            )
            for m in comparison.tasks
            for form, other in [(a, b)]
        )

    forth, back = compare(a, b), compare(b, a)
    assert edges(forth, "a", "b") == edges(back, "b", "a")
    assert sum(p.score for p in forth.targets) == pytest.approx(sum(p.score for p in back.targets))


@settings(deadline=None)
@given(READINGS, READINGS)
def test_every_item_is_matched_or_listed_and_targets_at_most_once(a: Form, b: Form) -> None:
    comparison = compare(a, b)
    for side, only, form in (
        ("a", comparison.targets_only_a, a),
        ("b", comparison.targets_only_b, b),
    ):
        used: list[Mapping[str, Any]] = [getattr(pair, side) for pair in comparison.targets]
        assert len({id(one) for one in used}) == len(used)
        assert len(used) + len(only) == len(form["targets"])


@given(
    st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), max_size=4),
    st.floats(0.01, 1),
)
def test_the_assignment_is_the_best_of_all(scores: list[list[float]], threshold: float) -> None:
    pairs = best_pairs(scores, threshold)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(scores[row][column] >= threshold for row, column in pairs)
    found = sum(scores[row][column] for row, column in pairs)
    assert found == pytest.approx(_best(scores, threshold, 0, frozenset()), abs=1e-6)


def _best(scores: list[list[float]], threshold: float, row: int, used: frozenset[int]) -> float:
    """By trying everything."""
    if row == len(scores):
        return 0.0
    free = [c for c in range(3) if c not in used and scores[row][c] >= threshold]
    return max(
        [_best(scores, threshold, row + 1, used)]
        + [scores[row][c] + _best(scores, threshold, row + 1, used | {c}) for c in free]
    )


def test_very_long_lists_are_paired_from_the_best_downwards() -> None:
    size = 201
    scores = [[1.0 if row == column else 0.9 for column in range(size)] for row in range(size)]
    assert best_pairs(scores, 0.95) == [(place, place) for place in range(size)]


def test_the_names_of_the_place_that_speaks_are_folded_away() -> None:
    assert folded("东例市将在全市建设，我市支持", "东例市") == "将在建设支持"
    assert folded("全省推进", None) == folded("全市推进", "例") == "推进"
    assert folded("ＰＣＴ 每万人口", "") == "pct每万人"


def test_rare_words_weigh_more_than_common_ones() -> None:
    scale = Scale(["知识产权保护", "知识产权运用", "知识产权质押"])
    assert scale.weight("质押") > scale.weight("知识")
    assert cosine({}, {}) == 0
    phrases = shared_phrases("建立项目储备库和平台", "完善项目储备库", scale_of("项目储备库"))
    assert phrases == ["项目储备库"]


def scale_of(text: str) -> Scale:
    return Scale([text, "建立项目储备库和平台"])


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (11, "万件", Measure(Decimal(110000), "件")),
        (1.5, "亿元", Measure(Decimal(150000000), "元")),
        (3, "件/万人", Measure(Decimal(3), "件/万人")),
        (5, "万人次", Measure(Decimal(50000), "人次")),
        (5, "％", Measure(Decimal(5), "%")),
        (Decimal("0.76"), None, Measure(Decimal("0.76"), "")),
        ("约五件", "件", None),
        ("NaN", "件", None),
        (True, "件", None),
        ([1, 2], "件", None),
        (None, "件", None),
    ],
)
def test_values_are_scaled_to_the_plain_unit(
    value: Any, unit: str | None, expected: Measure | None
) -> None:
    assert measure(value, unit) == expected


def test_bodies_are_counted_in_more_than_one_way() -> None:
    one = Decimal(1)
    assert comparable(Measure(one, "家"), Measure(one, "个"))
    assert not comparable(Measure(one, "家"), Measure(one, "件"))
    assert decimal("1e400") is not None
