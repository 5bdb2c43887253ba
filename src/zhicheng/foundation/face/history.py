"""What happened to a row, as a page tells it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from zhicheng.foundation.face.records import Happening, Tone


def happenings(steps: Iterable[Any], tones: Mapping[str, Tone]) -> list[Happening]:
    """Rows of ``audit.models.Happened`` as a timeline; what a deputy did says 代.

    tones: by the state that a step led to (``state_to``).
    """
    return [
        Happening(
            step.at, _who(step), step.title, step.reason, tones.get(step.state_to, Tone.QUIET)
        )
        for step in steps
    ]


def _who(step: Any) -> str:
    by = step.by.name if step.by else gettext("系统")
    if not step.deputy_for:
        return by
    return gettext("%(by)s（代%(name)s）") % {"by": by, "name": step.deputy_for.name}
