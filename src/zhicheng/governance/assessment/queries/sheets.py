"""Reads about sheets: entries, evidence, bonuses and deductions, appeals, totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.units.queries import answering_for
from zhicheng.governance.assessment import permissions
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Decision,
    Entry,
    Proof,
    Scheme,
    Sheet,
    Step,
)
from zhicheng.governance.assessment.queries.records import Choice
from zhicheng.governance.assessment.rules import (
    SHEET,
    ClauseKind,
    Event,
    Line,
    SchemeState,
    SheetFacts,
    SheetState,
    Subject,
    adjusted,
    is_scored,
    ranks,
    total,
)
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.targets.permissions import readable_evidence as readable_observations
from zhicheng.governance.tasks.models import Evidence
from zhicheng.governance.tasks.permissions import readable_evidence
from zhicheng.governance.tasks.rules import ReportState


def sheets_for(user: Any) -> QuerySet[Sheet]:
    """The sheets that a person may read, each with its scheme and unit."""
    return permissions.readable_sheets(user).select_related("scheme", "unit__area")


def sheets_of(user: Any, scheme: Scheme) -> QuerySet[Sheet]:
    """The sheets of a scheme of which a person may know how they stand."""
    return permissions.ranked_sheets(user, scheme).select_related("scheme", "unit")


def ranking(user: Any, scheme: Scheme) -> QuerySet[Sheet]:
    """Those whose totals a person may see; one that was merged into another has none."""
    return sheets_of(user, scheme).exclude(state=SheetState.MERGED)


def entries_of(sheet: Sheet) -> list[Entry]:
    """The entries in the order of the scheme, with indicator, dimension, target, evidence."""
    rows = sheet.entries.select_related(
        "indicator__dimension", "indicator__target__item__version", "decided_by"
    )
    proofs = Prefetch("proofs", Proof.objects.select_related("file").order_by("pk"))
    return list(rows.prefetch_related(proofs))


def entries_for(user: Any) -> QuerySet[Entry]:
    """The entries of sheets that a person may read."""
    rows = Entry.objects.filter(sheet__in=permissions.readable_sheets(user))
    return rows.select_related("sheet__scheme", "sheet__unit__area", "indicator__dimension")


def proofs_for(user: Any) -> QuerySet[Proof]:
    """The evidence that a person may open."""
    rows = Proof.objects.filter(entry__sheet__in=permissions.readable_sheets(user))
    return rows.select_related(
        "file", "entry__sheet__scheme", "entry__sheet__unit__area", "entry__indicator"
    )


def adjustments_for(user: Any) -> QuerySet[Adjustment]:
    """The bonuses and deductions that a person may read."""
    rows = Adjustment.objects.filter(sheet__in=permissions.readable_sheets(user))
    return rows.select_related("sheet__scheme", "sheet__unit__area", "clause", "file")


def adjustments_of(sheet: Sheet) -> list[Adjustment]:
    """The bonuses and deductions of a sheet, by clause."""
    return list(sheet.adjustments.select_related("clause", "by", "file").order_by("clause", "pk"))


def appeals_for(user: Any) -> QuerySet[Appeal]:
    """The appeals that a person may read: the office all, a unit its own."""
    rows = Appeal.objects.filter(sheet__in=permissions.readable_sheets(user))
    return rows.select_related(
        "sheet__scheme", "sheet__unit__area", "entry__indicator", "adjustment__clause", "file",
        "by", "answered_by",
    )  # fmt: skip


def steps_of(sheet: Sheet) -> QuerySet[Step]:
    """What happened to a sheet, newest first."""
    return sheet.steps.select_related("by", "deputy_for").order_by("-at", "-id")


def facts_of(sheet: Sheet, user: Any, on: date) -> SheetFacts:
    """What the guards of a sheet look at."""
    entries = entries_of(sheet)
    waiting = sheet.adjustments.filter(decision=Decision.OPEN).exists()
    return SheetFacts(
        running=sheet.scheme.state == SchemeState.PUBLISHED,
        scored=all(entry_is_scored(entry) for entry in entries),
        decided=not waiting and all(entry.is_decided for entry in entries),
        counted=not all(entry.exempt for entry in entries),
        independent=permissions.is_independent(user, sheet),
        late=on > sheet.scheme.self_by,
    )


def entry_is_scored(entry: Entry) -> bool:
    """Whether an entry is ready to be handed in."""
    return is_scored(
        entry.self_score, entry.note, evidence=len(entry.proofs.all()),
        demanded=bool(entry.indicator.evidence),
    )  # fmt: skip


def sheet_choices(sheet: Sheet, user: Any, on: date) -> tuple[Choice, ...]:
    """The steps of a sheet that are this person's to take."""
    found = open_to(SHEET, sheet.state, permissions.capacities(user, sheet))
    if not found or sheet.scheme.state != SchemeState.PUBLISHED:
        return ()
    facts = facts_of(sheet, user, on)
    if not facts.late:
        found = tuple(t for t in found if t.verb != "take_over")
    return tuple(Choice(t.verb, t.title, hindrance(SHEET, t, facts)) for t in found)


