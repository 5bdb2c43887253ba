"""Reading papers: the list, what one says, what can be done with it, what happened."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import translation

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.face.records import long_date
from zhicheng.foundation.jobs.rules import State as JobState
from zhicheng.foundation.units.models import Area, AreaKind, Unit, UnitKind
from zhicheng.governance.bulletins import permissions
from zhicheng.governance.bulletins.models import Issue, Paper, Report, Step
from zhicheng.governance.bulletins.rules import (
    FIGURES,
    PARTS,
    REPORT,
    WORDS,
    Content,
    Facts,
    number_of,
    of_plain,
    period_words,
    unsourced,
)


def reports_for(user: Any) -> QuerySet[Report]:
    """The papers that a person sees, for a list: without what they say."""
    rows = permissions.visible_reports(user).select_related("plan", "job", "replaces")
    return rows.defer("content")


def papers_for(user: Any) -> QuerySet[Paper]:
    """The files that a person may have."""
    return permissions.readable_papers(user).select_related("file", "issue__report")


def issue_of(report: Report) -> Issue | None:
    """What was frozen of a paper, with its files; None before it is issued."""
    rows = Issue.objects.filter(report=report).select_related("template__file", "by")
    papers = Prefetch(
        "papers", Paper.objects.select_related("file").defer("content").order_by("format")
    )
    return rows.prefetch_related(papers).first()


def steps_of(report: Report) -> QuerySet[Step]:
    """What happened to a paper, newest first."""
    return report.steps.select_related("by", "deputy_for").order_by("-at", "-id")


def facts_of(report: Report) -> Facts:
    """What the guards look at."""
    job = report.job
    return Facts(gathering=job is not None and job.state in (JobState.QUEUED, JobState.RUNNING))


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is a person's to take. hindrance: why not now; empty when it can be taken."""

    verb: str
    title: str
    hindrance: str


def choices(report: Report, user: Any) -> tuple[Choice, ...]:
    """The steps of a paper that are this person's to take."""
    found, facts = open_to(REPORT, report.state, permissions.capacities(user)), facts_of(report)
    return tuple(Choice(t.verb, t.title, hindrance(REPORT, t, facts)) for t in found)


def content_of(report: Report) -> Content | None:
    """What a paper says: as it was frozen, else what was gathered, in the words of now; None before that."""
    issue = Issue.objects.filter(report=report).only("content").first()
    if issue is not None:
        return frozen_content(issue)
    if not report.content:
        return None
    return of_plain(report.content).with_words(head_of(report), texts_of(report))


def frozen_content(kept: Issue | Paper) -> Content:
    """What was frozen, as values. Raises ValueError where its form is not known."""
    return of_plain(json.loads(kept.content))


def texts_of(report: Report) -> dict[str, str]:
    """The office's own words by the name of their part."""
    return {name: getattr(report, name) for name in PARTS}


def unsourced_in(texts: Mapping[str, str]) -> list[str]:
    """The numbers in the office's words that have no source, each with its part and place."""
    return [f"{PARTS[part]} {found}" for part, text in texts.items() for found in unsourced(text)]


def head_of(report: Report) -> dict[str, str]:
    """What stands above a paper, in Chinese, as it is kept."""
    city = Area.objects.filter(kind=AreaKind.CITY).order_by("code").first()
    office = Unit.objects.filter(kind=UnitKind.OFFICE).order_by("order", "pk").first()
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "title": report.title,
            "number": number_of(report.year, report.quarter, report.edition),
            "period": period_words(report.year, report.quarter),
            "as_of": long_date(report.as_of) if report.as_of else "",
            "issued_on": long_date(report.issued_on) if report.issued_on else "",
            "city": city.name if city else "",
            "plan": report.plan.title if report.plan else "",
            "office": office.name if office else "",
        }


def names_known(report: Report) -> Collection[str]:
    """What the texts of a paper may name: before anything is gathered, what every paper has."""
    gathered = of_plain(report.content).known if report.content else FIGURES
    return {*gathered, *WORDS}
