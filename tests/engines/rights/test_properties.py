"""Random histories against the slow reference, and what holds of all of them."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.rights import reference

from zhicheng.engines.calendar import published
from zhicheng.engines.rights import (
    Event,
    Kind,
    Side,
    State,
    What,
    annual_fee,
    history,
    knowledge_days,
    payment,
    status,
)
from zhicheng.engines.rights.marks import window_opens

DAY = timedelta(days=1)
CALENDAR = published()
kinds = st.sampled_from(Kind)
# Few days, so that things fall on one day often; leap days and the days on which rules change among them.
DAYS = (
    date(1999, 9, 6),
    date(2004, 2, 29),
    date(2009, 9, 5),
    date(2009, 9, 6),
    date(2014, 2, 28),
    date(2016, 11, 21),
    date(2021, 5, 31),
    date(2021, 6, 1),
    date(2025, 5, 20),
    date(2025, 6, 1),
    date(2026, 11, 20),
    date(2026, 11, 21),
)
often = st.sampled_from(DAYS)
days = st.one_of(often, often, st.dates(date(1995, 1, 1), date(2030, 12, 31)))
asked = st.one_of(days, st.dates(date(1990, 1, 1), date(2090, 12, 31)))
# What decides most comes up most; an invalidation leaves nothing else to be seen, and comes up least.
LIKELY = (What.LAPSED, What.RESTORED, What.CANCELLED, What.RENEWED, What.TERM_COMPENSATED)
ANY = tuple(what for what in What if what not in (What.BEGUN, What.ENDED))


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    what = draw(st.one_of(st.sampled_from(LIKELY), st.sampled_from(ANY)))
    known_on = draw(st.one_of(st.just(date(1995, 1, 1)), days))
    retracted = draw(st.one_of(st.none(), st.integers(0, 900)))
    return Event(
        what,
        draw(days),
        known_on,
        retracted_on=None if retracted is None else known_on + DAY * retracted,
        days=draw(st.integers(0, 700)) if what is What.TERM_COMPENSATED else 0,
        until=draw(st.one_of(st.none(), days)) if what is What.RENEWED else None,
        reference=draw(st.sampled_from(["", "A1", "B2"])),
    )


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """Usually something with a beginning, so that not everything is unknown."""
    events = draw(st.lists(happenings(), max_size=8))
    for what in draw(st.sampled_from(BEGINNINGS)):
        events.append(Event(what, draw(days), date(1995, 1, 1)))
    return events


BEGINNINGS: tuple[tuple[What, ...], ...] = (
    (What.FILED, What.GRANTED),
    (What.FILED, What.GRANTED, What.CREATED),
    (What.CREATED, What.FIRST_PUBLISHED),
    (What.FILED,),
    (What.GRANTED,),
    (),
)


@given(kinds, lives(), st.lists(asked, min_size=1, max_size=8), days)
def test_the_state_is_what_the_rules_say_aloud(
    kind: Kind, events: list[Event], on: list[date], known_on: date
) -> None:
    found = history(kind, events, known_on=known_on)
    for day in [*on, *DAYS, *(span.first for span in found.spans if span.first)]:
        assert found.on(day).state is reference.state(kind, events, day, known_on), day


@given(kinds, lives(), days)
def test_spans_cover_all_days_without_gaps(kind: Kind, events: list[Event], known_on: date) -> None:
    spans = history(kind, events, known_on=known_on).spans
    assert (spans[0].first, spans[-1].last) == (None, None)
    for one, following in pairwise(spans):
        assert one.last is not None
        assert following.first == one.last + DAY


@given(kinds, lives(), days, st.randoms())
def test_the_order_in_which_events_are_told_changes_nothing(
    kind: Kind, events: list[Event], known_on: date, chance: Random
) -> None:
    shuffled = [*events]
    chance.shuffle(shuffled)
    told_twice = [*shuffled, *events]
    assert history(kind, shuffled, known_on=known_on) == history(kind, events, known_on=known_on)
    assert history(kind, told_twice, known_on=known_on) == history(kind, events, known_on=known_on)


@given(kinds, lives(), days, days)
def test_what_is_learned_later_changes_no_earlier_answer(
    kind: Kind, events: list[Event], on: date, known_on: date
) -> None:
    later = [event for event in events if event.known_on > known_on]
    until_then = [event for event in events if event not in later]
    answers = [status(kind, known, on=on, known_on=known_on) for known in (events, until_then)]
    assert answers[0] == answers[1]


@given(kinds, lives(), days)
def test_between_two_days_of_knowledge_nothing_changes(
    kind: Kind, events: list[Event], known_on: date
) -> None:
    learned = [day for day in knowledge_days(events) if day <= known_on]
    since = learned[-1] if learned else date.min
    assert history(kind, events, known_on=since) == history(kind, events, known_on=known_on)


@given(kinds, lives(), days, days)
def test_nothing_invalidated_is_ever_valid(
    kind: Kind, events: list[Event], on: date, known_on: date
) -> None:
    void = Event(What.INVALIDATED, known_on, known_on)
    assert status(kind, [*events, void], on=on, known_on=known_on).valid is False


@given(kinds, days)
def test_of_what_is_unknown_nothing_is_said(kind: Kind, on: date) -> None:
    found = status(kind, [], on=on, known_on=on)
    assert (found.state, found.valid) == (State.UNKNOWN, None)


sides = st.lists(
    st.builds(
        Event,
        st.sampled_from([What.BEGUN, What.ENDED]),
        days,
        st.just(DAYS[0]),
        side=st.sampled_from([Side.PLEDGED, Side.LICENSED]),
        reference=st.sampled_from(["A1", "B2"]),
    ),
    max_size=8,
)


@given(sides, st.lists(asked, min_size=1, max_size=8))
def test_side_states_run_from_a_beginning_to_the_next_end(
    events: list[Event], on: list[date]
) -> None:
    found = history(Kind.INVENTION, events, known_on=date(2090, 1, 1))
    for day in [*on, *DAYS]:
        going_on = set()
        for side, reference_ in {(event.side, event.reference) for event in events}:
            mine = [e for e in events if (e.side, e.reference) == (side, reference_)]
            past = sorted(
                (e.effective_on, e.what is What.ENDED) for e in mine if e.effective_on <= day
            )
            if past and not past[-1][1]:
                going_on.add((side, reference_))
        assert {(one.side, one.reference) for one in found.on(day).sides} == going_on, day


@given(st.dates(date(2008, 1, 1), date(2020, 12, 31)), st.integers(2, 10), st.integers(0, 250))
def test_paying_later_never_costs_less(filed: date, year: int, late: int) -> None:
    fee = annual_fee(Kind.UTILITY_MODEL, filed=filed, granted=filed, year=year)
    assert fee.due is not None
    today, tomorrow = (
        payment(fee, paid_on=fee.due + DAY * n, calendar=CALENDAR) for n in (late, late + 1)
    )
    assert today.surcharge <= tomorrow.surcharge <= fee.full / 4
    assert today.surcharge * 100 % (fee.full * 5) == 0
    assert (today.lapsed_on is not None) == (fee.due + DAY * late > today.deadline.day)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_window_opens_twelve_months_before(last_day: date) -> None:
    assert window_opens(last_day) == reference.back_a_year(last_day + DAY)
