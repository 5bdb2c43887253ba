"""A slow, obvious answer to "is it valid on this day?": the rules read aloud, one day at a time.

Nothing of the engine is used but its words. Terms are found by walking from day to day.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from zhicheng.engines.rights import Event, Kind, State, What

DAY = timedelta(days=1)
When = Callable[[What], date | None]
PATENTS = {Kind.INVENTION: 20, Kind.UTILITY_MODEL: 10, Kind.DESIGN: 10}
MARKS = {Kind.TRADEMARK, Kind.COLLECTIVE_MARK}
VARIETIES = {Kind.WOODY_VARIETY: (20, 25), Kind.OTHER_VARIETY: (15, 20)}
ORGANISATIONS = {Kind.SOFTWARE_OF_ORGANISATION, Kind.WORK_OF_ORGANISATION}
PERSONS = {Kind.SOFTWARE_OF_PERSON, Kind.WORK_OF_PERSON}
LAST = {
    What.LAPSED: State.LAPSED,
    What.ABANDONED: State.ABANDONED,
    What.CANCELLED: State.CANCELLED,
    What.REVOKED: State.REVOKED,
}


def walk(start: date, years: int) -> date:
    """Walk until tomorrow bears the date of the start, so many years on, or the month is over without it."""
    day = date(start.year + years, start.month, 1) - DAY
    while True:
        tomorrow = day + DAY
        if (tomorrow.month, tomorrow.day) == (start.month, start.day):
            return day
        if day.month == start.month and tomorrow.month != start.month:
            return day
        day = tomorrow


def back_a_year(day: date) -> date:
    """The corresponding day of the year before, or the last of that month."""
    before = date(day.year - 1, day.month, 1)
    while before.day != day.day and (before + DAY).month == day.month:
        before += DAY
    return before


def half_a_year_on(day: date) -> date:
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    end = date(year, month, 1)
    while end.day != day.day and (end + DAY).month == month:
        end += DAY
    return end


def state(kind: Kind, events: Sequence[Event], on: date, known_on: date) -> State:
    """The state on a day, as known on another."""
    known = [e for e in events if e.known_on <= known_on]
    known = [e for e in known if e.retracted_on is None or known_on < e.retracted_on]

    def when(what: What) -> date | None:
        """Of a thing that happens once: as it was learned last."""
        told = sorted((e.known_on, e.effective_on) for e in known if e.what is what)
        return told[-1][1] if told else None

    restorations = [e.effective_on for e in known if e.what is What.RESTORED]

    def undone(event: Event) -> bool:
        lost = event.what in (What.LAPSED, What.WITHDRAWN)
        return lost and any(event.effective_on <= restored for restored in restorations)

    begin = began(kind, when)
    endings = [e for e in known if e.what in LAST and not undone(e)]
    endings.sort(key=lambda e: (e.effective_on, list(LAST).index(e.what)))
    if any(e.what is What.INVALIDATED for e in known) and (begin is None or begin <= on):
        return State.INVALIDATED
    if begin is None and endings:
        first = endings[0]
        return LAST[first.what] if first.effective_on <= on else State.UNKNOWN
    if begin is None or on < begin:
        return application(known, undone, on, begin)
    return right(kind, known, when, endings, on, begin)


def began(kind: Kind, when: When) -> date | None:
    days = [when(What.GRANTED)]
    if kind in ORGANISATIONS | PERSONS:
        days += [when(What.CREATED), when(What.FIRST_PUBLISHED)]
    return min((day for day in days if day), default=None)


def application(
    known: Sequence[Event], undone: Callable[[Event], bool], on: date, begin: date | None
) -> State:
    stages = {
        What.FILED: State.FILED,
        What.PUBLISHED: State.PUBLISHED,
        What.OPPOSED: State.OPPOSED,
        What.OPPOSITION_REJECTED: State.PUBLISHED,
        What.REFUSED: State.REFUSED,
        What.WITHDRAWN: State.WITHDRAWN,
    }
    found = State.NOT_YET if begin else State.UNKNOWN
    if any(e.what in stages and not undone(e) for e in known):
        found = State.NOT_YET
    latest = date.min
    for what in stages:
        for event in known:
            if event.what is what and not undone(event) and latest <= event.effective_on <= on:
                latest, found = event.effective_on, stages[what]
    return found


def right(
    kind: Kind,
    known: Sequence[Event],
    when: When,
    endings: Sequence[Event],
    on: date,
    begin: date,
) -> State:
    computable, last = term(kind, when)
    if kind in MARKS and last is not None:
        last = renewed(last, known)
    elif last is not None:
        seen: dict[str, int] = {}
        for event in sorted(known, key=lambda e: (e.effective_on, e.known_on, e.days)):
            if event.what is What.TERM_COMPENSATED:
                seen[event.reference] = event.days
        last += DAY * sum(seen.values())
    ended = [e for e in endings if e.effective_on <= on]
    over = None
    if last is not None:
        over = max((half_a_year_on(last) if kind in MARKS else last) + DAY, begin)
    if ended and (over is None or max(ended[0].effective_on, begin) < over):
        return LAST[ended[0].what]
    if over is not None and over <= on:
        return State.EXPIRED
    if kind in MARKS and last is not None and last < on:
        return State.IN_GRACE
    return State.IN_FORCE if computable else State.UNKNOWN


def term(kind: Kind, when: When) -> tuple[bool, date | None]:
    """Whether the term is known, and its last day, None without end."""
    if kind is Kind.INDICATION:
        return True, None
    if kind in PERSONS:
        died = when(What.AUTHOR_DIED)
        return True, date(died.year + 50, 12, 31) if died else None
    if kind in ORGANISATIONS:
        created, published = when(What.CREATED), when(What.FIRST_PUBLISHED)
        too_late = date(created.year + 50, 12, 31) if created else None
        if published and not (too_late and published > too_late):
            return True, date(published.year + 50, 12, 31)
        return too_late is not None, too_late
    if kind is Kind.LAYOUT_DESIGN:
        days = [day for day in (when(What.FILED), when(What.FIRST_USED)) if day]
        if not days:
            return False, None
        created = when(What.CREATED)
        last = walk(min(days), 10)
        return True, min(last, walk(created, 15)) if created else last
    granted, filed = when(What.GRANTED), when(What.FILED)
    if kind in PATENTS:
        if filed is None:
            return False, None
        longer = kind is Kind.DESIGN and filed >= date(2021, 6, 1)
        return True, walk(filed, 15 if longer else PATENTS[kind])
    if granted is None:
        return False, None
    if kind in MARKS:
        return True, walk(granted, 10)
    old, new = VARIETIES[kind]
    return True, walk(granted, new if granted >= date(2025, 6, 1) else old)


def renewed(last: date, known: Sequence[Event]) -> date:
    renewals = [e for e in known if e.what is What.RENEWED]
    for event in sorted(renewals, key=lambda e: (e.effective_on, e.known_on, e.until or date.min)):
        if event.until:
            last = max(last, event.until)
        elif event.effective_on >= back_a_year(last + DAY):
            last = walk(last + DAY, 10)
    return last
