"""A template is kept as it was: what was composed from it can be composed again."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, only_added_to

GUARD: Final = Guard(only_added_to("documents_template", "templates are only added to"))
