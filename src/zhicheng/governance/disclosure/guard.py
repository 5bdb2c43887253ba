"""What was opened and withdrawn, when and why, is only added to."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, only_added_to

GUARD: Final = Guard(only_added_to("disclosure_step", "what was disclosed is only added to"))
