"""Which targets come first. Plain values only."""

from enum import IntEnum

from zhicheng.governance.targets.rules import Outlook, Standing, Status


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
