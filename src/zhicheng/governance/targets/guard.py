"""What was measured is kept: observations and the history are only added to."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, only_added_to

_MESSAGE = "what was measured of a target is only added to"
GUARD: Final = Guard(
    refusal
    for table in ("targets_observation", "targets_step")
    for refusal in only_added_to(table, _MESSAGE)
)
