"""What the public is told of a task, when something can be opened, and what a cell may hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.disclosure.rules import (
    LONGEST_NOTE,
    PROGRESS_NAMES,
    Progress,
    cell,
    opening_faults,
    progress,
)
from zhicheng.governance.tasks.rules import Condition, Stage

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("stage", "light", "said"),
    [
        (Stage.DRAFTED, Condition.NORMAL, Progress.NOT_BEGUN),
        (Stage.ASSIGNED, Condition.LATE_START, Progress.NOT_BEGUN),
        (Stage.ASSIGNED, Condition.OVERDUE, Progress.OVERDUE),
        (Stage.RETURNED, Condition.NORMAL, Progress.UNDER_WAY),
        (Stage.VERIFIED, Condition.SOON, Progress.UNDER_WAY),
        (Stage.REPORTED, Condition.OVERDUE, Progress.OVERDUE),
        (Stage.CLOSED, Condition.DONE, Progress.DONE),
        (Stage.FROZEN, Condition.FROZEN, Progress.PAUSED),
    ],
)
def test_progress(stage: Stage, light: Condition, said: Progress) -> None:
    assert progress(stage, light) is said


def test_everything_has_a_name() -> None:
    assert set(PROGRESS_NAMES) == set(Progress)


@pytest.mark.parametrize(
    ("opens_on", "checked", "note", "fields"),
    [
        (TODAY, True, "", set()),
        (TODAY + timedelta(366), True, "说明", set()),
        (TODAY - timedelta(1), True, "", {"opens_on"}),
        (TODAY + timedelta(367), True, "", {"opens_on"}),
        (TODAY, True, "请联系13800000000", {"note"}),
        (TODAY, False, "字" * (LONGEST_NOTE + 1), {"checked", "note"}),
    ],
)
def test_openings(opens_on: date, checked: bool, note: str, fields: set[str]) -> None:
    assert set(opening_faults(opens_on, checked, note, TODAY)) == fields


@given(st.text())
def test_no_cell_is_a_formula_and_no_word_is_lost(text: str) -> None:
    written = cell(text)
    assert not written.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written.removeprefix("'") == text or written == text
