"""What assessments found, as far as their results are frozen."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from zhicheng.foundation.face.told import told
from zhicheng.governance.assessment.models import Snapshot
from zhicheng.governance.assessment.queries import snapshots_for
from zhicheng.governance.bulletins.queries.gathering.common import Asked
from zhicheng.governance.bulletins.rules import Cell, Figure, Lineage, Table


def ranking(asked: Asked) -> Table:
    """Totals and places as they were frozen: in the period, or of the year that the paper is about."""
    about = Q(at__date__range=(asked.first, asked.last))
    if asked.whole_year:
        about |= Q(scheme__year=asked.first.year)
    rows = snapshots_for(asked.user).filter(about).order_by("scheme__year", "scheme")
    heads = (
        ("scheme", told("考核方案")), ("unit", told("被考核单位")), ("total", told("得分")),
        ("rank", told("名次")),
    )  # fmt: skip
    lines = tuple(line for row in rows for line in _lines(asked, row))
    return Table("assessment", told("考核结果"), heads, lines)


def _lines(asked: Asked, snapshot: Snapshot) -> Iterator[tuple[Cell, ...]]:
    scheme = snapshot.scheme
    sheets = json.loads(snapshot.content)["sheets"]
    line = Lineage(
        told(
            "考核定稿结果“%(title)s”（SHA-256 %(hash)s…）",
            title=scheme.title,
            hash=snapshot.sha256[:16],
        ),
        told("按考核方案核定的总分和名次，定稿后不再变动"),
        asked.on,
        reverse("assessment:ranking", args=[scheme.pk]),
        len(sheets),
    )
    for n, sheet in enumerate(sorted(sheets, key=lambda row: _place(row, len(sheets))), 1):
        key = f"assessment.{scheme.pk}.{n}"
        yield (
            scheme.title,
            sheet["unit"],
            Figure(
                f"{key}.total", sheet["unit"], _number(sheet["total"]), gettext_noop("分"), line
            ),
            Figure(f"{key}.rank", sheet["unit"], _number(sheet["rank"]), "", line),
        )


def _place(sheet: dict[str, Any], count: int) -> tuple[int, str]:
    """Where a sheet stands; those without a rank behind all of them."""
    return (sheet["rank"] or count + 1, sheet["unit"])


def _number(kept: str | int | None) -> Decimal | None:
    return None if kept is None else Decimal(str(kept))
