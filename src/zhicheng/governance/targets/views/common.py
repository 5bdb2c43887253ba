"""What the views of this room share: who sees a target, and how its standing is shown."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Light, Link, Text, Tone
from zhicheng.governance.targets import queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import (
    JUDGEMENT_NAMES,
    OUTLOOK_NAMES,
    STATUS_NAMES,
    Outlook,
    Standing,
    Status,
)

_STATUS_TONES = {
    Status.DRAFT: Tone.QUIET,
    Status.CONFIRMED: Tone.UNKNOWN,
    Status.MEASURED: Tone.ACTIVE,
    Status.MET: Tone.GOOD,
    Status.MISSED: Tone.DANGER,
    Status.NOT_MEASURABLE: Tone.UNKNOWN,
}
_OUTLOOK_TONES = {
    Outlook.ON_TRACK: Tone.GOOD,
    Outlook.AT_RISK: Tone.CAUTION,
    Outlook.BEHIND: Tone.WARNING,
    Outlook.UNKNOWN: Tone.UNKNOWN,
}
VERDICTS = {
    True: Light(_("达到"), Tone.GOOD),
    False: Light(_("未达到"), Tone.DANGER),
    None: Light(_("尚无结论"), Tone.UNKNOWN),
}
"""Whether a year has brought what it had to."""


def status_light(standing: Standing) -> Light:
    """The status as icon and word."""
    return Light(STATUS_NAMES[standing.status], _STATUS_TONES[standing.status])


def outlook_light(standing: Standing) -> Light:
    """The outlook as icon and word; a target that was missed is dangerous, one that lags is not yet."""
    tone = Tone.DANGER if standing.status is Status.MISSED else _OUTLOOK_TONES[standing.outlook]
    return Light(OUTLOOK_NAMES[standing.outlook], tone)


def value_words(target: Target, standing: Standing) -> Text | None:
    """The latest value with its unit, in the magnitude of what is demanded (``rules.wanted`` beside it), or the
    judgement; None where nothing is known – never 0."""
    if standing.judgement is not None:
        return JUDGEMENT_NAMES[standing.judgement]
    if standing.value is None:
        return None
    return target.demand.scale_beside(standing.value).words(standing.value)


def find(request: HttpRequest, key: int) -> Target:
    """A target that the person may see, or 404."""
    return get_object_or_404(queries.targets_for(request.user), pk=key)


def url_of(target: Target) -> str:
    return reverse("targets:target", args=[target.pk])


def way_to(target: Target) -> tuple[Link, ...]:
    """The pages above a form about a target."""
    return (
        Link(gettext("指标台账"), reverse("targets:list")),
        Link(target.indicator, url_of(target)),
    )
