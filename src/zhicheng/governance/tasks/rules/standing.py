"""The state of a task, from those of its units; which states are shown where states are counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from zhicheng.governance.tasks.rules.procedure import Kind, Stage


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part in a task, as far as the state of the whole depends on it."""

    kind: Kind
    stage: Stage


class _OfKind(Protocol):
    @property
    def kind(self) -> str: ...


_Part = TypeVar("_Part", bound=_OfKind)


def deciding(at_work: Sequence[_Part]) -> list[_Part]:
    """Those of the parts at work on which the task depends: the leads' (牵头), else all."""
    return [part for part in at_work if part.kind == Kind.LEAD] or list(at_work)


_UNDER_WAY = frozenset({Stage.IN_PROGRESS, Stage.RETURNED, Stage.REOPENED, Stage.FREEZE_ASKED})
_RANK = {stage: rank for rank, stage in enumerate(Stage)} | dict.fromkeys(
    _UNDER_WAY, list(Stage).index(Stage.IN_PROGRESS)
)
_BY_RANK = {_RANK[stage]: stage for stage in reversed(Stage)}


def task_stage(parts: Iterable[Part], *, ordered: bool = True) -> Stage:
    """The state of a task, from those of its units (R-SC; "lead" decides as long as it is at work).

    ordered: the version in force still orders the task.

    - no unit at work in it: drafted (待分派), or ended when the task is no longer ordered;
    - frozen when all that is left open is frozen;
    - closed only when every unit that was not ended is closed – the lead's alone is not enough;
    - else the least advanced decides: of the leads (牵头) while one of them is at work, else of all
      units at work; but once any unit has begun, the task is at least in progress.
    """
    stages = [p for p in parts if p.stage is not Stage.ENDED]
    if not stages:
        return Stage.DRAFTED if ordered else Stage.ENDED
    open_parts = [p for p in stages if p.stage is not Stage.CLOSED]
    if not open_parts:
        return Stage.CLOSED
    at_work = [p for p in open_parts if p.stage is not Stage.FROZEN]
    if not at_work:
        return Stage.FROZEN
    least = min(_RANK[p.stage] for p in deciding(at_work))
    most = max(_RANK[p.stage] for p in stages if p.stage is not Stage.FROZEN)
    begun = _RANK[Stage.IN_PROGRESS]
    return Stage.IN_PROGRESS if least < begun <= most else _BY_RANK[least]


_ALWAYS = (
    Stage.ASSIGNED,
    Stage.ACCEPTED,
    Stage.IN_PROGRESS,
    Stage.REPORTED,
    Stage.VERIFIED,
    Stage.CLOSED,
    Stage.FROZEN,
)


def shown_stages(counts: Mapping[Stage, int]) -> list[Stage]:
    """The states that have a figure: those of the usual way, and every other in which there is something.

    counts: of tasks or of parts by state. The figures of what is returned always add up to all.
    """
    return [stage for stage in Stage if stage in _ALWAYS or counts[stage]]
