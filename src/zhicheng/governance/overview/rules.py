"""Which states stand at the top, and which targets come first. Plain values only."""

from collections.abc import Mapping
from enum import IntEnum

from zhicheng.governance.targets.rules import Outlook, Standing, Status
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


class Gravity(IntEnum):
    """How much a target needs to be looked at; the lowest first."""

    MISSED = 0
    BEHIND = 1
    AT_RISK = 2
    UNKNOWN = 3
    """Nothing is known of it, which is graver than to be on the way: it may be anything."""
    ON_TRACK = 4
    NOT_MEASURABLE = 5
    """It was settled that there is nothing to look at."""


_GRAVITIES = {
    Outlook.BEHIND: Gravity.BEHIND,
    Outlook.AT_RISK: Gravity.AT_RISK,
    Outlook.UNKNOWN: Gravity.UNKNOWN,
    Outlook.ON_TRACK: Gravity.ON_TRACK,
}


def gravity(standing: Standing) -> Gravity:
    """How much a target that stands so needs to be looked at."""
    if standing.status is Status.MISSED:
        return Gravity.MISSED
    if standing.status is Status.NOT_MEASURABLE:
        return Gravity.NOT_MEASURABLE
    return _GRAVITIES[standing.outlook]


def doubtful(standing: Standing) -> bool:
    """Whether a target was missed, or is behind or at risk."""
    return gravity(standing) <= Gravity.AT_RISK
