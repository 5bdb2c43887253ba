"""What the procedures allow, and the rules that are data."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.governance.supervision.rules import (
    ESCALATION_PLANS,
    ORDER,
    ORDER_TOLD,
    PROPOSAL_PLANS,
    REQUEST,
    REQUEST_TOLD,
    As,
    OrderFacts,
    OrderState,
    Ripe,
    Series,
    circular_steps,
    deserves_praise,
    escalation_plan,
    escalation_step,
    missed,
    overdue,
    paper_number,
    period_faults,
    praise_rule,
    proposal_plan,
    proposal_rule,
    publishing_fault,
    step_come_up,
)

OVERDUE, MILESTONES = PROPOSAL_PLANS[0].rules
DAY = date(2026, 3, 2)


def test_the_page_of_the_room_shows_the_procedures() -> None:
    page = Path("docs/supervision.md").read_text("utf-8")
    assert mermaid(ORDER) in page
    assert mermaid(REQUEST) in page


def test_who_is_told_of_verbs_that_there_are() -> None:
    assert set(ORDER_TOLD) <= {t.verb for t in ORDER.transitions}
    assert set(REQUEST_TOLD) == {t.verb for t in REQUEST.transitions}


def test_an_order_without_evidence_is_not_accepted() -> None:
    facts = OrderFacts(evidence=0)
    with pytest.raises(Refused, match="佐证材料"):
        apply(ORDER, OrderState.ANSWERED, "accept", who={As.VERIFIER}, facts=facts)
    taken = apply(
        ORDER, OrderState.ANSWERED, "accept", who={As.VERIFIER}, facts=OrderFacts(evidence=1)
    )
    assert taken.to == OrderState.ACCEPTED


def test_escalating_leaves_an_order_where_it_is() -> None:
    for state in (OrderState.ISSUED, OrderState.RETURNED):
        taken = apply(ORDER, state, "escalate", who={As.CLOCK}, facts=OrderFacts(), reason="逾期")
        assert taken.to == state


def test_numbers_are_written_as_papers_have_them() -> None:
    assert paper_number(Series.ORDER, 2026, 3) == "督办〔2026〕3号"
    assert paper_number(Series.CIRCULAR, 2026, 12) == "通报〔2026〕12号"


def test_each_day_has_its_rules_and_the_time_before_has_none() -> None:
    assert proposal_plan(DAY) is PROPOSAL_PLANS[-1]
    assert escalation_plan(DAY) is ESCALATION_PLANS[-1]
    for ask in (proposal_plan, escalation_plan):
        with pytest.raises(LookupError):
            ask(date(1999, 12, 31))


def test_rules_and_steps_are_found_by_their_keys_for_ever() -> None:
    assert proposal_rule("overdue-10") is OVERDUE
    assert proposal_rule("gone") is None
    assert escalation_step("late-1") is ESCALATION_PLANS[0].steps[0]
    assert escalation_step("") is None
    keys = [s.key for plan in ESCALATION_PLANS for s in plan.steps]
    assert len(keys) == len(set(keys))
    assert circular_steps() == {"late-5"}


def test_every_plan_says_where_it_comes_from_and_orders_its_steps() -> None:
    for plan in (*PROPOSAL_PLANS, *ESCALATION_PLANS):
        assert plan.source
    for escalation in ESCALATION_PLANS:
        days = [step.days for step in escalation.steps]
        assert days == sorted(set(days))
        assert min(days) >= 1


@given(st.integers(0, 400))
def test_overdue_from_the_tenth_working_day_on(late: int) -> None:
    assert overdue(OVERDUE, DAY, late) == (Ripe(DAY, late) if late >= 10 else None)


@given(st.lists(st.dates(), max_size=6))
def test_the_second_missed_milestone_counts_from_the_last(days: list[date]) -> None:
    found = missed(MILESTONES, days)
    assert found == (Ripe(max(days), len(days)) if len(days) >= 2 else None)


@given(st.integers(0, 60))
def test_the_latest_step_that_has_come_up_is_the_one(late: int) -> None:
    steps = ESCALATION_PLANS[0].steps
    found = step_come_up(steps, late)
    come = [s for s in steps if s.days <= late]
    assert found == (come[-1] if come else None)


def test_praise_is_for_who_closed_enough_and_all_in_time() -> None:
    rule = praise_rule(DAY)
    in_time, late = (DAY, DAY), (DAY, DAY + timedelta(1))
    assert deserves_praise(rule, [in_time, in_time])
    assert not deserves_praise(rule, [in_time])
    assert not deserves_praise(rule, [in_time, in_time, late])
    with pytest.raises(LookupError):
        praise_rule(date(1999, 12, 31))


def test_a_circular_is_published_when_its_period_is_over_and_every_entry_has_grounds() -> None:
    assert publishing_fault(DAY, DAY, [True, True]) == ""
    assert "尚未结束" in publishing_fault(DAY + timedelta(1), DAY, [True])
    assert "没有列出" in publishing_fault(DAY, DAY, [])
    assert "没有依据" in publishing_fault(DAY, DAY, [True, False])
    assert period_faults(DAY, DAY) == {}
    assert "早于" in period_faults(DAY, DAY - timedelta(1))["period_to"]
    assert "过早" in period_faults(date(307, 1, 14), DAY)["period_from"]
