"""The comparison of two readings, and its plain form for JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from zhicheng.engines.plans.compare.likeness import Settings
from zhicheng.engines.plans.compare.measures import comparable, measure
from zhicheng.engines.plans.compare.targets import pair_targets
from zhicheng.engines.plans.compare.tasks import match_tasks

Form = Mapping[str, Any]


class HasForm(Protocol):
    """A reading: whatever can give its plain form."""

    def to_dict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class TargetPair:
    """The same indicator in both plans.

    score: 0 to 1. difference: b's value less a's, in unit, None where either has no figure or the
    units do not fit each other.
    """

    a: Form
    b: Form
    score: float
    difference: Decimal | None
    unit: str | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "a": dict(self.a),
            "b": dict(self.b),
            "score": round(self.score, 2),
            "difference": _plain(self.difference),
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A task of a, a task of b that orders the same work; how alike they are, in which words."""

    a: Form
    b: Form
    score: float
    evidence: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "a": dict(self.a),
            "b": dict(self.b),
            "score": round(self.score, 2),
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side; what stands in one only is listed in the order of its plan."""

    a: Form
    b: Form
    targets: tuple[TargetPair, ...]
    targets_only_a: tuple[Form, ...]
    targets_only_b: tuple[Form, ...]
    tasks: tuple[Counterpart, ...]
    tasks_only_a: tuple[Form, ...]
    tasks_only_b: tuple[Form, ...]

    def to_dict(self) -> dict[str, Any]:
        """The form that ``plan compare --format json`` prints."""
        heads = ("source", "title", "place", "issued_on")
        return {
            "a": {key: self.a.get(key) for key in heads},
            "b": {key: self.b.get(key) for key in heads},
            "targets": [pair.to_dict() for pair in self.targets],
            "targets_only_a": list(map(dict, self.targets_only_a)),
            "targets_only_b": list(map(dict, self.targets_only_b)),
            "tasks": [match.to_dict() for match in self.tasks],
            "tasks_only_a": list(map(dict, self.tasks_only_a)),
            "tasks_only_b": list(map(dict, self.tasks_only_b)),
        }


def compare(a: HasForm | Form, b: HasForm | Form, settings: Settings | None = None) -> Comparison:
    """Set two readings, or their plain forms, side by side.

    settings: thresholds and weights; the defaults suit plans of different cities.
    """
    settings = settings or Settings()
    forms = _form(a), _form(b)
    places = forms[0].get("place"), forms[1].get("place")
    targets = tuple(list(form.get("targets") or ()) for form in forms)
    tasks = tuple(list(form.get("tasks") or ()) for form in forms)
    pairs = pair_targets(targets[0], targets[1], places, settings)
    edges = match_tasks(tasks[0], tasks[1], places, settings)
    return Comparison(
        *forms,
        targets=tuple(_pair(targets[0][i], targets[1][j], score) for i, j, score in pairs),
        targets_only_a=_others(targets[0], {i for i, _, _ in pairs}),
        targets_only_b=_others(targets[1], {j for _, j, _ in pairs}),
        tasks=tuple(
            Counterpart(tasks[0][i], tasks[1][j], score, words) for i, j, score, words in edges
        ),
        tasks_only_a=_others(tasks[0], {edge[0] for edge in edges}),
        tasks_only_b=_others(tasks[1], {edge[1] for edge in edges}),
    )


def _form(reading: HasForm | Form) -> Form:
    return reading if isinstance(reading, Mapping) else reading.to_dict()


def _pair(a: Form, b: Form, score: float) -> TargetPair:
    first, second = (measure(t.get("value"), t.get("unit")) for t in (a, b))
    if first is None or second is None or not comparable(first, second):
        return TargetPair(a, b, score, None, None)
    return TargetPair(a, b, score, second.value - first.value, second.unit)


def _others(items: Sequence[Form], used: set[int]) -> tuple[Form, ...]:
    return tuple(item for place, item in enumerate(items) if place not in used)


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
