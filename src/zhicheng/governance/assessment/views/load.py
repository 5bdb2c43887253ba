"""The assessments' part of what a unit has to do."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.rules import SchemeState, SheetState
from zhicheng.governance.assessment.views.common import sheet_light, url_of_sheet


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The sheets that a unit has still to hand in, the most urgent first."""
    rows = queries.sheets_for(user).filter(
        unit=unit, state=SheetState.OPEN, scheme__state=SchemeState.PUBLISHED
    )
    found = list(rows.order_by("scheme__self_by", "pk"))
    if not found:
        return None
    return Load(
        title=_("考核自评"),
        count=len(found),
        rows=[
            Row(
                Link(s.scheme.title, url_of_sheet(s)),
                sheet_light(s),
                _("自评截止"),
                s.scheme.self_by,
            )
            for s in found[:SHOWN]
        ],
        url=reverse("assessment:list"),
    )
