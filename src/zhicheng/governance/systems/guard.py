"""What was said of a system is kept: notes, their files and the history are only added to."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, only_added_to

_MESSAGE = "what was said of a system is only added to"
GUARD: Final = Guard(
    refusal
    for table in ("systems_note", "systems_notefile", "systems_step")
    for refusal in only_added_to(table, _MESSAGE)
)
