"""What the targets say: how each stands on the day, with the observation that its value rests on."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import prefetch_related_objects
from django.urls import reverse

from zhicheng.foundation.face.records import short_date
from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins.queries.gathering.common import Asked, count
from zhicheng.governance.bulletins.rules import Cell, Figure, Lineage, Table
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.targets.queries import measured, standing_of, targets_for
from zhicheng.governance.targets.rules import (
    JUDGEMENT_NAMES,
    OUTLOOK_NAMES,
    STATUS_NAMES,
    Outlook,
    Standing,
    Status,
    counting,
    tolerance_on,
    wanted,
)

_STATUSES = (
    Status.MET, Status.MEASURED, Status.MISSED, Status.CONFIRMED, Status.DRAFT, Status.NOT_MEASURABLE,
)  # fmt: skip


def gathered(asked: Asked) -> tuple[list[Figure], Table]:
    """The counts by status and outlook, and a line for each target of the plans in force."""
    rows = targets_for(asked.user).filter(ended_in=None).order_by("plan_id", "position", "pk")
    if asked.plan is not None:
        rows = rows.filter(plan=asked.plan)
    found = [(target, standing_of(target, asked.on)) for target in rows]
    prefetch_related_objects([target for target, _s in found], "in_force__evidence")
    heads = (
        ("indicator", told("指标")), ("wanted", told("目标值")), ("due", told("截止")),
        ("value", told("现值")), ("as_of", told("数值日期")), ("status", told("状态")),
        ("outlook", told("前景")), ("owner", told("填报单位")),
    )  # fmt: skip
    lines = tuple(_line(asked, target, standing) for target, standing in found)
    return list(_counts(asked, [s for _target, s in found])), Table(
        "targets", told("指标完成情况"), heads, lines, with_units=True
    )


def _counts(asked: Asked, standings: list[Standing]) -> Iterator[Figure]:
    statuses = Counter(standing.status for standing in standings)
    outlooks = Counter(standing.outlook for standing in standings)
    line = Lineage(
        told("指标填报"), _rule(asked), asked.on, asked.list("targets:list"), len(standings)
    )
    yield count("targets.total", len(standings), "项", line)
    for status in _STATUSES:
        rows = asked.list("targets:list", status=status.value)
        yield count(f"targets.{status}", statuses[status], "项", line, rows)
    for outlook in Outlook:
        rows = asked.list("targets:list", outlook=outlook.value)
        yield count(f"targets.{outlook}", outlooks[outlook], "项", line, rows)


def _rule(asked: Asked) -> str:
    tolerance = tolerance_on(asked.on)
    return told(
        "状态和前景按截至当日的有效数值判断；偏差规则自%(day)s起适用（%(source)s）",
        day=tolerance.valid_from, source=tolerance.source,
    )  # fmt: skip


def _line(asked: Asked, target: Target, standing: Standing) -> tuple[Cell, ...]:
    judged = standing.judgement
    value = Figure(
        f"target.{target.pk}", target.indicator, standing.value, target.unit,
        _lineage(asked, target, standing), said=str(JUDGEMENT_NAMES[judged]) if judged else "",
        rows=_page(target),
    )  # fmt: skip
    return (
        target.indicator,
        wanted(target.demand),
        short_date(target.due_on) if target.due_on else "—",
        value,
        short_date(standing.as_of) if standing.as_of else "—",
        str(STATUS_NAMES[standing.status]),
        str(OUTLOOK_NAMES[standing.outlook]),
        str(target.owner or "—"),
    )


def _lineage(asked: Asked, target: Target, standing: Standing) -> Lineage:
    """The observation that the value is of, or all that it is the sum of, with source and evidence."""
    rule = told("要求：%(wanted)s；%(why)s", wanted=wanted(target.demand), why=standing.why)
    rows = _observations(target, standing, asked)
    source = _source_of(rows[-1], len(rows)) if rows else told("指标填报：尚无数值")
    return Lineage(source, rule, asked.on, _page(target), len(rows))


def _page(target: Target) -> str:
    return reverse("targets:target", args=[target.pk])


def _observations(target: Target, standing: Standing, asked: Asked) -> list[Observation]:
    """Of the whole city, the earliest first: those that count by the day, of which the last alone gives the
    value unless they are added up, or each year is judged by itself."""
    if standing.as_of is None:
        return []
    days = {known.as_of for known in counting(target.demand, measured(target), asked.on)}
    in_force: list[Observation] = target.in_force  # type: ignore[attr-defined]  # prefetched
    rows = [row for row in in_force if row.area_id is None and row.as_of in days]
    return rows if target.cumulative or target.annual else rows[-1:]


def _source_of(last: Observation, times: int) -> str:
    said = told(
        "%(source)s（%(day)s），佐证材料“%(file)s”（SHA-256 %(hash)s…）",
        source=last.source, day=last.as_of, file=last.evidence_name,
        hash=last.evidence.sha256[:16],
    )  # fmt: skip
    return (
        told("%(times)s次填报，最近一次：%(said)s", times=times, said=said) if times > 1 else said
    )
