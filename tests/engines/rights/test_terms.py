"""The vectors of the rules on terms and validity (RULES §4.1, §4.2), and what the cited articles say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhicheng.engines.rights import (
    TERMS,
    Event,
    EventError,
    Kind,
    State,
    What,
    history,
    status,
    term_of,
)
from zhicheng.engines.sources import NoRule

TODAY = date(2026, 11, 22)


def day(words: str) -> date:
    return date.fromisoformat(words)


def event(what: What, effective: str, known: str | None = None) -> Event:
    return Event(what, day(effective), day(known or effective))


def last_day(kind: Kind, *events: Event) -> date | None:
    return history(kind, events, known_on=date(2099, 1, 1)).last_day


@pytest.mark.parametrize(
    ("kind", "events", "last"),
    [
        (Kind.INVENTION, {What.FILED: "2010-03-01"}, "2030-02-28"),
        (Kind.UTILITY_MODEL, {What.FILED: "1999-09-06"}, "2009-09-05"),
        (Kind.DESIGN, {What.FILED: "2021-05-31"}, "2031-05-30"),
        (Kind.DESIGN, {What.FILED: "2021-06-01"}, "2036-05-31"),
        (Kind.UTILITY_MODEL, {What.FILED: "2004-02-29"}, "2014-02-28"),
        (Kind.TRADEMARK, {What.GRANTED: "2016-11-21"}, "2026-11-20"),
        (Kind.COLLECTIVE_MARK, {What.GRANTED: "2027-01-01"}, "2036-12-31"),
        (Kind.WOODY_VARIETY, {What.GRANTED: "2025-05-31"}, "2045-05-30"),
        (Kind.WOODY_VARIETY, {What.GRANTED: "2025-06-01"}, "2050-05-31"),
        (Kind.OTHER_VARIETY, {What.GRANTED: "2025-05-31"}, "2040-05-30"),
        (Kind.OTHER_VARIETY, {What.GRANTED: "2025-06-01"}, "2045-05-31"),
        (Kind.LAYOUT_DESIGN, {What.FILED: "2020-03-01"}, "2030-02-28"),
        (Kind.LAYOUT_DESIGN, {What.FILED: "2026-10-15"}, "2036-10-14"),
        (
            Kind.LAYOUT_DESIGN,
            {What.FILED: "2020-03-01", What.FIRST_USED: "2018-09-01"},
            "2028-08-31",
        ),
        (Kind.LAYOUT_DESIGN, {What.FILED: "2020-03-01", What.CREATED: "2010-01-01"}, "2024-12-31"),
        (Kind.LAYOUT_DESIGN, {What.FILED: "2020-03-01", What.CREATED: "2019-01-01"}, "2030-02-28"),
        (Kind.SOFTWARE_OF_ORGANISATION, {What.FIRST_PUBLISHED: "2010-07-01"}, "2060-12-31"),
        (
            Kind.WORK_OF_ORGANISATION,
            {What.CREATED: "1980-01-01", What.FIRST_PUBLISHED: "2030-12-31"},
            "2080-12-31",
        ),
        # Not published within fifty years of its creation: 不再保护.
        (Kind.WORK_OF_ORGANISATION, {What.CREATED: "1970-05-05"}, "2020-12-31"),
        (
            Kind.WORK_OF_ORGANISATION,
            {What.CREATED: "1970-05-05", What.FIRST_PUBLISHED: "2021-01-01"},
            "2020-12-31",
        ),
        (
            Kind.WORK_OF_PERSON,
            {What.CREATED: "1990-01-01", What.AUTHOR_DIED: "2001-03-04"},
            "2051-12-31",
        ),
        (Kind.SOFTWARE_OF_PERSON, {What.CREATED: "1990-01-01"}, None),
        (Kind.INDICATION, {What.GRANTED: "2006-02-10"}, None),
    ],
)
def test_terms(kind: Kind, events: dict[What, str], last: str | None) -> None:
    found = last_day(kind, *(event(what, effective) for what, effective in events.items()))
    assert found == (day(last) if last else None)


UTILITY_MODEL = (event(What.FILED, "1999-09-06"), event(What.GRANTED, "2000-07-05"))


def test_the_last_day_of_a_utility_model() -> None:
    def on(words: str) -> State:
        return status(Kind.UTILITY_MODEL, UTILITY_MODEL, on=day(words), known_on=TODAY).state

    assert (on("2009-09-05"), on("2009-09-06")) == (State.IN_FORCE, State.EXPIRED)
    assert (on("1999-09-05"), on("1999-09-06")) == (State.NOT_YET, State.FILED)
    assert (on("2000-07-04"), on("2000-07-05")) == (State.FILED, State.IN_FORCE)


MARK = event(What.GRANTED, "2016-11-21")


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2016-11-20", State.NOT_YET),
        ("2016-11-21", State.IN_FORCE),
        ("2026-11-20", State.IN_FORCE),
        ("2026-11-21", State.IN_GRACE),
        ("2027-05-20", State.IN_GRACE),
        ("2027-05-21", State.EXPIRED),
    ],
)
def test_the_days_of_a_mark(on: str, state: State) -> None:
    assert status(Kind.TRADEMARK, [MARK], on=day(on), known_on=date(2030, 1, 1)).state is state


def test_whether_grace_counts_is_a_parameter() -> None:
    found = history(Kind.TRADEMARK, [MARK], known_on=TODAY)
    assert found.on(date(2026, 12, 1)).valid is True
    assert found.on(date(2026, 12, 1), count_in_grace=False).valid is False
    assert found.on(TODAY).last_day == date(2026, 11, 20)


def test_a_renewal_in_the_grace_period_closes_the_gap() -> None:
    events = [MARK, event(What.RENEWED, "2027-03-01")]
    before = status(Kind.TRADEMARK, events, on=date(2027, 1, 1), known_on=date(2027, 2, 1))
    after = status(Kind.TRADEMARK, events, on=date(2027, 1, 1), known_on=date(2027, 3, 1))
    assert (before.state, after.state) == (State.IN_GRACE, State.IN_FORCE)
    assert after.last_day == date(2036, 11, 20)


def test_a_renewal_told_twice_counts_once() -> None:
    renewed = event(What.RENEWED, "2026-03-01")
    again = event(What.RENEWED, "2026-03-02")
    assert last_day(Kind.TRADEMARK, MARK, renewed, renewed, again) == date(2036, 11, 20)
    said = Event(What.RENEWED, date(2026, 3, 1), date(2026, 3, 1), until=date(2036, 11, 20))
    assert last_day(Kind.TRADEMARK, MARK, said, renewed) == date(2036, 11, 20)


INVENTION = (event(What.FILED, "2012-04-01"), event(What.GRANTED, "2015-06-03"))


def test_an_invalidation_is_retroactive_and_both_answers_stay() -> None:
    void = event(What.INVALIDATED, "2026-09-01")
    past = date(2020, 1, 1)

    def known_on(words: str) -> bool | None:
        return status(Kind.INVENTION, [*INVENTION, void], on=past, known_on=day(words)).valid

    assert (known_on("2026-08-31"), known_on("2026-09-01")) == (True, False)


def test_part_of_an_invalidation_keeps_the_rest() -> None:
    partly = event(What.PARTLY_INVALIDATED, "2026-09-01")
    assert status(Kind.INVENTION, [*INVENTION, partly], on=TODAY, known_on=TODAY).valid is True


def test_a_decision_that_a_court_set_aside_was_believed_until_then() -> None:
    void = Event(
        What.INVALIDATED, date(2024, 1, 1), date(2024, 1, 1), retracted_on=date(2025, 1, 1)
    )
    answers = [
        status(Kind.INVENTION, [*INVENTION, void], on=date(2024, 6, 1), known_on=day(known)).valid
        for known in ("2023-12-31", "2024-06-01", "2024-12-31", "2025-01-01")
    ]
    assert answers == [True, False, False, True]


def test_a_lapse_is_retroactive_to_the_due_day() -> None:
    lapsed = event(What.LAPSED, "2026-04-01", known="2026-12-15")

    def answer(on: str, known: str) -> State:
        events = [*INVENTION, lapsed]
        return status(Kind.INVENTION, events, on=day(on), known_on=day(known)).state

    assert (
        answer("2026-08-01", "2026-12-14") is State.IN_FORCE
    )  # in the six months: valid in registers
    assert answer("2026-08-01", "2026-12-15") is State.LAPSED
    assert answer("2026-03-31", "2026-12-15") is State.IN_FORCE
    assert answer("2026-04-01", "2026-12-15") is State.LAPSED


def test_a_restoration_opens_the_interval_again_as_it_becomes_known() -> None:
    events = [
        *INVENTION,
        event(What.LAPSED, "2024-04-01", known="2024-11-01"),
        event(What.RESTORED, "2025-02-01"),
    ]

    def answer(on: str, known: str) -> State:
        return status(Kind.INVENTION, events, on=day(on), known_on=day(known)).state

    assert answer("2024-12-01", "2025-01-31") is State.LAPSED
    assert answer("2024-12-01", "2025-02-01") is State.IN_FORCE
    later = [*events, event(What.LAPSED, "2026-04-01", known="2026-11-01")]
    found = history(Kind.INVENTION, later, known_on=TODAY)
    assert (found.on(date(2026, 3, 31)).state, found.on(TODAY).state) == (
        State.IN_FORCE,
        State.LAPSED,
    )


def test_compensated_days_are_added_once_for_each_decision() -> None:
    def decision(days: int, reference: str) -> Event:
        at = date(2022, 6, 1)
        return Event(What.TERM_COMPENSATED, at, at, days=days, reference=reference)

    events = (*INVENTION, decision(300, "A1"), decision(300, "A1"), decision(100, "B2"))
    assert last_day(Kind.INVENTION, *INVENTION) == date(2032, 3, 31)
    assert last_day(Kind.INVENTION, *events) == date(2033, 5, 5)


def test_what_happens_after_the_term_changes_nothing() -> None:
    late = event(What.REVOKED, "2012-01-01")
    found = history(Kind.UTILITY_MODEL, [*UTILITY_MODEL, late], known_on=TODAY)
    assert found.on(TODAY).state is State.EXPIRED
    mark = history(Kind.TRADEMARK, [MARK, event(What.CANCELLED, "2026-11-21")], known_on=TODAY)
    assert (
        mark.on(TODAY).state is State.CANCELLED
    )  # 期满未续展注销: not in its grace period any more


def test_a_kind_without_a_rule_is_said_so() -> None:
    with pytest.raises(NoRule, match="期限规则"):
        term_of(Kind.INVENTION, UTILITY_MODEL, rules=())
    with pytest.raises(NoRule, match="1999-09-06"):
        late = [replace(rule, valid_from=date(2000, 1, 1)) for rule in TERMS]
        term_of(Kind.UTILITY_MODEL, UTILITY_MODEL, rules=late)


def test_without_its_day_of_filing_a_patent_is_unknown_not_invalid() -> None:
    found = status(Kind.INVENTION, [INVENTION[1]], on=TODAY, known_on=TODAY)
    assert (found.state, found.valid, found.rules) == (State.UNKNOWN, None, ("R-ST-1",))


def test_a_restoration_of_the_day_of_the_loss_undoes_it() -> None:
    """As it is recorded where the restoration takes effect from the beginning."""
    lapsed, restored = event(What.LAPSED, "2024-04-01"), event(What.RESTORED, "2024-04-01")
    assert status(Kind.INVENTION, [*INVENTION, lapsed, restored], on=TODAY, known_on=TODAY).valid
    given_up = event(What.ABANDONED, "2024-04-01")
    assert not status(
        Kind.INVENTION, [*INVENTION, given_up, restored], on=TODAY, known_on=TODAY
    ).valid


def test_an_application_is_restored_too() -> None:
    events = [INVENTION[0], event(What.WITHDRAWN, "2013-04-01"), event(What.RESTORED, "2013-09-02")]
    found = history(Kind.INVENTION, events, known_on=date(2014, 1, 1))
    assert found.on(date(2013, 6, 1)).state is State.FILED
    before = history(Kind.INVENTION, events, known_on=date(2013, 9, 1))
    assert before.on(date(2013, 6, 1)).state is State.WITHDRAWN


def test_a_renewal_on_the_day_on_which_the_window_opens() -> None:
    assert last_day(Kind.TRADEMARK, MARK, event(What.RENEWED, "2025-11-21")) == date(2036, 11, 20)
    assert last_day(Kind.TRADEMARK, MARK, event(What.RENEWED, "2025-11-20")) == date(2026, 11, 20)


def test_a_renewal_never_makes_a_term_shorter() -> None:
    old = Event(What.RENEWED, date(2016, 3, 1), date(2016, 3, 1), until=date(2016, 11, 20))
    assert last_day(Kind.TRADEMARK, MARK, old) == date(2026, 11, 20)


def test_what_is_learned_last_corrects_what_happens_once() -> None:
    wrong = event(What.FILED, "2012-05-01", known="2013-01-01")
    right = event(What.FILED, "2012-04-01", known="2014-01-01")
    assert last_day(Kind.INVENTION, wrong, right, INVENTION[1]) == date(2032, 3, 31)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"effective_on": date(1799, 12, 31)}, "1800"),
        ({"known_on": date(2201, 1, 1)}, "2200"),
        ({"until": date.max}, "2200"),
        ({"retracted_on": date(2019, 12, 31)}, "早于知悉日期"),
        ({"what": What.BEGUN}, "没有写明"),
        ({"days": -1}, "小于零"),
    ],
)
def test_an_event_that_cannot_be_is_refused(wrong: dict[str, Any], said: str) -> None:
    decision = Event(What.TERM_COMPENSATED, date(2020, 1, 1), date(2020, 1, 1), days=300)
    with pytest.raises(EventError, match=said):
        replace(decision, **wrong)
