"""Which states stand at the top. Plain values only."""

from collections.abc import Mapping

from zhicheng.governance.tasks.rules import Stage

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
    """The states on the first page: those of the usual way, and every other that has tasks.

    counts: of tasks by state. The figures of what is returned always add up to all tasks.
    """
    return [stage for stage in Stage if stage in _ALWAYS or counts[stage]]
