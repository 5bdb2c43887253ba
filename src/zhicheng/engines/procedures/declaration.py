"""What a procedure is, and every way in which a declaration can be wrong.

A procedure is a value that one can read: its states, its transitions, and who may take them under
which condition and rule. It holds no database and no clock; facts come from the caller.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

BACK: Final = "<back>"
"""As the target of a transition: the state from which the present one was entered."""

Facts = TypeVar("Facts")


class MalformedProcedure(ValueError):
    """A declaration that does not hold together. ``faults``: all that is wrong with it."""

    def __init__(self, name: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"procedure {name}: " + "; ".join(self.faults))


@dataclass(frozen=True, slots=True)
class State:
    """A state. title: its Chinese name. final: the procedure may rest here for ever."""

    name: str
    title: str
    final: bool = False


@dataclass(frozen=True)
class Guard(Generic[Facts]):
    """A condition on the facts. refusal: what to tell the person while it does not hold (Chinese)."""

    name: str
    holds: Callable[[Facts], bool]
    refusal: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One edge, from each of ``sources`` to ``to``.

    sources: names of states. verb: its name in code. title: its Chinese name. to: a state's name, or
    ``BACK``. who: names of actors, any of whom may take it. guards: names of conditions, all of which
    must hold. citation: the rule that it stands on.
    """

    sources: tuple[str, ...]
    verb: str
    title: str
    to: str
    who: tuple[str, ...]
    citation: str
    guards: tuple[str, ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class Procedure(Generic[Facts]):
    """A whole procedure. actors: the names that ``who`` may use, with their Chinese titles.

    Raises MalformedProcedure, with all faults at once, when the parts do not fit together.
    """

    name: str
    start: str
    states: tuple[State, ...]
    actors: Mapping[str, str]
    transitions: tuple[Transition, ...]
    guards: tuple[Guard[Facts], ...] = ()

    def __post_init__(self) -> None:
        faults = tuple(_faults(self))
        if faults:
            raise MalformedProcedure(self.name, faults)

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs of all transitions, each once, in the order of their declaration."""
        return tuple(dict.fromkeys(t.verb for t in self.transitions))

    def state(self, name: str) -> State:
        """Raises KeyError for a name that is no state of this procedure."""
        return {state.name: state for state in self.states}[name]

    def guard(self, name: str) -> Guard[Facts]:
        """Raises KeyError for a name that is no guard of this procedure."""
        return {guard.name: guard for guard in self.guards}[name]

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The transitions out of a state, in the order of their declaration."""
        return tuple(t for t in self.transitions if state in t.sources)

    def entered_from(self, state: str) -> frozenset[str]:
        """The states that a ``BACK`` out of ``state`` may lead to."""
        return _entered_from(self, state)


@dataclass(frozen=True, slots=True)
class VerbOf:
    """Says of a parameter that it names a verb: ``verb: Annotated[str, VerbOf(ORDER)]``. Whoever fills it in from
    outside is told which there are."""

    procedure: Procedure[Any]


def _entered_from(procedure: Procedure[Any], state: str) -> frozenset[str]:
    return frozenset(s for t in procedure.transitions if t.to == state for s in t.sources) - {state}


def _targets(procedure: Procedure[Any], transition: Transition, source: str) -> frozenset[str]:
    if transition.to == BACK:
        return _entered_from(procedure, source)
    return frozenset({transition.to})


def _faults(procedure: Procedure[Any]) -> Iterator[str]:
    """The shape first: with a bare string for a tuple, or an unknown name, the rest means nothing."""
    shape = [*_bare_strings(procedure), *_unknown_names(procedure), *_repeated_names(procedure)]
    yield from shape
    if not shape:
        yield from _incomplete_transitions(procedure)
        yield from _unused_names(procedure)
        yield from _lost_states(procedure)
        yield from _nested_returns(procedure)


def _bare_strings(procedure: Procedure[Any]) -> Iterator[str]:
    for transition in procedure.transitions:
        for part in ("sources", "who", "guards"):
            if isinstance(getattr(transition, part), str):
                yield f"{transition.verb}: {part} is a bare string, a tuple was meant (missing comma?)"


def _unknown_names(procedure: Procedure[Any]) -> Iterator[str]:
    states = {state.name for state in procedure.states}
    guards = {guard.name for guard in procedure.guards}
    if procedure.start not in states:
        yield f"unknown start {procedure.start}"
    for t in procedure.transitions:
        if isinstance(t.sources, str) or isinstance(t.who, str) or isinstance(t.guards, str):
            continue
        for name in (*t.sources, t.to):
            if name not in states and name != BACK:
                yield f"{t.verb}: unknown state {name}"
        if BACK in t.sources:
            yield f"{t.verb}: BACK is a target, never a source"
        yield from (f"{t.verb}: unknown actor {n}" for n in t.who if n not in procedure.actors)
        yield from (f"{t.verb}: unknown guard {n}" for n in t.guards if n not in guards)


def _repeated_names(procedure: Procedure[Any]) -> Iterator[str]:
    yield from (f"state {n} twice" for n in _twice(s.name for s in procedure.states))
    yield from (f"guard {n} twice" for n in _twice(g.name for g in procedure.guards))
    edges = (
        (source, t.verb)
        for t in procedure.transitions
        if not isinstance(t.sources, str)
        for source in t.sources
    )
    yield from (f"{verb}: twice from {source}" for source, verb in _twice(edges))
    titles = {(t.verb, t.title) for t in procedure.transitions}
    yield from (f"{verb}: two titles" for verb in _twice(verb for verb, _ in sorted(titles)))


_Name = TypeVar("_Name")


def _twice(names: Iterable[_Name]) -> Iterator[_Name]:
    counts: dict[_Name, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return (name for name, count in counts.items() if count > 1)


def _incomplete_transitions(procedure: Procedure[Any]) -> Iterator[str]:
    for t in procedure.transitions:
        if not t.sources:
            yield f"{t.verb}: from no state"
        if not t.who:
            yield f"{t.verb}: nobody may"
        if not t.citation:
            yield f"{t.verb}: no citation"


def _unused_names(procedure: Procedure[Any]) -> Iterator[str]:
    actors = {name for t in procedure.transitions for name in t.who}
    guards = {name for t in procedure.transitions for name in t.guards}
    yield from (f"actor {n} never acts" for n in procedure.actors if n not in actors)
    yield from (f"guard {g.name} never asked" for g in procedure.guards if g.name not in guards)


def _lost_states(procedure: Procedure[Any]) -> Iterator[str]:
    """States that nothing reaches, and states from which the end cannot be reached."""
    forth: dict[str, set[str]] = {state.name: set() for state in procedure.states}
    for t in procedure.transitions:
        for source in t.sources:
            forth[source] |= _targets(procedure, t, source)
    back: dict[str, set[str]] = {state.name: set() for state in procedure.states}
    for source, targets in forth.items():
        for target in targets:
            back[target].add(source)
    reached = _closure({procedure.start}, forth)
    ending = _closure({s.name for s in procedure.states if s.final}, back)
    yield from (f"state {s.name} is unreachable" for s in procedure.states if s.name not in reached)
    yield from (f"state {s.name} is a dead end" for s in procedure.states if s.name not in ending)


def _closure(begin: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    found, waiting = set(begin), list(begin)
    while waiting:
        fresh = edges[waiting.pop()] - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _nested_returns(procedure: Procedure[Any]) -> Iterator[str]:
    """One remembered state is enough as long as no BACK leads to a state that has a BACK itself."""
    returning = {s for t in procedure.transitions if t.to == BACK for s in t.sources}
    for state in sorted(returning):
        before = _entered_from(procedure, state)
        if not before:
            yield f"state {state}: nothing to go back to"
        yield from (f"state {state}: BACK to {b}, which has a BACK" for b in before & returning)
