"""What the views of this room share: who sees what, and how states and marks are shown."""

from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Happening, Light, Link, Tone
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import Entry, Indicator, Scheme, Sheet, Step
from zhicheng.governance.assessment.rules import (
    NAMES,
    SCHEME_NAMES,
    SHEET_NAMES,
    SchemeState,
    SheetState,
    shown_mark,
)

_SCHEME_TONES = {
    SchemeState.DRAFT: Tone.QUIET,
    SchemeState.PUBLISHED: Tone.ACTIVE,
    SchemeState.ANNOUNCED: Tone.ACTIVE,
    SchemeState.FROZEN: Tone.GOOD,
}
_SHEET_TONES = {
    SheetState.OPEN: Tone.QUIET,
    SheetState.SUBMITTED: Tone.ACTIVE,
    SheetState.VERIFIED: Tone.GOOD,
    SheetState.MERGED: Tone.QUIET,
}


def find(request: HttpRequest, key: int) -> Scheme:
    """A scheme that the person may see, or 404."""
    return get_object_or_404(queries.schemes_for(request.user), pk=key)


def find_sheet(request: HttpRequest, key: int) -> Sheet:
    """A sheet that the person may read, or 404."""
    return get_object_or_404(queries.sheets_for(request.user), pk=key)


def find_entry(request: HttpRequest, key: int) -> Entry:
    """An entry of a sheet that the person may read, or 404."""
    return get_object_or_404(queries.entries_for(request.user), pk=key)


def scheme_light(scheme: Scheme) -> Light:
    state = SchemeState(scheme.state)
    return Light(SCHEME_NAMES[state], _SCHEME_TONES[state])


def sheet_light(sheet: Sheet) -> Light:
    state = SheetState(sheet.state)
    return Light(SHEET_NAMES[state], _SHEET_TONES[state])


def url_of(scheme: Scheme) -> str:
    return reverse("assessment:scheme", args=[scheme.pk])


def url_of_sheet(sheet: Sheet) -> str:
    return reverse("assessment:sheet", args=[sheet.pk])


def url_of_entry(entry: Entry) -> str:
    return reverse("assessment:entry", args=[entry.pk])


def way_to(scheme: Scheme) -> tuple[Link, ...]:
    """The pages above a form about a scheme."""
    return (Link(gettext("考核"), reverse("assessment:list")), Link(scheme.title, url_of(scheme)))


def way_to_sheet(sheet: Sheet) -> tuple[Link, ...]:
    """The pages above a form about a sheet."""
    return (*way_to(sheet.scheme), Link(sheet.called, url_of_sheet(sheet)))


def way_to_entry(entry: Entry) -> tuple[Link, ...]:
    """The pages above a form about an entry."""
    return (*way_to_sheet(entry.sheet), Link(entry.indicator.name, url_of_entry(entry)))


def marks(value: Decimal | None) -> str | None:
    """Marks as pages show them; None where there are none – never 0."""
    return None if value is None else shown_mark(value)


def formula_words(indicator: Indicator) -> str:
    """How an indicator is scored, in a few words."""
    if indicator.measured_by is None or indicator.floor is None or indicator.full is None:
        return gettext("评分")
    name = str(NAMES[indicator.measured_by])
    if indicator.target is not None:
        name = gettext("%(name)s（%(target)s）") % {
            "name": name,
            "target": indicator.target.indicator,
        }
    said = gettext("%(name)s：%(floor)s%% 起评，%(full)s%% 得满分") % {
        "name": name,
        "floor": shown_mark(indicator.floor),
        "full": shown_mark(indicator.full),
    }
    if indicator.steps is None:
        return gettext("%(said)s，按比例计分") % {"said": said}
    return gettext("%(said)s，分 %(steps)s 档") % {"said": said, "steps": indicator.steps}


def happenings(steps: list[Step]) -> list[Happening]:
    """The history for a timeline."""
    return [
        Happening(
            step.at,
            _("%(name)s（代%(name2)s）") % {"name": step.by.name, "name2": step.deputy_for.name}
            if step.deputy_for
            else step.by.name,
            step.title,
            step.said,
        )
        for step in steps
    ]
