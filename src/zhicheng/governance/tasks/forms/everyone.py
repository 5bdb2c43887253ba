"""Boxes that choose all units of a kind at once: all counties, all zones."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.units.models import Unit, UnitKind

ALL: Final = {"all_counties": UnitKind.COUNTY, "all_zones": UnitKind.ZONE}


def add_boxes(form: forms.Form, units: Iterable[Unit]) -> None:
    """Give a form the boxes that choose any of these units."""
    kinds = {unit.kind for unit in units}
    for name, kind in ALL.items():
        if kind in kinds:
            label = _("全部%(kind)s") % {"kind": kind.label}
            form.fields[name] = forms.BooleanField(label=label, required=False)


def ticked(given: dict[str, Any]) -> set[UnitKind]:
    """The kinds of which all are chosen."""
    return {kind for name, kind in ALL.items() if given.get(name)}
