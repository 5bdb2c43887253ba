"""The first page. Leaders and the office see the whole city; everyone else, their own work first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, signed_in
from zhicheng.foundation.agenda.registry import waiting
from zhicheng.foundation.audit.memory import Memory
from zhicheng.foundation.face.records import Figure
from zhicheng.governance.overview import queries
from zhicheng.governance.overview.charts import COUNTY, GRAVE, gravest_first, light_chart
from zhicheng.governance.overview.queries import LINES
from zhicheng.governance.overview.targets import TargetLine
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Standing
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.views.common import (
    light_name,
    next_step,
    stage_light,
    task_light_name,
    why_light,
)
from zhicheng.governance.tasks.views.figures import chapter_lines


@dataclass(frozen=True, slots=True)
class Headline:
    """All tasks, and what is in them; by what is wrong with their time, of which one has at most one; by
    state, which add up."""

    total: Figure
    inside: ledger.Inside
    subtasks: str
    lights: Sequence[Figure]
    stages: Sequence[Figure]


def home(request: HttpRequest) -> HttpResponse:
    """Targets, what is overdue and whose, the work by chapter and by unit; my work first for officers.

    Who neither follows the city nor works for a unit sees what the role is for, and no figures.
    """
    user, today = signed_in(request), timezone.localdate()
    city_wide = actor_of(user).sees_whole_city
    context = {
        "today": today,
        "city_wide": city_wide,
        "waiting": _waiting(user, today),
        "others": [
            replace(load, rows=load.rows[: queries.WAITING]) for load in waiting(user, today)
        ],
    }
    if city_wide:
        context["figures"] = _of_the_city(user, today, get_language())
    elif user.has_perm("tasks.have_own"):
        context["figures"] = _of_own_units(user, today)
    else:
        context["administers"] = user.has_perm("accounts.administer")
        return render(request, "overview/role.html", context)
    return render(request, "overview/home.html", context)


class Overdue(NamedTuple):
    """A task that is overdue: whose, and for how many days."""

    pk: int
    number: str
    title: str
    due_on: date
    owners: str
    days: int


class _Facts(NamedTuple):
    """What the figures of the city are drawn from."""

    counts: ledger.Counts
    lights: rules.LightTable
    overdue: Sequence[Overdue]
    targets: Sequence[tuple[Target, Standing]]


_kept: Final = Memory[tuple[_Facts, SafeString]](elsewhere=queries.ELSEWHERE)


def _of_the_city(user: User, today: date, language: str | None) -> SafeString:
    """The figures, drawn: the same for all who see the whole city and read the same language. What happened
    since may have left them as they were; then they are not drawn again."""

    def read() -> tuple[_Facts, SafeString]:
        found = _facts(user, today)
        return found, _draw(found, today)

    def renew(known: tuple[_Facts, SafeString], _added: object) -> tuple[_Facts, SafeString]:
        found = _facts(user, today)
        return known if _alike(found, known[0]) else (found, _draw(found, today))

    return _kept.get((today, language), read, renew)[1]


def _facts(user: User, today: date) -> _Facts:
    return _Facts(
        ledger.counts_for(user, today),
        ledger.light_table(today),
        overdue_of_the_city(user, today),
        queries.gravest_targets(user, today),
    )


def _alike(one: _Facts, other: _Facts) -> bool:
    """Targets are the same when they were not read again: rows are equal by their keys alone."""
    return one[:-1] == other[:-1] and one.targets is other.targets


def _draw(facts: _Facts, today: date) -> SafeString:
    return _drawn(
        city_wide=True,
        headline=headline(facts.counts),
        overdue=facts.overdue,
        overdue_url=overdue_url(),
        targets=_lines(facts.targets, today),
        **_tables(facts.counts, today),
    )


def _of_own_units(user: User, today: date) -> SafeString:
    """What the person's units have to do, each part in its own state, as in 单位汇总."""
    rows, parts = _Rows("tasks:parts", {"whose": "own"}), ledger.own_parts(user, today)
    of_units = {
        "headline": _headline(ledger.tally(parts), ledger.inside(parts), rows),
        "overdue": _overdue(queries.own_overdue(user, today), today),
        "overdue_url": rows.where(light=rules.Condition.OVERDUE.value),
        "targets": _lines(queries.gravest_targets(user, today), today),
    }
    return _drawn(city_wide=False, **of_units)


def _drawn(**figures: Any) -> SafeString:
    return render_to_string("overview/figures.html", figures)


def _lines(targets: Sequence[tuple[Target, Standing]], today: date) -> list[TargetLine]:
    shown = targets[: queries.SHOWN]
    return [TargetLine(target, standing, today) for target, standing in shown]


@dataclass(frozen=True, slots=True)
class _Rows:
    """A list of the ledger, and what narrows it to what is counted."""

    name: str
    query: Mapping[str, str]

    def where(self, **more: str) -> str:
        return f"{reverse(self.name)}?{urlencode({**self.query, **more})}"


_LEDGER: Final = _Rows("tasks:ledger", {})


def headline(counts: ledger.Counts) -> Headline:
    """The few figures of the city at the top; each opens its rows."""
    return _headline(counts.tasks, counts.inside, _LEDGER)


def _headline(tally: ledger.Tally, inside: ledger.Inside, rows: _Rows) -> Headline:
    named = task_light_name if rows is _LEDGER else light_name
    return Headline(
        total=Figure(_("任务总数"), tally.total, rows.where()),
        inside=inside,
        subtasks=rows.where(level="sub"),
        lights=[Figure(named(li), tally.lights[li], rows.where(light=li.value)) for li in GRAVE],
        stages=[
            Figure(stage_light(s), tally.stages[s], rows.where(stage=s.value))
            for s in rules.shown_stages(tally.stages)
        ],
    )


def _waiting(user: User, today: date) -> dict[str, Any]:
    rows = ledger.waiting_for(user, today)
    counted = rows.annotate(
        count=Window(Count("pk")), handed_up=Window(Count("pk", filter=Q(to_send=True)))
    )
    found = list(counted.order_by("-to_send", "due_on", "task__number")[: queries.WAITING])
    shown = [(part, next_step(part), stage_light(part.stage), why_light(part)) for part in found]
    return {
        "count": found[0].count if found else 0,
        "handed_up": found[0].handed_up if found else 0,
        "rows": shown,
    }


def overdue_of_the_city(user: User, today: date) -> list[Overdue]:
    """The tasks of the city that are overdue, as many as the first page shows."""
    return _overdue(queries.overdue(user, today), today)


def overdue_url() -> str:
    """The list of all of them."""
    return _LEDGER.where(light=rules.Condition.OVERDUE.value)


def _overdue(tasks: Iterable[Task], today: date) -> list[Overdue]:
    return [
        Overdue(
            task.pk,
            task.number,
            task.title,
            task.due_on,
            ledger.owners(task),
            (today - task.due_on).days,
        )
        for task in tasks
    ]


def _tables(counts: ledger.Counts, today: date) -> dict[str, Any]:
    units, counties = gravest_first(counts.units), gravest_first(counts.counties)
    return {
        "chapters": chapter_lines(counts.chapters[:LINES]),
        "by_unit": light_chart(_("各单位在办分工的时限灯"), units[:LINES], today),
        "by_county": light_chart(_("各县区在办分工的时限灯"), counties[:LINES], today, COUNTY),
    }