def total_of(sheet: Sheet) -> Decimal | None:
    """The total of a sheet by its entries and what was accepted; None while a score is missing."""
    rows = sheet.entries.select_related("indicator")
    lines = [Line(row.indicator.mark, row.score, row.exempt) for row in rows]
    return total(lines, _accepted([sheet.pk])[sheet.pk])


def _accepted(sheets: Iterable[int]) -> Mapping[int, list[Event]]:
    """The bonuses and deductions that count, by sheet: one query for any number."""
    found: dict[int, list[Event]] = defaultdict(list)
    rows = Adjustment.objects.filter(sheet__in=sheets, decision=Decision.ACCEPTED)
    for row in rows.select_related("clause"):
        found[row.sheet_id].append(event_of(row))
    return found


def event_of(row: Adjustment) -> Event:
    """A bonus or deduction for the rules."""
    return Event(row.clause_id, ClauseKind(row.clause.kind), row.points, row.clause.cap)


def adjusted_of(sheets: Iterable[int]) -> Mapping[int, Decimal]:
    """What bonuses and deductions come to, of the sheets that have any."""
    return {key: adjusted(events) for key, events in _accepted(sheets).items()}


def ranks_of(scheme: Scheme) -> Mapping[int, int | None]:
    """The place of each sheet by its total."""
    return ranks(dict(scheme.sheets.values_list("pk", "total")))


_OFFERED = 200
"""So many pieces of evidence, the newest, are offered for a score."""


def evidence_to_reuse(entry: Entry, user: Any) -> list[Evidence]:
    """Files of reports that were sent, which the person may read, newest first: of the units that the sheet
    is about."""
    sent = readable_evidence(user).exclude(report__state=ReportState.DRAFT)
    rows = sent.filter(_about(entry.sheet, "report__assignment__unit"))
    rows = rows.select_related("report__assignment__task", "file").order_by("-pk")
    return list(rows[:_OFFERED])


def observations_to_reuse(entry: Entry, user: Any) -> list[Observation]:
    """Evidence of measured values that the person may read: of the target in the formula, else of one's own."""
    rows = readable_observations(user).filter(void=False).select_related("target", "evidence")
    target = entry.indicator.target_id
    about = Q(target=target) if target else _about(entry.sheet, "target__owner")
    return list(rows.filter(about).order_by("-pk")[:_OFFERED])


def proofs_to_reuse(entry: Entry, user: Any) -> list[Proof]:
    """Files that were brought for other scores of the same units, in this or another scheme, which the person may
    read, newest first; of one file the newest, and none that is there already."""
    there = entry.proofs.values("file")
    rows = proofs_for(user).filter(_about(entry.sheet, "entry__sheet__unit"), taken_from=None)
    rows = rows.filter(evidence=None, observation=None).exclude(file__in=there)
    newest = {row.file_id: row for row in rows.order_by("pk")}
    return sorted(newest.values(), key=lambda row: -row.pk)[:_OFFERED]


def _about(sheet: Sheet, unit: str) -> Q:
    """The units that a sheet is about, those that are gone with their successor. unit: the way to the unit."""
    if sheet.scheme.subject == Subject.CITY:
        return Q()
    own = Q(**{f"{unit}__in": answering_for([sheet.unit_id])})
    if sheet.scheme.subject == Subject.COUNTIES:
        return own | Q(**{f"{unit}__area": sheet.unit.area_id})
    return own
