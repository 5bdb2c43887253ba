"""A score sheet, one entry of it with the rows behind its figure, and the files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Light, Link, Shown, Tone
from zhicheng.foundation.files.views import download
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import Adjustment, Appeal, Decision, Entry, Sheet
from zhicheng.governance.assessment.rules import (
    APPEAL_NAMES,
    CLAUSE_NAMES,
    MEASURES,
    AppealState,
    ClauseKind,
    Measure,
    SchemeState,
    SheetState,
    appeal_fault,
)
from zhicheng.governance.assessment.views.common import (
    find_entry,
    find_sheet,
    formula_words,
    happenings,
    marks,
    sheet_light,
    url_of_entry,
    url_of_sheet,
    way_to_entry,
    way_to_sheet,
)
from zhicheng.governance.targets.permissions import visible_targets
from zhicheng.governance.tasks.permissions import visible_tasks

_DECISION_TONES = {
    Decision.OPEN: Tone.ACTIVE,
    Decision.ACCEPTED: Tone.GOOD,
    Decision.REFUSED: Tone.QUIET,
}
_APPEAL_TONES = {
    AppealState.OPEN: Tone.ACTIVE,
    AppealState.UPHELD: Tone.GOOD,
    AppealState.DISMISSED: Tone.QUIET,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a sheet as a row. decided: the verifier's score, or that it does not fall to the unit."""

    entry: Entry
    dimension: str
    name: Link
    mark: str | None
    value: str | None
    computed: str | None
    self_score: str | None
    decided: Shown
    proofs: int


def sheet(request: HttpRequest, key: int) -> HttpResponse:
    """A unit's scores, bonuses, deductions and appeals. 404 for whoever may not read them."""
    found, user, today = find_sheet(request, key), request.user, timezone.localdate()
    running = found.scheme.state == SchemeState.PUBLISHED
    scores = running and found.state == SheetState.OPEN
    verifies = running and found.state == SheetState.SUBMITTED
    decides = verifies and rules.has_perm("assessment.decide", user, found)
    may_score = scores and rules.has_perm("assessment.score", user, found)
    context = {
        "sheet": found,
        "way": way_to_sheet(found)[:-1],
        "state": sheet_light(found),
        "into": _into(found),
        "total": marks(found.total),
        "buttons": queries.sheet_choices(found, user, today),
        "lines": [_line(entry) for entry in queries.entries_of(found)],
        "adjustments": [_event(row) for row in queries.adjustments_of(found)],
        "appeals": [_appeal(row) for row in queries.appeals_for(user).filter(sheet=found)],
        "may_score": may_score,
        "may_decide": decides,
        "may_adjust": found.scheme.clauses.exists() and (may_score or decides),
        "may_appeal": rules.has_perm("assessment.appeal", user, found) and not _no_appeal(found, today),
        "happenings": happenings(list(queries.steps_of_sheet(found))),
    }  # fmt: skip
    return render(request, "assessment/sheet.html", context)


def _into(found: Sheet) -> Link | None:
    """The sheet of the successor, where this one was merged into it."""
    if found.into is None:
        return None
    return Link(found.into.unit.short_name, url_of_sheet(found.into))


def _no_appeal(found: Sheet, today: date) -> str:
    scheme = found.scheme
    state = SchemeState(scheme.state)
    return appeal_fault(state, scheme.appeal_days, scheme.appeal_until, today)


def _line(entry: Entry) -> Line:
    return Line(
        entry=entry,
        dimension=entry.indicator.dimension.name,
        name=Link(entry.indicator.name, url_of_entry(entry)),
        mark=marks(entry.indicator.mark),
        value=value_words(entry),
        computed=marks(entry.computed),
        self_score=marks(entry.self_score),
        decided=Light(_("合理缺项"), Tone.QUIET) if entry.exempt else marks(entry.score),
        proofs=len(entry.proofs.all()),
    )


def value_words(entry: Entry) -> str | None:
    """The measured value in percent; None where nothing is known – never 0."""
    known = marks(entry.value)
    return f"{known}%" if known is not None else None


def _event(row: Adjustment) -> dict[str, Any]:
    decision = Decision(row.decision)
    sign = "+" if row.clause.kind == ClauseKind.BONUS else "−"
    return {
        "row": row,
        "kind": CLAUSE_NAMES[ClauseKind(row.clause.kind)],
        "points": f"{sign}{marks(row.points)}",
        "decision": Light(decision.label, _DECISION_TONES[decision]),
    }


def _appeal(row: Appeal) -> dict[str, Any]:
    about = row.entry.indicator.name if row.entry else str(row.adjustment)
    link = Link(about, reverse("assessment:appeal", args=[row.pk]))
    return {"row": row, "link": link, "light": appeal_light(row)}


