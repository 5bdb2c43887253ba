"""The frozen result as it goes up: every score with its value, its evidence and the rows behind it (R-SC
appendix C), in one canonical text."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from zhicheng.foundation.units.models import Area, AreaKind
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Decision,
    Entry,
    Scheme,
    Sheet,
    Snapshot,
)
from zhicheng.governance.assessment.permissions import visible_schemes
from zhicheng.governance.assessment.queries.schemes import dimensions_of
from zhicheng.governance.assessment.queries.sheets import adjustments_of, entries_of
from zhicheng.governance.assessment.rules import ClauseKind, ranks


def snapshots_for(user: Any) -> QuerySet[Snapshot]:
    """The frozen results that a person sees whole: with every sheet, so the city's offices."""
    return Snapshot.objects.filter(scheme__in=visible_schemes(user)).select_related("scheme", "by")


def canonical(content: dict[str, Any]) -> str:
    """The one text of a content: the same values give the same bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(scheme: Scheme, *, signed_off: str) -> dict[str, Any]:
    """What is frozen of a scheme. signed_off: who approved the result, and how."""
    city = Area.objects.filter(kind=AreaKind.CITY).order_by("code").first()
    rows = scheme.sheets.select_related("unit", "verified_by").order_by("unit__order", "pk")
    return {
        "year": scheme.year,
        "city": city.name if city else None,
        "code": city.code if city else None,
        "scheme": _scheme(scheme),
        "sheets": [_sheet(sheet) for sheet in rows],
        "signed_off": signed_off,
    }


def _scheme(scheme: Scheme) -> dict[str, Any]:
    return {
        "title": scheme.title,
        "origin": scheme.origin,
        "subject": scheme.subject,
        "basis": scheme.basis,
        "period": [_plain(scheme.period_start), _plain(scheme.period_end)],
        "published_at": _plain(scheme.published_at),
        "announced_on": _plain(scheme.announced_on),
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
    return {**found, **numbers, "target": indicator.target.indicator if indicator.target else None}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    events = adjustments_of(sheet)
    return {
        "unit": sheet.name,
        "total": _plain(sheet.total),
        "rank": sheet.rank,
        "verifier": sheet.verified_by.name if sheet.verified_by else None,
        "verified_at": _plain(sheet.verified_at),
        "rows": [_row(entry) for entry in entries_of(sheet)],
        "bonus": _events(events, ClauseKind.BONUS),
        "deductions": _events(events, ClauseKind.DEDUCTION),
        "appeals": [_appeal(appeal) for appeal in sheet.appeals.select_related(
            "entry__indicator", "adjustment__clause"
        )],
    }  # fmt: skip


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "dimension": entry.indicator.dimension.name,
        "indicator": entry.indicator.name,
        "mark": _plain(entry.indicator.mark),
        "value": _plain(entry.value),
        "as_of": _plain(entry.as_of),
        "why": entry.why,
        "computed": _plain(entry.computed),
        "lineage": entry.lineage,
        "self_score": _plain(entry.self_score),
        "note": entry.note,
        "score": _plain(entry.score),
        "exempt": entry.exempt,
        "reason": entry.reason,
        "evidence": [{"name": p.name, "sha256": p.file.sha256} for p in entry.proofs.all()],
    }


def _events(rows: Iterable[Adjustment], kind: ClauseKind) -> list[dict[str, Any]]:
    return [
        {
            "clause": row.clause.number,
            "event": row.said,
            "score": _plain(row.points),
            "counted": row.decision == Decision.ACCEPTED,
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
