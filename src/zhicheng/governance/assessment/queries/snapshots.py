"""The frozen result as it goes up: every score with its value, its evidence and the rows behind it (R-SC
appendix C), in one canonical text.

``form`` counts the changes of its form. What was frozen in an earlier one stays as it is; the page that
prints a result reads all (``views.paper``).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from zhicheng.foundation.units.models import Area, AreaKind
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Decision,
    Entry,
    Proof,
    Scheme,
    Sheet,
    Snapshot,
)
from zhicheng.governance.assessment.permissions import visible_schemes
from zhicheng.governance.assessment.queries.schemes import dimensions_of
from zhicheng.governance.assessment.queries.sheets import adjustments_of, entries_of, event_of
from zhicheng.governance.assessment.rules import (
    ClauseKind,
    Line,
    Measure,
    SheetState,
    counted,
    narrative,
    ranks,
    spread_of,
)

FORM: Final = 3
"""1 had neither keys, definition versions, units, denominators and verifiers of the rows, nor sentences, and of
the sign-off only the words. 2 did not say what a bonus or deduction counted for under a cap, nor how the marks of
what does not fall to a unit were spread, and put the answer to an appeal in the place of the verifier's reason."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed a result off: the convener, the unit that leads, the day, and in what words (审定意见)."""

    convener: str
    lead: str
    signed_on: date
    opinion: str


def snapshots_for(user: Any) -> QuerySet[Snapshot]:
    """The frozen results that a person sees whole: with every sheet, so the city's offices."""
    return Snapshot.objects.filter(scheme__in=visible_schemes(user)).select_related("scheme", "by")


def canonical(content: dict[str, Any]) -> str:
    """The one text of a content: the same values give the same bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(scheme: Scheme, *, signed: SignOff) -> dict[str, Any]:
    """What is frozen of a scheme."""
    city = Area.objects.filter(kind=AreaKind.CITY).order_by("code").first()
    rows = scheme.sheets.select_related("unit__area", "submitted_by", "verified_by", "into")
    sheets = list(rows.order_by("unit__order", "pk"))
    return {
        "form": FORM,
        "year": scheme.year,
        "city": city.name if city else None,
        "code": city.code if city else None,
        "scheme": _scheme(scheme),
        "sheets": [_told(_sheet(s)) for s in sheets if s.state != SheetState.MERGED],
        "merged": [_merged(s) for s in sheets if s.state == SheetState.MERGED],
        "sign_off": {
            "convener": signed.convener,
            "lead": signed.lead,
            "date": _plain(signed.signed_on),
            "opinion": signed.opinion,
        },
    }


def _scheme(scheme: Scheme) -> dict[str, Any]:
    """version: of the row, as programs see it. definition_sha256: over what was published, so that one can see
    which results were scored by the same definition."""
    definition = _definition(scheme)
    return {
        "id": scheme.pk,
        "version": scheme.version,
        "definition_sha256": hash_of(canonical(definition)),
        "title": scheme.title,
        "origin": scheme.origin,
        "subject": scheme.subject,
        "basis": scheme.basis,
        "period": [_plain(scheme.period_start), _plain(scheme.period_end)],
        "published_at": _plain(scheme.published_at),
        "announced_on": _plain(scheme.announced_on),
        **definition,
    }


def _definition(scheme: Scheme) -> dict[str, Any]:
    return {
        "dimensions": [
            {
                "name": dimension.name,
                "weight": _plain(dimension.weight),
                "indicators": [_indicator(i) for i in dimension.indicators.all()],
            }
            for dimension in dimensions_of(scheme)
        ],
        "clauses": [
            {"number": c.number, "kind": c.kind, "text": c.text, "points": _plain(c.points), "cap": _plain(c.cap)}
            for c in scheme.clauses.all()
        ],
    }  # fmt: skip


def _indicator(indicator: Any) -> dict[str, Any]:
    fields = ("name", "method", "measure", "demand", "evidence", "steps")
    found = {name: getattr(indicator, name) for name in fields}
    numbers = {name: _plain(getattr(indicator, name)) for name in ("mark", "floor", "full")}
    target = indicator.target
    return {
        "id": indicator.pk, **found, **numbers, "target_id": target.pk if target else None,
        "target": target.indicator if target else None,
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict[str, Any]:
    events = adjustments_of(sheet)
    entries = entries_of(sheet)
    return {
        "id": sheet.pk,
        "unit_id": sheet.unit_id,
        "unit": sheet.name,
        "code": sheet.unit.area.code,
        "total": _plain(sheet.total),
        "rank": sheet.rank,
        "submitted_by": sheet.submitted_by.name if sheet.submitted_by else None,
        "submitted_at": _plain(sheet.submitted_at),
        "verifier": sheet.verified_by.name if sheet.verified_by else None,
        "verified_at": _plain(sheet.verified_at),
        "dimensions": _dimensions(entries),
        "spread": _spread(entries),
        "rows": [_row(entry) for entry in entries],
        "bonus": _events(events, ClauseKind.BONUS),
        "deductions": _events(events, ClauseKind.DEDUCTION),
        "appeals": [_appeal(appeal) for appeal in sheet.appeals.select_related(
            "entry__indicator", "adjustment__clause", "answered_by"
        )],
    }  # fmt: skip


def _told(sheet: dict[str, Any]) -> dict[str, Any]:
    return {**sheet, "narrative": narrative(sheet)}


def _merged(sheet: Sheet) -> dict[str, Any]:
    """A sheet that went over into another one's when its unit was gone."""
    into = sheet.into
    assert into is not None  # noqa: S101 - a constraint
    return {"id": sheet.pk, "unit": sheet.name, "into": into.pk}


