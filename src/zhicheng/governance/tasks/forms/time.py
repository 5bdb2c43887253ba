"""What people fill in about time: the city's rule for its lights, and milestones."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.dated.forms import SettingForm
from zhicheng.foundation.face.forms import DayInput, LongText
from zhicheng.foundation.face.records import Text
from zhicheng.governance.tasks.rules import (
    COLOUR_NAMES,
    CONDITION_NAMES,
    DATED,
    DAY_KIND_NAMES,
    Colour,
    Condition,
    DayKind,
    Lamp,
    LightTable,
)

_RANKED = (Condition.BEHIND, Condition.LATE_START, Condition.SOON)
"""What a city ranks below overdue. What began late has the place right after what is not signed for: it is
the same start, before and after the signature."""


def _orders() -> list[tuple[str, str]]:
    """Every order of the dated conditions that begins with overdue, in the reader's words."""
    return [
        (
            "-".join(order),
            " ＞ ".join(str(CONDITION_NAMES[c]) for c in (Condition.OVERDUE, *order)),
        )
        for order in permutations(_RANKED)
    ]


_AT_REST = tuple(c for c in Condition if c not in DATED)


class LightsForm(SettingForm):
    """A rule for the lights. ``initial_of`` fills it from another rule, to begin with."""

    field_order = ("valid_from", "name", "source")
    name = forms.CharField(label=_("规则名称"), max_length=60)
    soon = forms.IntegerField(label=_("临期天数"), min_value=0, max_value=366)
    soon_kind = forms.ChoiceField(
        label=_("临期天数按"), choices=[(k.value, n) for k, n in DAY_KIND_NAMES.items()]
    )
    sign_within = forms.IntegerField(label=_("签收期限（工作日）"), min_value=1, max_value=60)
    order = forms.ChoiceField(
        label=_("多种情形并存时，以何为准"),
        choices=_orders,
        help_text=_("“启动滞后”紧随“逾期未签收”之后。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for condition in Condition:
            self.fields[f"{condition}_colour"] = forms.ChoiceField(
                label=_("颜色"),
                choices=[(c.value, n) for c, n in COLOUR_NAMES.items()],
            )
            self.fields[f"{condition}_name"] = forms.CharField(label=_("名称"), max_length=20)
            self.fields[f"{condition}_meaning"] = forms.CharField(label=_("含义"), max_length=100)

    def general(self) -> list[BoundField]:
        """The fields of the rule as a whole."""
        return [self[name] for name in self.fields if name in type(self).base_fields]

    def lamps(self) -> Iterator[tuple[Text, BoundField, BoundField, BoundField]]:
        """For each condition: what it is, and its colour, name and meaning."""
        for c in Condition:
            yield CONDITION_NAMES[c], self[f"{c}_colour"], self[f"{c}_name"], self[f"{c}_meaning"]


def initial_of(table: LightTable) -> dict[str, Any]:
    """A rule as the form's first values; the day it begins is for the person to say."""
    found: dict[str, Any] = {
        "name": table.name,
        "source": table.source,
        "soon": table.soon,
        "soon_kind": table.soon_kind.value,
        "sign_within": table.sign_within,
        "order": "-".join(c for c in table.precedence if c in _RANKED),
    }
    for lamp in table.lamps:
        found[f"{lamp.condition}_colour"] = lamp.colour.value
        found[f"{lamp.condition}_name"] = lamp.name
        found[f"{lamp.condition}_meaning"] = lamp.meaning
    return found


def table_from(values: Mapping[str, Any]) -> LightTable:
    """What the form says, as a rule."""
    order = (Condition.OVERDUE, *_ranked(values["order"]), *_AT_REST)
    return LightTable(
        name=values["name"],
        valid_from=values["valid_from"],
        valid_to=None,
        source=values["source"],
        soon=values["soon"],
        soon_kind=DayKind(values["soon_kind"]),
        sign_within=values["sign_within"],
        lamps=tuple(
            Lamp(c, Colour(values[f"{c}_colour"]), values[f"{c}_name"], values[f"{c}_meaning"])
            for c in order
        ),
    )


def _ranked(order: str) -> Iterator[Condition]:
    for name in order.split("-"):
        yield Condition(name)
        if name == Condition.LATE_START:
            yield Condition.BEGUN_LATE


class MilestoneForm(forms.Form):
    """A milestone of one's own."""

    title = forms.CharField(label=_("节点"), max_length=200)
    due_on = forms.DateField(label=_("时间"), widget=DayInput)
    expected = forms.IntegerField(
        label=_("要求进度（%）"),
        required=False,
        help_text=_("复核进度达到即为达到；不填则由复核员确认。"),
    )


class FindingForm(forms.Form):
    """What a verifier's finding rests on."""

    reason = LongText(
        label=_("确认依据"),
        max_length=1000,
        rows=4,
        help_text=_("依据哪份报告、材料或者哪次现场核查。"),
    )
