"""Reports that are open, with their files."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from zhicheng.governance.bulletins.models import Format, Paper, Report
from zhicheng.governance.bulletins.rules import FROZEN
from zhicheng.governance.bulletins.rules import State as Issued
from zhicheng.governance.disclosure import permissions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.queries.covering import cover
from zhicheng.governance.disclosure.rules import State


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report that is open. papers: the files of its public edition."""

    opening: Opening
    report: Report
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """One file of a report that is open."""

    seen: SeenReport
    paper: Paper


def reports_seen(on: date) -> list[SeenReport]:
    """All reports that are open on a day, the newest first, each with its public edition: two queries."""
    papers = Paper.objects.filter(format=Format.OPEN).select_related("file").defer("content")
    rows = permissions.reports_open(on).filter(report__issue__papers__format=Format.OPEN)
    rows = rows.select_related("report__issue", "report__plan")
    rows = rows.defer("report__content", "report__issue__content").prefetch_related(
        Prefetch("report__issue__papers", papers)
    )
    return [
        SeenReport(
            cover(row, "note"), cover(row.report, "title"), tuple(row.report.issue.papers.all())
        )
        for row in rows.order_by("-opens_on", "-pk")
        if row.report is not None
    ]


def report_seen(key: int, on: date) -> SeenReport | None:
    """A report by its own key; None where it is not open."""
    return next((seen for seen in reports_seen(on) if seen.report.pk == key), None)


def papers_seen(on: date) -> list[SeenPaper]:
    """The files of all reports that are open."""
    return [SeenPaper(seen, paper) for seen in reports_seen(on) for paper in seen.papers]


def issued() -> list[tuple[Report, Opening | None]]:
    """Every report that was ever issued, with what was decided about it; the newest first."""
    known = {row.report_id: row for row in Opening.objects.exclude(report=None)}
    reports = Report.objects.filter(state__in=FROZEN).defer("content").order_by("-issued_on", "-pk")
    return [(report, known.get(report.pk)) for report in reports]


def without_edition() -> set[int]:
    """The keys of the reports that are open and in force but have no public edition, as earlier versions opened
    them; the public does not see them."""
    rows = Opening.objects.filter(state=State.OPEN, report__state=Issued.ISSUED)
    rows = rows.exclude(report__issue__papers__format=Format.OPEN)
    return set(rows.values_list("report_id", flat=True))
