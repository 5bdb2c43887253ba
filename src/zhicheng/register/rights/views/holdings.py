"""A party's rights, on the party's page."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Link
from zhicheng.register.parties.models import Party
from zhicheng.register.parties.registry import SHOWN, Holding, Holdings
from zhicheng.register.rights import queries
from zhicheng.register.rights.models import Right
from zhicheng.register.rights.views.common import light, url_of


def rights_of(user: Any, party: Party, on: date) -> Holdings:
    """What a party holds or held, the newest on file first."""
    rows = queries.held_by(queries.rights_for(user), party).order_by("-pk")
    return Holdings(
        title=_("权利"),
        count=rows.count(),
        rows=[_row(right, on) for right in rows[:SHOWN]],
        url=f"{reverse('rights:list')}?party={party.pk}",
    )


def _row(right: Right, on: date) -> Holding:
    return Holding(
        link=Link(right.title, url_of(right)),
        note=right.get_kind_display(),
        number=right.number or right.publication,
        light=light(queries.status_of(right, on, on)),
    )
