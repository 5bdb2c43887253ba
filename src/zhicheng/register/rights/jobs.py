"""What the register of rights does every night."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.jobs.registry import Progress, daily
from zhicheng.register.rights.actions import restate_those_over


@daily(name="rights.states", title=_("更新权利清单中的状态"), at="00:10")
def write_states(on: date, progress: Progress) -> dict[str, Any]:
    """Write the new state beside rights whose state ended yesterday or before."""
    changed = 0
    while step := restate_those_over(on=on):
        changed += step
        progress(changed, 0)
    return {"changed": changed}
