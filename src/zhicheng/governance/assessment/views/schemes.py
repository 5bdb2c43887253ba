"""The list of schemes, a scheme's page, its ranking, and its frozen result."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.records import Link, Shown
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.forms import SchemeFilters
from zhicheng.governance.assessment.models import Dimension, Entry, Scheme, Sheet
from zhicheng.governance.assessment.papers import as_file, frozen_of, kept_for
from zhicheng.governance.assessment.rules import CLAUSE_NAMES, ClauseKind, SchemeState, Subject
from zhicheng.governance.assessment.views.common import (
    find,
    formula_words,
    happenings,
    marks,
    scheme_light,
    sheet_light,
    url_of,
    url_of_sheet,
)


def _progress(scheme: Scheme) -> Shown:
    if scheme.state == SchemeState.DRAFT:
        return None
    return gettext("自评 %(handed)s/%(all)s，核定 %(verified)s/%(all)s") % {
        "handed": scheme.handed_in,  # type: ignore[attr-defined]  # annotated by schemes_for
        "verified": scheme.verified,  # type: ignore[attr-defined]  # as above
        "all": scheme.assessed,  # type: ignore[attr-defined]  # as above
    }


LIST = Table[Scheme](
    title=_("考核"),
    columns=(
        Column("title", _("方案"), lambda s: Link(s.title, url_of(s)), ("title",), "long"),
        Column("year", _("年度"), lambda s: str(s.year), ("year",)),
        Column("origin", _("考核类别"), lambda s: s.get_origin_display(), ("origin",)),
        Column("subject", _("考核对象"), lambda s: s.get_subject_display(), ("subject",)),
        Column("state", _("状态"), scheme_light, ("state",)),
        Column("progress", _("进度"), _progress),
        Column("self_by", _("自评截止"), lambda s: s.self_by, ("self_by",), "date"),
        Column("submit_by", _("报送期限"), lambda s: s.submit_by, ("submit_by",), "date"),
    ),
    order=("-year", "origin"),
    groupings=(
        Grouping("year", _("按年度"), ("-year",), lambda s: str(s.year)),
        Grouping("origin", _("按类别"), ("origin",), lambda s: s.get_origin_display()),
    ),
    empty=_("还没有考核方案。统筹协调员起草并发布后，各单位在这里自评。"),
)


def scheme_list(request: HttpRequest) -> HttpResponseBase:
    """Every scheme that the person sees, the newest first."""
    require("assessment.view", request.user)
    rows = queries.schemes_for(request.user)
    filters = SchemeFilters(request.GET)
    may_draft = rules.has_perm("assessment.draft", request.user)
    return LIST.respond(
        request, "assessment/list.html", rows=rows, filters=filters, may_draft=may_draft
    )


def scheme(request: HttpRequest, key: int) -> HttpResponseBase:
    """What a scheme demands, who is assessed, and how far they are; the sheets as any list."""
    found, user, today = find(request, key), request.user, timezone.localdate()
    drafting = found.state == SchemeState.DRAFT
    sheets = queries.sheets_of(user, found)
    context: dict[str, Any] = {
        "scheme": found,
        "state": scheme_light(found),
        "drafting": drafting,
        "may_repeat": not drafting and rules.has_perm("assessment.draft", user),
        "may_edit": drafting and rules.has_perm("assessment.draft", user),
        "faults": queries.faults_of(found) if drafting else [],
        "buttons": queries.scheme_choices(found, user, today),
        "dimensions": [_dimension(d) for d in queries.dimensions_of(found)],
        "clauses": [(CLAUSE_NAMES[ClauseKind(c.kind)], c) for c in found.clauses.all()],
        "chosen": list(found.sheets.select_related("unit")) if drafting else [],
        "ranked": _is_ranked(found),
        "kept": kept_for(user, found),
        "happenings": happenings(list(queries.steps_of(found))),
    }
    return _sheets(user, found).respond(
        request, "assessment/scheme.html", rows=sheets.none() if drafting else sheets, **context
    )


def _sheets(user: object, scheme: Scheme) -> Table[Sheet]:
    """The units that are assessed; a name leads to the sheet only where the person may read it, which is asked
    for all of a page at once."""
    readable: set[int] = set()

    def load(sheets: Sequence[Sheet]) -> None:
        mine = queries.sheets_for(user).filter(pk__in=[sheet.pk for sheet in sheets])
        readable.update(mine.values_list("pk", flat=True))

    def name(sheet: Sheet) -> Shown:
        return Link(sheet.called, url_of_sheet(sheet)) if sheet.pk in readable else sheet.called

    return Table(
        title=gettext("%(title)s：被考核单位") % {"title": scheme.title},
        columns=(
            Column("unit", _("单位"), name, ("unit__order", "unit_id"), "long"),
            Column("state", _("评分表"), sheet_light, ("state",)),
            Column("total", _("总分"), lambda s: s.total, ("total",), "number"),
        ),
        order=("unit__order", "unit_id"),
        load=load,
        empty=_("结果公示之前，只显示本单位的评分表。"),
    )


def _dimension(dimension: Dimension) -> dict[str, object]:
    rows = [(i, marks(i.mark), formula_words(i)) for i in dimension.indicators.all()]
    return {"row": dimension, "weight": marks(dimension.weight), "indicators": rows}


def _is_ranked(scheme: Scheme) -> bool:
    settled = scheme.state in (SchemeState.ANNOUNCED, SchemeState.FROZEN)
    return settled and scheme.subject != Subject.CITY


RANKING = Table[Sheet](
    title=_("考核结果"),
    columns=(
        Column("rank", _("名次"), lambda s: s.rank, ("rank",), "number"),
        Column("name", _("单位"), lambda s: s.name, ("unit__order",), "long"),
    ),
    order=("rank", "unit__order"),
    empty=_("结果公示后，名次列在这里。"),
)


def ranking(request: HttpRequest, key: int) -> HttpResponseBase:
    """Totals and places, with the marks of each dimension; its export and print. 404 before the announcement."""
    found = find(request, key)
    if not _is_ranked(found):
        raise Http404(gettext("考核结果尚未公示。"))
    table = _with_dimensions(found)
    rows = queries.ranking(request.user, found)
    return table.respond(
        request, "assessment/ranking.html", rows=rows, scheme=found, state=scheme_light(found)
    )


def _with_dimensions(scheme: Scheme) -> Table[Sheet]:
    """The ranking with a column for each dimension; their marks are read for all sheets at once."""
    sums: dict[tuple[int, int], Decimal] = {}
    extra: dict[int, Decimal] = {}

    def load(sheets: Sequence[Sheet]) -> None:
        extra.update(queries.adjusted_of([s.pk for s in sheets]))
        rows = Entry.objects.filter(sheet__in=[s.pk for s in sheets]).exclude(score=None)
        for sheet, dimension, got in rows.values_list("sheet", "indicator__dimension", "score"):
            sums[sheet, dimension] = sums.get((sheet, dimension), Decimal(0)) + (got or 0)

    dimensions = [
        Column[Sheet](f"d{d.pk}", d.name, _marks_in(d.pk, sums), kind="number", secondary=True)
        for d in scheme.dimensions.all()
    ]
    events = Column[Sheet]("events", _("加减分"), lambda s: extra.get(s.pk), kind="number")
    total = Column[Sheet]("total", _("总分"), lambda s: s.total, ("total",), "number")
    title = gettext("%(title)s：结果") % {"title": scheme.title}
    columns = (*RANKING.columns, *dimensions, events, total)
    return replace(RANKING, title=title, columns=columns, load=load)


def _marks_in(dimension: int, sums: dict[tuple[int, int], Decimal]) -> Callable[[Sheet], Shown]:
    return lambda sheet: sums.get((sheet.pk, dimension))


def frozen(request: HttpRequest, key: int) -> HttpResponse:
    """The frozen result as it goes up, byte for byte, for those who see the whole city."""
    return as_file(frozen_of(signed_in(request), find(request, key)))
