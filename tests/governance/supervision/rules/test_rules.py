"""What the procedures allow, and the rules that are data."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.governance.supervision.rules import (
    ESCALATION,
    LISTING,
    ORDER,
    ORDER_TOLD,
    PROPOSALS,
    REQUEST,
    REQUEST_TOLD,
    UNIT,
    As,
    EscalationPlan,
    EscalationStep,
    ListingRule,
    OrderFacts,
    OrderState,
    Ripe,
    Series,
    Triggers,
    circular_steps,
    deserves_praise,
    escalation_faults,
    escalation_step,
    listing_faults,
    missed,
    overdue,
    paper_number,
    period_faults,
    plan_of,
    proposal_rule,
    publishing_fault,
    step_come_up,
    step_key,
    trigger_faults,
)

OVERDUE, MILESTONES = PROPOSALS.rules
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


def test_rules_and_steps_are_found_by_their_keys_for_ever() -> None:
    assert proposal_rule("overdue-10") is OVERDUE
    assert proposal_rule("gone") is None
    own = replace(
        ESCALATION, valid_from=DAY, steps=(EscalationStep(2, UNIT, "约谈", True, "20260302-2"),)
    )
    plans = (ESCALATION, own)
    assert escalation_step(plans, "late-1") is ESCALATION.steps[0]
    assert escalation_step(plans, step_key(DAY, 2)) is own.steps[0]
    assert escalation_step(plans, "") is None
    assert circular_steps(plans) == {"late-5", "20260302-2"}


def test_what_is_built_in_could_be_set_by_a_city() -> None:
    assert escalation_faults(ESCALATION) == []
    assert listing_faults(LISTING) == {}
    late, behind = PROPOSALS.rules
    given = (late.least, late.days, behind.least, behind.days)
    triggers = Triggers(PROPOSALS.valid_from, PROPOSALS.source, *given)
    assert trigger_faults(triggers) == {}
    assert plan_of(triggers) == PROPOSALS


_STEP = EscalationStep(1, UNIT, "提醒")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "应有 1 到"),
        (tuple(replace(_STEP, days=n) for n in range(1, 8)), "应有 1 到"),
        ((replace(_STEP, days=0),), "逾期天数应在"),
        ((replace(_STEP, days=61),), "逾期天数应在"),
        ((replace(_STEP, days=3), replace(_STEP, days=3)), "逐步增加"),
        ((replace(_STEP, words=" "),), "写明每一步的措施"),
        ((replace(_STEP, words="长" * 41),), "写明每一步的措施"),
        ((replace(_STEP, to=()),), "须通知"),
        ((replace(_STEP, to=(As.CLOCK,)),), "须通知"),
    ],
)
def test_steps_that_cannot_be_a_rule(steps: tuple[EscalationStep, ...], said: str) -> None:
    [fault] = escalation_faults(EscalationPlan(DAY, "示府办〔2026〕1号", steps))
    assert said in fault
    assert len(escalation_faults(EscalationPlan(DAY, " ", steps))) == 2


@given(st.integers(-5, 300), st.integers(-5, 300))
def test_numbers_out_of_bounds_are_no_rule(least: int, days: int) -> None:
    found = trigger_faults(Triggers(DAY, " ", least, days, 1, 1))
    assert ("overdue_least" in found) == (not 1 <= least <= 120)
    assert ("overdue_days" in found) == (not 1 <= days <= 250)
    assert "source" in found
    listed = listing_faults(ListingRule(DAY, "", praise=least, criticism=1))
    assert ("praise" in listed) == (not 1 <= least <= 99)
    assert "source" in listed


@given(st.integers(0, 400))
def test_overdue_from_the_tenth_working_day_on(late: int) -> None:
    assert overdue(OVERDUE, DAY, late) == (Ripe(DAY, late) if late >= 10 else None)


@given(st.lists(st.dates(), max_size=6))
def test_the_second_missed_milestone_counts_from_the_last(days: list[date]) -> None:
    found = missed(MILESTONES, days)
    assert found == (Ripe(max(days), len(days)) if len(days) >= 2 else None)


@given(st.integers(0, 60))
def test_the_latest_step_that_has_come_up_is_the_one(late: int) -> None:
    steps = ESCALATION.steps
    found = step_come_up(steps, late)
    come = [s for s in steps if s.days <= late]
    assert found == (come[-1] if come else None)


def test_praise_is_for_who_closed_enough_and_all_in_time() -> None:
    in_time, late = (DAY, DAY), (DAY, DAY + timedelta(1))
    assert deserves_praise(LISTING, [in_time, in_time])
    assert not deserves_praise(LISTING, [in_time])
    assert not deserves_praise(LISTING, [in_time, in_time, late])


def test_a_circular_is_published_when_its_period_is_over_and_every_entry_has_grounds() -> None:
    assert publishing_fault(DAY, DAY, [True, True]) == ""
    assert "尚未结束" in publishing_fault(DAY + timedelta(1), DAY, [True])
    assert "没有列出" in publishing_fault(DAY, DAY, [])
    assert "没有依据" in publishing_fault(DAY, DAY, [True, False])
    assert period_faults(DAY, DAY) == {}
    assert "早于" in period_faults(DAY, DAY - timedelta(1))["period_to"]
    assert "年份似有误" in period_faults(DAY, date(9999, 12, 31))["period_to"]
    assert "过早" in period_faults(date(307, 1, 14), DAY)["period_from"]
