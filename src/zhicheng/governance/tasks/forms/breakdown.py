"""The form that breaks a task down: which units, until when, how much each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, NumberField
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.governance.tasks.forms.everyone import ALL, add_boxes, ticked
from zhicheng.governance.tasks.rules import sum_of

_ORDER = (*ALL.values(), *(kind for kind in UnitKind if kind not in ALL.values()))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that can be chosen: its tick box, and the field for its share."""

    unit: Unit
    tick: BoundField
    share: BoundField


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of a kind, counties and zones first. all: the box that chooses them all, where there is one."""

    title: Text
    all: BoundField | None
    rows: Sequence[UnitRow]


class BreakdownForm(forms.Form):
    """Units with their shares, chosen one by one or all of a kind; a share that is filled in chooses, too."""

    title = forms.CharField(label=_("子任务名称"), max_length=300)
    due_on = forms.DateField(label=_("完成时限"), widget=DayInput())
    amount = NumberField(
        label=_("总量"),
        required=False,
        max_digits=16,
        decimal_places=4,
        min_value=Decimal("0.0001"),
        error_messages={"min_value": _("总量应大于 0。")},
        help_text=_("可以计数的任务填写，例如建站 40 个；不计数的留空。"),
    )
    measure = forms.CharField(label=_("计量单位"), required=False, max_length=20)
    partial = forms.BooleanField(
        label=_("其余以后再分解"),
        required=False,
        help_text=_("各单位数量之和应等于总量；少于总量时勾选此项。"),
    )

    def __init__(
        self, *args: Any, units: Sequence[Unit], settable: bool, counted: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = sorted(units, key=_place)
        if not settable:
            del self.fields["amount"], self.fields["measure"]
        if not settable and not counted:
            del self.fields["partial"]
        add_boxes(self, units)
        for unit in self.units:
            self.fields[f"unit_{unit.pk}"] = forms.BooleanField(label=str(unit), required=False)
            self.fields[f"share_{unit.pk}"] = _share(unit)

    def groups(self) -> Iterator[UnitGroup]:
        """The units as the page shows them."""
        whole = {kind: name for name, kind in ALL.items()}
        for kind, units in groupby(self.units, key=lambda unit: unit.kind):
            name = whole.get(UnitKind(kind), "")
            rows = [UnitRow(u, self[f"unit_{u.pk}"], self[f"share_{u.pk}"]) for u in units]
            box = self[name] if name in self.fields else None
            yield UnitGroup(UnitKind(kind).label, box, rows)

    def sum(self) -> Decimal:
        """Of the shares that were filled in and are numbers, also where the form does not hold up."""
        given = getattr(self, "cleaned_data", {})
        return sum_of(given.get(f"share_{unit.pk}") for unit in self.units)

    def shares(self) -> dict[Unit, Decimal | None]:
        """The units that were chosen, with what each is given; the form holds up."""
        given = self.cleaned_data
        kinds = ticked(given)
        shares = {unit: given[f"share_{unit.pk}"] for unit in self.units}
        return {
            unit: share
            for unit, share in shares.items()
            if given[f"unit_{unit.pk}"] or unit.kind in kinds or share is not None
        }


def _place(unit: Unit) -> tuple[int, int, int]:
    kind = UnitKind(unit.kind)
    return _ORDER.index(kind), unit.order, unit.pk


def _share(unit: Unit) -> NumberField:
    label = _("%(unit)s的数量") % {"unit": unit}
    widget = forms.TextInput(attrs={"aria-label": label, "data-part": ""})
    return NumberField(label=label, required=False, max_digits=16, decimal_places=4, widget=widget)
