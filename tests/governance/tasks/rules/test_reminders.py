"""Reminders and escalation: which rule counts for which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.calendar import published
from zhicheng.governance.tasks.rules import (
    Anchor,
    As,
    ReminderRule,
    Told,
    latest_anchor,
    rules_on,
    windows,
)

CALENDAR = published().with_estimates()
DAY = date(2026, 11, 22)
RULES = rules_on(DAY).rules
some_days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(some_days, st.sampled_from(RULES), st.integers(-60, 60))
def test_a_rule_has_come_up_for_a_day_exactly_when_its_own_day_has(
    on: date, rule: ReminderRule, distance: int
) -> None:
    anchor_on = on + timedelta(distance)
    has_come = CALENDAR.add_working_days(anchor_on, rule.days) <= on
    assert has_come == (anchor_on <= latest_anchor(rule, on, CALENDAR))


@given(some_days, st.sampled_from(Anchor), st.integers(-60, 60))
def test_at_most_one_rule_counts_for_a_day_and_it_is_the_latest(
    on: date, anchor: Anchor, distance: int
) -> None:
    anchor_on = on + timedelta(distance)
    found = [
        w.rule
        for w in windows(RULES, on, CALENDAR)
        if w.rule.anchor is anchor
        and anchor_on <= w.until
        and (w.after is None or w.after < anchor_on)
    ]
    come = [
        r
        for r in RULES
        if r.anchor is anchor and CALENDAR.add_working_days(anchor_on, r.days) <= on
    ]
    assert found == ([max(come, key=lambda r: r.days)] if come else [])


def test_the_rules_of_one_anchor_can_be_asked_for_alone() -> None:
    everything = list(windows(RULES, DAY, CALENDAR))
    alone = [rule for rule in RULES if rule.anchor is Anchor.MILESTONE]
    assert list(windows(alone, DAY, CALENDAR)) == [w for w in everything if w.rule in alone]
    assert list(windows([], DAY, CALENDAR)) == []


def test_a_reminder_is_named_in_an_address() -> None:
    told = Told(date(2026, 3, 12), "sign+3")
    assert Told.named(str(told)) == told
    again = Told(date(2026, 3, 12), "sign+3", 2)
    assert str(again) == f"{told}.2" and Told.named(str(again)) == again
    for odd in (
        "", "x", "2026-03-12", "2026-03-12.sign+9", "2026-13-12.sign+3", "2026-03-12.sign+3.",
        "2026-03-12.sign+3.0", "2026-03-12.sign+3.x", "2026-03-12.sign+3.99999",
    ):  # fmt: skip
        assert Told.named(odd) is None


def test_who_is_told_goes_up() -> None:
    due = [r for r in RULES if r.anchor is Anchor.DUE]
    assert [r.escalates for r in due] == [False] * 3 + [True] * 4
    assert As.LEADER in due[-1].to
    assert not any(As.LEADER in r.to for r in due[:-1])
    assert len({r.key for r in RULES}) == len(RULES)
    assert 0 not in {r.days for r in RULES}


def test_before_the_first_rules_there_are_none() -> None:
    with pytest.raises(LookupError):
        rules_on(date(1999, 1, 1))
