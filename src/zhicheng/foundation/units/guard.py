"""What became of a unit is kept."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, only_added_to

GUARD: Final = Guard(only_added_to("units_reform", "the history of units is only added to"))
