"""Milestones: what is expected by when, and since when the work is behind."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.tasks.rules import (
    Milestone,
    MilestoneKind,
    Phase,
    begins_on,
    behind_from,
    derived,
    expected_share,
    may_find_met,
    own_faults,
)

BEGIN, DUE = date(2026, 8, 1), date(2028, 12, 31)
milestones = st.lists(
    st.builds(
        Milestone,
        kind=st.sampled_from(MilestoneKind),
        key=st.just("k"),
        title=st.just("节点"),
        due_on=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        expected=st.none() | st.integers(1, 100),
        met=st.booleans(),
    ),
    max_size=6,
)
progress = st.none() | st.integers(0, 100)


def own(due_on: date, expected: int | None = None, *, met: bool = False) -> Milestone:
    return Milestone(MilestoneKind.OWN, "a", "完成初稿", due_on, expected, met)


def test_behind_since_the_day_after_the_first_that_was_missed() -> None:
    first, second = own(date(2026, 9, 30), 30), own(date(2026, 12, 31), 60)
    assert behind_from([first, second], 20) == date(2026, 10, 1)
    assert behind_from([first, second], 30) == date(2027, 1, 1)
    assert behind_from([first, second], 60) is None
    assert behind_from([], None) is None


def test_what_is_not_known_shows_nothing() -> None:
    assert behind_from([own(date(2026, 9, 30), 1)], None) == date(2026, 10, 1)


def test_a_verifier_may_find_it_met() -> None:
    assert behind_from([own(date(2026, 9, 30), 30, met=True)], None) is None


def test_one_of_ones_own_without_a_measure_is_met_by_finding_alone() -> None:
    assert behind_from([own(date(2026, 9, 30))], 100) == date(2026, 10, 1)


def test_a_phase_says_when_but_not_how_much() -> None:
    phase = Milestone(MilestoneKind.PHASE, "p", "动员部署", date(2026, 9, 30))
    assert behind_from([phase], None) is None


@given(milestones, progress, progress)
def test_more_progress_never_puts_the_work_further_behind(
    found: list[Milestone], one: int | None, other: int | None
) -> None:
    less, more = sorted((one, other), key=lambda p: -1 if p is None else p)
    before, after = behind_from(found, less), behind_from(found, more)
    assert after is None or (before is not None and before <= after)


def test_the_plan_gives_phases_and_years() -> None:
    phases = [
        Phase("1", "动员部署", date(2026, 6, 30)),
        Phase("2", "全面推进", date(2027, 6, 30)),
        Phase("3", "总结", DUE),
        Phase("4", "此后", date(2029, 6, 30)),
    ]
    found = list(derived(BEGIN, DUE, phases))
    assert [(m.kind.value, m.title, m.due_on, m.expected) for m in found] == [
        ("phase", "全面推进", date(2027, 6, 30), None),
        ("phase", "总结", DUE, None),
        ("year", "2026年度", date(2026, 12, 31), 17),
        ("year", "2027年度", date(2027, 12, 31), 58),
    ]


def test_milestones_are_named_in_chinese_whatever_language_the_publisher_reads() -> None:
    with translation.override("en"):
        titles = [milestone.title for milestone in derived(BEGIN, DUE, [])]
    assert titles == ["2026年度", "2027年度"]


@pytest.mark.parametrize(
    ("begin", "due"),
    [
        (date(2026, 8, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 12, 31)),  # nothing can be expected on the first day
        (date(2026, 8, 1), date(2026, 3, 1)),  # given out after its due day
    ],
)
def test_no_slices(begin: date, due: date) -> None:
    assert list(derived(begin, due, [])) == []


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 3000))
def test_slices_grow_and_never_expect_everything(begin: date, length: int) -> None:
    found = list(derived(begin, begin + timedelta(length), []))
    expected = [m.expected or 0 for m in found]
    assert expected == sorted(expected)
    assert all(1 <= e < 100 for e in expected)


@pytest.mark.parametrize(
    ("due_on", "expected", "fields"),
    [
        (BEGIN, None, set()),
        (DUE, 100, set()),
        (BEGIN - timedelta(1), None, {"due_on"}),
        (DUE + timedelta(1), 50, {"due_on"}),
        (BEGIN, 0, {"expected"}),
        (BEGIN, 101, {"expected"}),
    ],
)
def test_one_of_ones_own_stands_within_the_task(
    due_on: date, expected: int | None, fields: set[str]
) -> None:
    assert set(own_faults(due_on, expected, begins_on=BEGIN, task_due_on=DUE)) == fields


@pytest.mark.parametrize(
    ("kind", "days", "may"),
    [("own", 9, True), ("phase", 1, False), ("phase", 0, True), ("year", 1, False)],
)
def test_what_the_plan_laid_is_found_met_on_its_day_at_the_earliest(
    kind: str, days: int, may: bool
) -> None:
    milestone = Milestone(MilestoneKind(kind), "k", "节点", BEGIN + timedelta(days))
    assert may_find_met(milestone, BEGIN) is may


@given(
    opened_on=st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    ahead=st.integers(-400, 400),
    length=st.integers(1, 2000),
)
def test_a_plan_published_ahead_asks_for_nothing_before_its_period(
    opened_on: date, ahead: int, length: int
) -> None:
    start = opened_on + timedelta(ahead)
    first = begins_on(opened_on, start)
    due_on = first + timedelta(length)
    behind = behind_from(derived(first, due_on, []), None)
    assert behind is None or behind > start
    assert expected_share(first, due_on, start) == 0
    assert begins_on(opened_on, None) == opened_on
