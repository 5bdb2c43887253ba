"""From what is known of a right to its states over all days (R-ST-1).

Everything that is asked of a right on a day is looked up in its history, so that a table of many rights
holds histories, not events.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhicheng.engines.rights.events import Event, known, only
from zhicheng.engines.rights.kinds import (
    COPYRIGHTS,
    ENDINGS,
    MARKS,
    RESTORABLE,
    STAGES,
    Kind,
    Side,
    State,
    What,
)
from zhicheng.engines.rights.marks import GRACE, renewed_until
from zhicheng.engines.rights.terms import TERMS, Term, TermRule, term_of

_DAY = timedelta(days=1)
_VALIDITY = "R-ST-1"
_ARISES = (What.CREATED, What.FIRST_PUBLISHED, What.GRANTED)
Change = tuple[date, State]


@dataclass(frozen=True, slots=True)
class Span:
    """A state from its first day to its last, both included; None where it has no bound."""

    first: date | None
    last: date | None
    state: State


@dataclass(frozen=True, slots=True)
class SideSpan:
    """A state beside the legal one. last: the last day, None while it goes on."""

    side: Side
    reference: str
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Status:
    """A right on a day.

    valid: whether it counts as valid; None when what is known does not tell. since, until: the days of
    the state as known. last_day: of the term, None without end or when it is not known. rules: the ids
    of the rules that it rests on.
    """

    state: State
    valid: bool | None
    since: date | None
    until: date | None
    last_day: date | None
    sides: tuple[SideSpan, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The states of a right over all days, as known on one. spans: without gaps, in order.

    last_day: the last day of the term with renewals and compensation. rules: ids.
    """

    spans: tuple[Span, ...]
    sides: tuple[SideSpan, ...]
    last_day: date | None
    rules: tuple[str, ...]

    def on(self, day: date, *, count_in_grace: bool = True) -> Status:
        """The status on a day. count_in_grace: whether a mark in its grace period is valid (R-IND-03)."""
        at = bisect_right(self.spans, day, key=lambda span: span.first or date.min) - 1
        span = self.spans[at]
        return Status(
            state=span.state,
            valid=is_valid(span.state, count_in_grace=count_in_grace),
            since=span.first,
            until=span.last,
            last_day=self.last_day,
            sides=tuple(one for one in self.sides if one.covers(day)),
            rules=self.rules,
        )


def is_valid(state: State, *, count_in_grace: bool = True) -> bool | None:
    """Whether a right in such a state counts as valid; None for the unknown, which is not zero (R-00-3)."""
    if state is State.UNKNOWN:
        return None
    return state is State.IN_FORCE or (count_in_grace and state is State.IN_GRACE)


def status(
    kind: Kind,
    events: Iterable[Event],
    *,
    on: date,
    known_on: date,
    count_in_grace: bool = True,
) -> Status:
    """The status of a right on a day, as known on another. Raises NoRule as ``term_of`` does."""
    return history(kind, events, known_on=known_on).on(on, count_in_grace=count_in_grace)


def history(
    kind: Kind, events: Iterable[Event], *, known_on: date, rules: Sequence[TermRule] = TERMS
) -> History:
    """All states of a right as known on a day. Raises NoRule as ``term_of`` does."""
    seen = known(events, known_on)
    standing = _standing(seen)
    term = term_of(kind, seen, rules)
    last = _last_day(kind, term, seen)
    changes = _changes(kind, standing, term, last)
    return History(
        spans=_spans(changes, _before(kind, standing)),
        sides=_sides(seen),
        last_day=last,
        rules=(_VALIDITY, term.rule.id) if term else (_VALIDITY,),
    )


def _standing(seen: Sequence[Event]) -> tuple[Event, ...]:
    """Without what a restoration undid: the interval is open again, as if nothing had ended it."""
    restored = max((e.effective_on for e in seen if e.what is What.RESTORED), default=date.min)
    return tuple(e for e in seen if e.what not in RESTORABLE or e.effective_on > restored)


