"""The states at the top, and which targets come first."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.overview.rules import doubtful, gravity, shown_stages
from zhicheng.governance.targets.rules import Outlook, Standing, Status
from zhicheng.governance.tasks.rules import Stage


@given(st.fixed_dictionaries({stage: st.integers(0, 3) for stage in Stage}))
def test_the_states_that_are_shown_add_up_to_all_tasks(counts: dict[Stage, int]) -> None:
    shown = shown_stages(counts)
    assert sum(counts[stage] for stage in shown) == sum(counts.values())
    assert Stage.VERIFIED in shown
    assert (Stage.ENDED in shown) == (counts[Stage.ENDED] > 0)


def test_what_was_missed_comes_first_and_what_is_not_known_before_what_is_well() -> None:
    order = [
        Standing(Status.MISSED, Outlook.BEHIND, ""),
        Standing(Status.MEASURED, Outlook.BEHIND, ""),
        Standing(Status.MEASURED, Outlook.AT_RISK, ""),
        Standing(Status.CONFIRMED, Outlook.UNKNOWN, ""),
        Standing(Status.MET, Outlook.ON_TRACK, ""),
        Standing(Status.NOT_MEASURABLE, Outlook.UNKNOWN, ""),
    ]
    assert all(gravity(graver) < gravity(other) for graver, other in pairwise(order))
    assert [doubtful(standing) for standing in order] == [True, True, True, False, False, False]
