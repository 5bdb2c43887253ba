"""What is new for the public, for those who follow a feed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.face.records import long_date
from zhicheng.foundation.face.told import retold
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.queries.opened import (
    SeenPlan,
    SeenTarget,
    observations_of,
    plans_seen,
    targets_of,
)
from zhicheng.governance.disclosure.queries.reports import SeenReport, reports_seen
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.targets.rules import JUDGEMENT_NAMES, Judgement, measure

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class News:
    """at: since when it is there. key: names it for ever, whatever its words."""

    key: str
    title: str
    said: str
    url: str
    at: datetime


def news(on: date) -> list[News]:
    """What became public up to a day, the newest first; so many as feeds hold."""
    plans = plans_seen(on)
    found = [_opened(seen) for seen in plans]
    found += [_issued(seen) for seen in reports_seen(on)]
    for seen in targets_of(plans, on):
        found += [_measured(seen, row) for row in observations_of(seen.target)]
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:MOST]


def _since(opening: Opening) -> datetime:
    """The morning of the day, or the moment of the decision where that was later."""
    morning = timezone.make_aware(datetime.combine(opening.opens_on, time.min))
    return max(morning, opening.opened_at)


def _issued(seen: SeenReport) -> News:
    return News(
        key=f"report-{seen.report.pk}-{seen.opening.version}",
        title=gettext("公开报告：%(title)s") % {"title": retold(seen.report.title)},
        said=seen.opening.note,
        url=reverse("disclosure:report", args=[seen.report.pk]),
        at=_since(seen.opening),
    )


def _opened(seen: SeenPlan) -> News:
    return News(
        key=f"plan-{seen.plan.pk}-{seen.opening.version}",
        title=gettext("公开工作方案：%(title)s") % {"title": seen.plan.title},
        said=seen.opening.note,
        url=reverse("disclosure:plan", args=[seen.plan.pk]),
        at=_since(seen.opening),
    )


def _measured(seen: SeenTarget, row: Observation) -> News:
    words = {"indicator": seen.target.indicator, "value": said_of(row), "day": long_date(row.as_of)}
    return News(
        key=f"observation-{row.pk}",
        title=gettext("指标数值：%(indicator)s %(value)s（截至%(day)s）") % words,
        said=gettext("数据来源：%(source)s") % {"source": row.source},
        url=reverse("disclosure:target", args=[seen.target.pk]),
        at=row.at,
    )


def said_of(row: Observation) -> str:
    """A value with the unit that it was reported in, or the judgement."""
    if row.value is None:
        return str(JUDGEMENT_NAMES[Judgement(row.judgement)])
    return measure(row.value, row.unit)