def appeal_light(row: Appeal) -> Light:
    state = AppealState(row.state)
    return Light(APPEAL_NAMES[state], _APPEAL_TONES[state])


def entry(request: HttpRequest, key: int) -> HttpResponse:
    """One indicator of a sheet: what is asked, what was measured from which rows, who scored what and why."""
    found = find_entry(request, key)
    user, sheet, scheme = request.user, found.sheet, found.sheet.scheme
    running = scheme.state == SchemeState.PUBLISHED
    scores = running and sheet.state == SheetState.OPEN
    verifies = running and sheet.state == SheetState.SUBMITTED
    measure = found.indicator.measured_by
    context = {
        "entry": found,
        "way": way_to_entry(found)[:-1],
        "mark": marks(found.indicator.mark),
        "formula": formula_words(found.indicator),
        "how": MEASURES[measure].how if measure else "",
        "value": value_words(found),
        "computed": marks(found.computed),
        "self_score": marks(found.self_score),
        "decided": Light(_("合理缺项"), Tone.QUIET) if found.exempt else marks(found.score),
        "changed": list(found.appeals.filter(state=AppealState.UPHELD)),
        "behind": _behind(found, user),
        "proofs": list(found.proofs.select_related("file", "evidence__report__assignment", "observation")),
        "may_score": scores and rules.has_perm("assessment.score", user, sheet),
        "may_decide": verifies and rules.has_perm("assessment.decide", user, sheet),
    }  # fmt: skip
    return render(request, "assessment/entry.html", context)


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a figure: heads and cells."""

    heads: tuple[Any, ...]
    rows: list[tuple[Shown, ...]]
    counted: int

    @property
    def lines(self) -> list[list[tuple[Any, Shown]]]:
        """The rows, each cell with its head."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def _behind(entry: Entry, user: Any) -> Behind | None:
    """The rows that a figure was counted from; a name leads on only where the person may follow."""
    rows = entry.lineage.get("rows", [])
    if not rows:
        return None
    of_targets = entry.lineage.get("measure") in (Measure.ATTAINMENT, Measure.TARGETS_MET)
    shown = _targets(rows, user) if of_targets else _tasks(rows, user)
    return Behind(shown[0], shown[1], sum(bool(row["counts"]) for row in rows))


_Shown = tuple[tuple[Any, ...], list[tuple[Shown, ...]]]


def _tasks(rows: Iterable[Mapping[str, Any]], user: Any) -> _Shown:
    keys = {row["task"] for row in rows}
    titles = dict(visible_tasks(user).filter(pk__in=keys).values_list("pk", "title"))
    heads = (_("任务"), _("单位"), _("完成时限"), _("销号或报送日期"), _("计入"))
    cells: list[tuple[Shown, ...]] = [
        (
            Link(f"{r['number']} {titles[r['task']]}", reverse("tasks:task", args=[r["task"]]))
            if r["task"] in titles
            else r["number"],
            r["unit"],
            r["due_on"],
            r.get("closed_on", r.get("sent_on")),
            bool(r["counts"]),
        )
        for r in rows
    ]
    return heads, cells


def _targets(rows: Iterable[Mapping[str, Any]], user: Any) -> _Shown:
    keys = {row["target"] for row in rows}
    seen = set(visible_targets(user).filter(pk__in=keys).values_list("pk", flat=True))
    heads = (_("指标"), _("要求"), _("现值"), _("数值日期"), _("达到"))
    cells: list[tuple[Shown, ...]] = [
        (
            Link(r["indicator"], reverse("targets:target", args=[r["target"]]))
            if r["target"] in seen
            else r["indicator"],
            r["wanted"],
            r["value"],
            r["as_of"],
            bool(r["counts"]),
        )
        for r in rows
    ]
    return heads, cells


def proof(request: HttpRequest, key: int) -> HttpResponseBase:
    """Evidence as a download; 404 for whoever may not read the sheet."""
    found = get_object_or_404(queries.proofs_for(request.user), pk=key)
    return download(found.file, found.name)


def adjustment_file(request: HttpRequest, key: int) -> HttpResponseBase:
    """The file of a bonus or deduction as a download."""
    found = get_object_or_404(queries.adjustments_for(request.user), pk=key)
    if found.file is None:
        raise Http404(gettext("这一事项没有附件。"))
    return download(found.file, found.file_name)


def appeal_file(request: HttpRequest, key: int) -> HttpResponseBase:
    """The file of an appeal as a download."""
    found = get_object_or_404(queries.appeals_for(request.user), pk=key)
    if found.file is None:
        raise Http404(gettext("这件申诉没有附件。"))
    return download(found.file, found.file_name)
