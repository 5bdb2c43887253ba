"""The states at the top."""

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.overview.rules import shown_stages
from zhicheng.governance.tasks.rules import Stage


@given(st.fixed_dictionaries({stage: st.integers(0, 3) for stage in Stage}))
def test_the_states_that_are_shown_add_up_to_all_tasks(counts: dict[Stage, int]) -> None:
    shown = shown_stages(counts)
    assert sum(counts[stage] for stage in shown) == sum(counts.values())
    assert Stage.VERIFIED in shown
    assert (Stage.ENDED in shown) == (counts[Stage.ENDED] > 0)
