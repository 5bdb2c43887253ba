"""Late starts: a signature alone turns nothing green that it came too late for (R-SC-2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.tasks.rules import (
    EXAMPLES,
    Boundaries,
    Colour,
    Condition,
    LightTable,
    Stage,
    Timing,
    awaits_signature,
    caught_up,
    condition,
    expected_share,
    late_from,
)

DAY = date(2026, 3, 10)
days = st.integers(-400, 400).map(lambda n: DAY + timedelta(n))
percent = st.integers(0, 100)


def test_the_last_day_itself_is_in_time() -> None:
    assert late_from(DAY, DAY) is None
    assert late_from(DAY, DAY + timedelta(1)) == DAY + timedelta(1)
    assert late_from(DAY, DAY + timedelta(20)) == DAY + timedelta(1)


@pytest.mark.parametrize(
    ("stage", "before", "waits"),
    [
        (Stage.ASSIGNED, Stage.DRAFTED, True),
        (Stage.FREEZE_ASKED, Stage.ASSIGNED, True),
        (Stage.FREEZE_ASKED, Stage.IN_PROGRESS, False),
        (Stage.FROZEN, Stage.FREEZE_ASKED, False),
        (Stage.ACCEPTED, Stage.ASSIGNED, False),
    ],
)
def test_a_freeze_that_is_only_asked_for_does_not_end_the_wait(
    stage: Stage, before: Stage, waits: bool
) -> None:
    assert awaits_signature(stage, before) is waits


@pytest.mark.parametrize(
    ("days", "share"),
    [(-5, 0), (0, 0), (1, 0), (2, 1), (100, 50), (199, 99), (200, 100), (300, 100)],
)
def test_the_share_of_the_time_is_rounded_down(days: int, share: int) -> None:
    assert expected_share(DAY, DAY + timedelta(200), DAY + timedelta(days)) == share


def test_a_task_without_time_expects_everything() -> None:
    assert expected_share(DAY, DAY, DAY) == 100
    assert expected_share(DAY, DAY - timedelta(3), DAY - timedelta(9)) == 100


@pytest.mark.parametrize(
    ("progress", "expected", "good"), [(0, 0, False), (1, 0, True), (30, 30, True), (29, 30, False)]
)
def test_progress_makes_good_where_it_reaches_what_is_expected(
    progress: int, expected: int, good: bool
) -> None:
    assert caught_up(progress, expected) is good


@given(percent, percent, percent, percent)
def test_more_progress_never_loses_and_more_time_never_wins(
    progress: int, more: int, expected: int, later: int
) -> None:
    if caught_up(progress, expected):
        assert caught_up(max(progress, more), expected)
    if not caught_up(progress, expected):
        assert not caught_up(progress, max(expected, later))


@given(days, days, days, st.integers(0, 400))
def test_what_is_expected_only_grows_with_time(
    begins_on: date, due_on: date, on: date, later: int
) -> None:
    first = expected_share(begins_on, due_on, on)
    assert 0 <= first <= expected_share(begins_on, due_on, on + timedelta(later)) <= 100


@given(st.sampled_from(EXAMPLES), days, days, st.integers(0, 200))
def test_what_began_late_is_not_green_on_any_day_after(
    table: LightTable, sign_by: date, signed_on: date, later: int
) -> None:
    late = late_from(sign_by, signed_on)
    on = signed_on + timedelta(later)
    far = on + timedelta(1000)
    timing = Timing(Stage.IN_PROGRESS, far, late_from=late)
    found = condition(timing, Boundaries(on, on), table.precedence)
    assert found is (Condition.BEGUN_LATE if late else Condition.NORMAL)
    assert (table.lamp(found).colour is Colour.GREEN) is (signed_on <= sign_by)
