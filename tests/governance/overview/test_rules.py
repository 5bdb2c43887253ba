"""Which targets come first."""

from itertools import pairwise

from zhicheng.governance.overview.rules import doubtful, gravity
from zhicheng.governance.targets.rules import Outlook, Standing, Status


def test_what_was_missed_comes_first_and_what_is_not_known_before_what_is_well() -> None:
    order = [
        Standing(Status.MISSED, Outlook.BEHIND, ""),
        Standing(Status.MEASURED, Outlook.BEHIND, ""),
        Standing(Status.MEASURED, Outlook.AT_RISK, ""),
        Standing(Status.CONFIRMED, Outlook.UNKNOWN, ""),
        Standing(Status.MET, Outlook.ON_TRACK, ""),
        Standing(Status.NOT_MEASURABLE, Outlook.UNKNOWN, ""),
    ]
    assert all(gravity(graver) < gravity(other) for graver, other in pairwise(order))
    assert [doubtful(standing) for standing in order] == [True, True, True, False, False, False]
