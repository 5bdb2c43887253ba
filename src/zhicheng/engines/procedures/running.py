"""What may happen next, and what a step does. Pure: the caller keeps the state and the facts."""

from collections.abc import Collection
from dataclasses import dataclass

from zhicheng.engines.procedures.declaration import BACK, Facts, Procedure, Transition


class Refused(Exception):
    """A step that may not be taken. The message is Chinese, for the person who wanted to take it."""


class Overtaken(Refused):
    """Somebody else was quicker; nothing was done. The message says who did what, and when."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was found right; nothing is written yet.

    before: what the caller keeps beside the new state, so that a later ``BACK`` finds its way.
    """

    transition: Transition
    source: str
    to: str
    before: str
    reason: str


def available(
    procedure: Procedure[Facts], state: str, who: Collection[str], facts: Facts
) -> tuple[Transition, ...]:
    """The transitions that these actors can take now, in the order of their declaration."""
    return tuple(t for t in open_to(procedure, state, who) if not hindrance(procedure, t, facts))


def open_to(
    procedure: Procedure[Facts], state: str, who: Collection[str]
) -> tuple[Transition, ...]:
    """The transitions that are these actors' to take from a state, whatever the facts."""
    return tuple(t for t in procedure.leaving(state) if not set(who).isdisjoint(t.who))


def hindrance(procedure: Procedure[Facts], transition: Transition, facts: Facts) -> str:
    """Why the facts do not allow a transition, in Chinese; empty when they do."""
    guards = (procedure.guard(name) for name in transition.guards)
    return next((guard.refusal for guard in guards if not guard.holds(facts)), "")


def apply(
    procedure: Procedure[Facts],
    state: str,
    verb: str,
    *,
    who: Collection[str],
    facts: Facts,
    reason: str = "",
    before: str = "",
) -> Step:
    """Take a step.

    who: the actors that the person is. before: what the last step said to keep.

    Raises Refused (Chinese message) when there is no such step from here, the person is not the one to
    take it, a guard does not hold, or a reason is needed and not given; ValueError when ``before`` is no
    state that this one can have been entered from.
    """
    transition = next((t for t in procedure.leaving(state) if t.verb == verb), None)
    if transition is None:
        raise Refused(_not_from_here(procedure, state, verb))
    if set(who).isdisjoint(transition.who):
        titles = "、".join(procedure.actors[name] for name in transition.who)
        raise Refused(f"“{transition.title}”由{titles}办理。")
    if found := hindrance(procedure, transition, facts):
        raise Refused(found)
    if transition.needs_reason and not reason.strip():
        raise Refused(f"“{transition.title}”须写明理由。")
    to = _target(procedure, transition, state, before)
    kept = before if to == state else state
    return Step(transition, state, to, kept, reason.strip())


def _target(procedure: Procedure[Facts], transition: Transition, state: str, before: str) -> str:
    if transition.to != BACK:
        return transition.to
    if before not in procedure.entered_from(state):
        raise ValueError(f"{procedure.name}: {state} was not entered from {before!r}")
    return before


def _not_from_here(procedure: Procedure[Facts], state: str, verb: str) -> str:
    title = next((t.title for t in procedure.transitions if t.verb == verb), verb)
    return f"当前状态为“{procedure.state(state).title}”，不能“{title}”。"