def _dimensions(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What the scores of each dimension come to; None where none of it falls to the unit."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        dimension = entry.indicator.dimension
        line = found.setdefault(dimension.name, {"weight": dimension.weight, "score": None})
        if entry.score is not None:
            line["score"] = (line["score"] or Decimal(0)) + entry.score
    return [
        {"name": name, "weight": _plain(line["weight"]), "score": _plain(line["score"])}
        for name, line in found.items()
    ]


def _spread(entries: Iterable[Entry]) -> dict[str, Any] | None:
    found = spread_of(Line(row.indicator.mark, row.score, row.exempt) for row in entries)
    if found is None:
        return None
    return {
        "exempt": _plain(found.exempt), "mark": _plain(found.mark), "score": _plain(found.score),
        "counted": _plain(found.counted),
    }  # fmt: skip


def _row(entry: Entry) -> dict[str, Any]:
    """definition_version: of the measure (``rules.MEASURES``); a judged score is defined by the scheme alone."""
    return {
        "dimension": entry.indicator.dimension.name,
        "indicator_id": entry.indicator_id,
        "indicator": entry.indicator.name,
        **_against(entry),
        "definition_version": entry.lineage.get("definition_version"),
        "denominator": entry.lineage.get("denominator"),
        "mark": _plain(entry.indicator.mark),
        "value": _plain(entry.value),
        "as_of": _plain(entry.as_of),
        "why": entry.why,
        "computed": _plain(entry.computed),
        "lineage": entry.lineage,
        "self_score": _plain(entry.self_score),
        "note": entry.note,
        "score": _plain(entry.score),
        "verifier": entry.decided_by.name if entry.decided_by else None,
        "exempt": entry.exempt,
        "reason": entry.reason,
        "evidence": [_proof(proof) for proof in entry.proofs.all()],
    }


def _against(entry: Entry) -> dict[str, Any]:
    """unit, target, actual, and whose definition the target is: of an attainment the target's own; of another
    measure what earns the full mark, in percent; of a judged score the mark, and no figure."""
    indicator, lines = entry.indicator, entry.lineage.get("rows", [])
    if indicator.measured_by is Measure.ATTAINMENT:
        line = lines[0] if lines else {}
        keys = {
            "unit": "unit",
            "target": "demanded",
            "actual": "measured",
            "plan_version": "plan_version",
        }
        return {"target_id": indicator.target_id} | {
            to: line.get(name) for to, name in keys.items()
        }
    ours = {"target_id": None, "plan_version": None}
    if indicator.measured_by is None:
        return {
            **ours,
            "unit": gettext_noop("分"),
            "target": _plain(indicator.mark),
            "actual": None,
        }
    return {**ours, "unit": "%", "target": _plain(indicator.full), "actual": _plain(entry.value)}


def _proof(proof: Proof) -> dict[str, Any]:
    """A piece of evidence, and where it was taken from, if it was."""
    return {
        "id": proof.pk, "name": proof.name, "sha256": proof.file.sha256,
        "evidence_id": proof.evidence_id, "observation_id": proof.observation_id,
        "score_id": proof.taken_from_id,
    }  # fmt: skip


def _events(rows: list[Adjustment], kind: ClauseKind) -> list[dict[str, Any]]:
    """score: its marks. counted: whether it was accepted; counted_score: what it added to or took from the total,
    the events of a clause together up to its cap."""
    accepted = [row for row in rows if row.decision == Decision.ACCEPTED]
    parts = counted(event_of(row) for row in accepted)
    came_to = {row.pk: part for row, part in zip(accepted, parts, strict=True)}
    return [
        {
            "id": row.pk,
            "clause": row.clause.number,
            "event": row.said,
            "score": _plain(row.points),
            "counted": row.pk in came_to,
            "counted_score": _plain(came_to.get(row.pk)),
            "cap": _plain(row.clause.cap),
            "reason": row.reason,
            "evidence": row.file.sha256 if row.file else None,
        }
        for row in rows
        if row.clause.kind == kind
    ]


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {
        "against": appeal.entry.indicator.name if appeal.entry else str(appeal.adjustment),
        "text": appeal.text,
        "state": appeal.state,
        "answer": appeal.answer,
        "answered_by": appeal.answered_by.name if appeal.answered_by else None,
        "before": _plain(appeal.score_before),
        "after": _plain(appeal.score_after),
    }


def _plain(value: Decimal | date | datetime | None) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else f"{value.normalize():f}"


def disagreements(snapshot: Snapshot) -> list[str]:
    """What does not hold of a frozen result: its hash, or its places by its totals. Nothing, unless somebody
    wrote past the guard."""
    found = []
    if hash_of(snapshot.content) != snapshot.sha256:
        found.append("sha256")
    sheets = json.loads(snapshot.content)["sheets"]
    totals = {n: Decimal(sheet["total"]) for n, sheet in enumerate(sheets)}
    if ranks(totals) != {n: sheet["rank"] for n, sheet in enumerate(sheets)}:
        found.append("rank")
    return found
