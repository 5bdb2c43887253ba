"""What was decided of a task goes on with it, as long as the amendment leaves the task alone."""

from datetime import date
from typing import Any

import pytest

from zhicheng.governance.plans.rules.carrying import carried
from zhicheng.governance.plans.rules.dates import Period
from zhicheng.governance.plans.rules.matching import Entry

END = date(2028, 12, 31)
WRITTEN: dict[str, Any] = {
    "title": "培育专利",
    "text": "共建中心。",
    "lead": [],
    "responsible": ["市甲局"],
}
DECIDED = {"due_on": "2027-06-30", "due_source": "decided"}
INFERRED = {"due_on": "2028-12-31", "due_source": "inferred"}
ASSIGNED = {"assigned": {"lead": [1], "responsible": [2]}}


def _period(end: date | None) -> Period:
    return Period(date(2026, 1, 1), end, date(2026, 3, 2))


def _carried(
    old: dict[str, Any],
    new: dict[str, Any] | None = None,
    *,
    words: str = "1.培育专利。共建中心。",
    end: date | None = END,
) -> dict[str, Any]:
    before = Entry(1, "task", "二/1", "1.培育专利。共建中心。", {**WRITTEN, **old})
    after = Entry(2, "task", "二/1", words, {**WRITTEN, **(new or {})})
    return carried(before, after, _period(end), {1, 2})


def test_a_day_and_units_that_a_person_settled_are_taken_over_and_marked() -> None:
    assert _carried({**DECIDED, **ASSIGNED}) == {
        **DECIDED,
        "due_carried": True,
        **ASSIGNED,
        "assigned_carried": True,
    }
    assert _carried({}) == {}


def test_another_number_alone_is_no_other_text() -> None:
    assert _carried(DECIDED, words="2.培育专利。共建中心。")["due_on"] == "2027-06-30"


def test_a_reworded_task_is_decided_anew() -> None:
    reworded = {"text": "共建中心，配备人员。"}
    assert _carried({**DECIDED, **ASSIGNED}, reworded, words="1.共建中心，配备人员。") == {}


def test_only_tasks_carry_anything() -> None:
    target = Entry(1, "target", "一", "总量达到8件。", {"indicator": "总量", **DECIDED})
    assert carried(target, target, _period(END), ()) == {}


def test_a_day_that_the_amendment_states_anew_holds() -> None:
    assert _carried(DECIDED, {"due": "2027-09"}) == {}
    again = _carried({**DECIDED, "due": "2027-03"}, {"due": "2027-03"})
    assert again["due_on"] == "2027-06-30"


def test_a_day_kept_against_the_period_goes_on_with_its_reason() -> None:
    kept = {"due_on": "2030-06-30", "due_source": "kept", "due_reason": "省里下达"}
    stated = {"due": "2030-06-30"}
    assert _carried({**kept, **stated}, stated) == {**kept, "due_carried": True}
    assert _carried({**kept, **stated}, {"due": "2027-06-30"}) == {}


@pytest.mark.parametrize("end", [date(2030, 12, 31), None])
def test_a_day_inferred_from_another_period_is_inferred_anew(end: date | None) -> None:
    assert _carried(INFERRED)["due_source"] == "inferred"
    assert _carried(INFERRED, end=end) == {}
    assert _carried(DECIDED, end=end)["due_on"] == "2027-06-30"


def test_units_are_not_taken_over_where_others_are_written_or_one_is_retired() -> None:
    assert _carried(ASSIGNED, {"responsible": ["市丙局"]}) == {}
    assert _carried({"assigned": {"lead": [1], "responsible": [9]}}) == {}


def test_a_day_decided_outside_of_the_new_period_is_to_be_decided_anew() -> None:
    assert _carried(DECIDED, end=date(2027, 6, 30))["due_on"] == "2027-06-30"
    assert _carried(DECIDED, end=date(2027, 6, 29)) == {}
