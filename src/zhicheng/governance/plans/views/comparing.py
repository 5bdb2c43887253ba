"""Plans beside each other, with the way to every sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import rules
from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.engines.plans.compare import Comparison, compare
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.face.forms import RowsField
from zhicheng.foundation.face.lists import Filters
from zhicheng.governance.plans.measuring import Latest, latest_of
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.permissions import visible_versions
from zhicheng.governance.plans.queries import (
    Demand,
    Line,
    comparable_versions,
    forms_of,
    target_lines,
)
from zhicheng.governance.plans.rules import fields
from zhicheng.governance.plans.rules.amounts import Scale, scale_of

MOST = 5
"""Plans in one table: more columns nobody can read."""


class ChooseForm(Filters):
    """Which plan leads, and which stand beside it. enough: there are two to choose from."""

    a = forms.ModelChoiceField(
        Version.objects.none(), label=_("以此方案为准"), empty_label=_("请选择")
    )
    b = RowsField(
        Version.objects.none(),
        label=_("与之对照"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一份对照的方案。")},
    )

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data)
        for field in (self.fields["a"], self.fields["b"]):
            field.queryset = comparable_versions(user)  # type: ignore[attr-defined]  # model choices
            field.label_from_instance = _title  # type: ignore[attr-defined]  # as above
        self.enough = comparable_versions(user)[:2].count() > 1

    def clean_b(self) -> list[Version]:
        """The others without the first. Raises ValidationError for none, or for too many."""
        others = [row for row in self.cleaned_data["b"] if row != self.cleaned_data.get("a")]
        if not others:
            raise forms.ValidationError(_("请选一份不同的方案来对照。"))
        if len(others) >= MOST:
            raise forms.ValidationError(_("最多同时对照 %(most)s 份方案。") % {"most": MOST})
        return others


def _title(version: Version) -> str:
    return f"{version.title} · {version.get_state_display()}"


@require_safe
def comparison_page(request: HttpRequest) -> HttpResponse | FileResponse:
    """Choose plans; their targets in one table, and of two plans the tasks as well."""
    require("plans.view", request.user)
    form = ChooseForm(
        request.GET if "a" in request.GET or "b" in request.GET else None, request.user
    )
    context: dict[str, Any] = {
        "form": form,
        "enough": form.enough,
        "may_import": rules.has_perm("plans.import", request.user),
    }
    if form.is_bound and form.is_valid():
        chosen = [form.cleaned_data["a"], *form.cleaned_data["b"]]
        readings = forms_of(chosen)
        pair = compare(readings[0], readings[1]) if len(chosen) == 2 else None
        if pair and request.GET.get("export") == "xlsx":
            return _export(pair)
        lines = _cells(readings, chosen, request.user)
        opens = visible_versions(request.user).filter(pk__in=[version.pk for version in chosen])
        context |= {"versions": chosen, "lines": lines, **_tasks(pair, chosen)}
        context["opens"] = set(opens.values_list("pk", flat=True))
    return render(request, "plans/comparison.html", context)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plan asks of an indicator, in words, and the latest value of it; None where it does not have
    either. All cells of a line write figures of the same unit in the same magnitude."""

    version: Version
    demand: Demand | None
    words: str
    latest: Latest | None


def _cells(
    readings: Sequence[Mapping[str, Any]], versions: Sequence[Version], user: Any
) -> list[list[Cell]]:
    lines = target_lines(readings)
    known = latest_of(user, [one.item for line in lines for one in line.demands if one])
    return [_line(line, versions, known) for line in lines]


def _line(line: Line, versions: Sequence[Version], known: Mapping[int, Latest]) -> list[Cell]:
    beside = defaultdict[str, list[Decimal]](list)
    for demand in filter(None, line.demands):
        beside[_unit(demand)] += fields.figures(demand.values)
        if (latest := known.get(demand.item)) and latest.value is not None:
            beside[latest.unit].append(latest.value)
    scales = {unit: scale_of(unit, *values) for unit, values in beside.items()}
    return [
        _cell(demand, version, known, scales)
        for demand, version in zip(line.demands, versions, strict=True)
    ]


def _cell(
    demand: Demand | None,
    version: Version,
    known: Mapping[int, Latest],
    scales: Mapping[str, Scale],
) -> Cell:
    if demand is None:
        return Cell(version, None, "", None)
    latest = known.get(demand.item)
    if latest and latest.value is not None:
        latest = replace(latest, words=scales[latest.unit].words(latest.value))
    return Cell(version, demand, fields.measure(demand.values, scales[_unit(demand)]), latest)


def _unit(demand: Demand) -> str:
    return str(demand.values.get("unit") or "")


def _tasks(pair: Comparison | None, versions: Sequence[Version]) -> dict[str, Any]:
    """The tasks of two plans: what corresponds, and what only one of them orders."""
    if pair is None:
        return {"pair": None}
    alone = (pair.tasks_only_a, pair.tasks_only_b)
    return {
        "pair": pair,
        "tasks": [(match.a, match.b, "、".join(match.evidence)) for match in pair.tasks],
        "only": list(zip(versions, alone, strict=True)),
    }


def _export(pair: Comparison) -> FileResponse:
    # Here, because openpyxl takes a quarter of a second of every start.
    from zhicheng.engines.plans.exports.comparisons import comparison_sheets
    from zhicheng.engines.plans.exports.workbook import to_xlsx

    name = f"{_('方案对照')}-{timezone.localdate().isoformat()}.xlsx"
    return FileResponse(
        BytesIO(to_xlsx(comparison_sheets(pair))), as_attachment=True, filename=name
    )
