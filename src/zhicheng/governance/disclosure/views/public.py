"""What anybody may look at: the plans that are open, their targets and their tasks."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhicheng.foundation.face.records import Light, Link, Shown, Text, Tone
from zhicheng.governance.disclosure import queries
from zhicheng.governance.disclosure.queries import Chapter, SeenPlan, SeenTarget, SeenTask
from zhicheng.governance.disclosure.queries.news import said_of
from zhicheng.governance.disclosure.rules import PROGRESS_NAMES, Progress
from zhicheng.governance.disclosure.views.kept import public_page
from zhicheng.governance.targets.rules import Kind, measure, wanted
from zhicheng.governance.targets.views.charts import chart_of
from zhicheng.governance.targets.views.common import outlook_light, status_light, value_words

_TONES = {
    Progress.NOT_BEGUN: Tone.QUIET,
    Progress.UNDER_WAY: Tone.ACTIVE,
    Progress.OVERDUE: Tone.DANGER,
    Progress.DONE: Tone.GOOD,
    Progress.PAUSED: Tone.CAUTION,
}
LATEST = 10
"""News on the first page; the feeds hold more."""


def progress_light(found: Progress) -> Light:
    return Light(PROGRESS_NAMES[found], _TONES[found])


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as a line of a table. source: where its latest value is from."""

    name: Link
    wanted: str
    value: Text | None
    as_of: Shown
    source: str | None
    due: Shown
    status: Light
    outlook: Light


def target_line(seen: SeenTarget) -> TargetLine:
    target, standing = seen.target, seen.standing
    return TargetLine(
        name=Link(target.indicator, reverse("disclosure:target", args=[target.pk])),
        wanted=wanted(target.demand, standing.value),
        value=value_words(target, standing),
        as_of=standing.as_of,
        source=seen.latest.source if seen.latest else None,
        due=target.due_on,
        status=status_light(standing),
        outlook=outlook_light(standing),
    )


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter with its counts, each leading to the tasks that were counted; none where it is zero."""

    title: Link
    total: int
    counts: list[tuple[Text, Shown]]


def chapter_line(plan: SeenPlan, chapter: Chapter) -> ChapterLine:
    url = reverse("disclosure:chapter", args=[plan.plan.pk, chapter.number])
    return ChapterLine(
        Link(chapter.title or _("（未分章）"), url),
        len(chapter.tasks),
        [
            (PROGRESS_NAMES[found], Link(str(count), f"{url}#{found}") if count else 0)
            for found, count in chapter.counts.items()
        ],
    )


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The plans that are open, and what is new."""
    today = timezone.localdate()
    values = {
        "plans": queries.plans_seen(today),
        "reports": queries.reports_seen(today),
        "news": queries.news(today)[:LATEST],
    }
    return render(request, "disclosure/home.html", values)


@public_page
def plan(request: HttpRequest, key: int) -> HttpResponse:
    """A plan's targets, and its progress by chapter; 404 while it is not open."""
    today = timezone.localdate()
    found = _open(key)
    tasks = queries.tasks_of([found], today)
    values = {
        "seen": found,
        "targets": [target_line(seen) for seen in queries.targets_of([found], today)],
        "chapters": [chapter_line(found, chapter) for chapter in queries.chapters_of(tasks)],
        "states": list(PROGRESS_NAMES.values()),
        "totals": [
            (PROGRESS_NAMES[each], sum(task.progress is each for task in tasks))
            for each in Progress
        ],
        "total": len(tasks),
        "today": today,
    }
    return render(request, "disclosure/plan.html", values)


def _open(key: int) -> SeenPlan:
    found = queries.plan_seen(key, timezone.localdate())
    if found is None:
        raise Http404(_("没有公开这个方案。"))
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one progress. key: where the counts lead to."""

    key: str
    light: Light
    tasks: list[SeenTask]


@public_page
def chapter(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The tasks of a chapter, those of one progress together."""
    found = _open(key)
    chapters = queries.chapters_of(queries.tasks_of([found], timezone.localdate()))
    one = next((each for each in chapters if each.number == number), None)
    if one is None:
        raise Http404(_("方案没有这一章。"))
    groups = [
        Group(each.value, progress_light(each), inside)
        for each in Progress
        if (inside := [task for task in one.tasks if task.progress is each])
    ]
    values = {"seen": found, "chapter": one, "groups": groups}
    return render(request, "disclosure/chapter.html", values)


@public_page
def target(request: HttpRequest, key: int) -> HttpResponse:
    """A target: what is demanded, what was measured and where from; 404 while its plan is not open."""
    today = timezone.localdate()
    seen = queries.target_seen(key, today)
    if seen is None:
        raise Http404(_("没有公开这项指标。"))
    found = seen.target
    values = {
        "target": found,
        "line": target_line(seen),
        "why": seen.standing.why,
        "baseline": None if found.baseline is None else measure(found.baseline, found.unit),
        "chart": None if found.kind is Kind.QUALITATIVE else chart_of(found, today),
        "observations": [(row, said_of(row)) for row in queries.observations_of(found)],
    }
    return render(request, "disclosure/target.html", values)