def _last_day(kind: Kind, term: Term | None, seen: Sequence[Event]) -> date | None:
    """With renewals, or with the days of compensation, each decision counted once."""
    if term is None or term.last_day is None:
        return None
    if kind in MARKS:
        renewals = [e for e in seen if e.what is What.RENEWED]
        return renewed_until(term.last_day, renewals)
    days = {e.reference: e.days for e in seen if e.what is What.TERM_COMPENSATED}
    return term.last_day + timedelta(days=sum(days.values()))


def _changes(
    kind: Kind, standing: Sequence[Event], term: Term | None, last: date | None
) -> list[Change]:
    begin = _beginning(kind, standing)
    void = any(e.what is What.INVALIDATED for e in standing)
    if begin is None:
        return _without_grant(standing, void)
    changes = [change for change in _stages(standing) if change[0] < begin]
    if void:
        return [*changes, (begin, State.INVALIDATED)]
    in_force = [(begin, State.IN_FORCE if term else State.UNKNOWN), *_expiry(kind, begin, last)]
    return [*changes, *_cut(in_force, _ending(standing, begin))]


def _without_grant(standing: Sequence[Event], void: bool) -> list[Change]:
    """No grant is known. What ended must have been granted, but when is not known: unknown till then."""
    if void:
        return [(date.min, State.INVALIDATED)]
    ending = _ending(standing, date.min)
    return [(date.min, State.UNKNOWN), ending] if ending else _stages(standing)


def _beginning(kind: Kind, standing: Sequence[Event]) -> date | None:
    """The day from which there is a right. Works are protected from their creation on, registered or not."""
    arises = _ARISES if kind in COPYRIGHTS else (What.GRANTED,)
    found = (only(standing, what) for what in arises)
    return min((event.effective_on for event in found if event), default=None)


def _stages(standing: Sequence[Event]) -> list[Change]:
    """States of the application, in the order of ``known``: by day, and of one day by STAGES."""
    return [(e.effective_on, STAGES[e.what]) for e in standing if e.what in STAGES]


def _ending(standing: Sequence[Event], begin: date) -> Change | None:
    """The first thing that ended the right; not before it began."""
    found = next((e for e in standing if e.what in ENDINGS), None)
    return (max(found.effective_on, begin), ENDINGS[found.what]) if found else None


def _expiry(kind: Kind, begin: date, last: date | None) -> list[Change]:
    if last is None:
        return []
    over = max(last + _DAY, begin)
    if kind not in MARKS:
        return [(over, State.EXPIRED)]
    return [(over, State.IN_GRACE), (max(GRACE.end_after(last) + _DAY, begin), State.EXPIRED)]


def _cut(changes: list[Change], ending: Change | None) -> list[Change]:
    """What comes before the end, and the end; a right that has expired by then stays expired."""
    if ending is None:
        return changes
    if any(state is State.EXPIRED and day <= ending[0] for day, state in changes):
        return changes
    return [change for change in changes if change[0] < ending[0]] + [ending]


def _before(kind: Kind, standing: Sequence[Event]) -> State:
    """The state before the first change: not yet there, if anything is known of how it came to be."""
    came = _beginning(kind, standing) or _stages(standing)
    return State.NOT_YET if came else State.UNKNOWN


def _spans(changes: list[Change], before: State) -> tuple[Span, ...]:
    """Of several changes on one day the last counts."""
    by_day = {date.min: before} | dict(changes)
    days = sorted(by_day)
    ends = [*(day - _DAY for day in days[1:]), None]
    return tuple(
        Span(None if day == date.min else day, last, by_day[day])
        for day, last in zip(days, ends, strict=True)
    )


def _sides(seen: Sequence[Event]) -> tuple[SideSpan, ...]:
    """Each beginning runs to the first end of the same state and reference; told twice it counts once."""
    spans: list[SideSpan] = []
    for event in seen:
        key = (event.side, event.reference)
        going_on = next((s for s in spans if (s.side, s.reference) == key and s.last is None), None)
        if event.what is What.BEGUN and event.side and going_on is None:
            spans.append(SideSpan(event.side, event.reference, event.effective_on, None))
        elif event.what is What.ENDED and going_on is not None:
            spans.remove(going_on)
            if going_on.first < event.effective_on:
                spans.append(replace(going_on, last=event.effective_on - _DAY))
    return tuple(sorted(spans, key=lambda span: (span.first, span.side, span.reference)))
