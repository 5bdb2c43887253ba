"""What a published version makes of the targets: new ones begin, continuing ones go on, others end."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, gettext_noop

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.plans.rules.dates import DECIDED, INFERRED, Due, Period
from zhicheng.governance.targets.actions.common import add_step
from zhicheng.governance.targets.actions.converting import follow_unit, plain_figures
from zhicheng.governance.targets.models import Target, TargetState
from zhicheng.governance.targets.rules import DUE_SOURCES, due_of, wanted

_DEMAND = ("comparator", "value", "value_max", "unit", "annual", "cumulative")
_SHOWN = {
    "indicator": gettext_noop("指标名称"),
    "due_on": gettext_noop("截止"),
    "due_source": gettext_noop("截止依据"),
    "chapter": gettext_noop("章"),
    "path": gettext_noop("条目"),
}


@transaction.atomic
def keep_targets(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication (``plans.publication``). The permission to publish was asked by plans.

    A target is the same through all versions by its key: observations, owner and history stay. Where the
    demand itself has changed, the target is to be confirmed anew; baseline and distributions go along into
    another unit where that is exact (``converting``). Distributions that no longer fit stay to be seen, and are
    checked again when they are next saved. No target and no observation is deleted.
    """
    plan = Plan.objects.get(pk=publication.plan)
    period = Period(
        publication.period_start, publication.period_end, timezone.localdate(plan.created_at)
    )
    rows = Target.objects.select_for_update(of=("self",)).filter(plan=plan)
    known = {target.key: target for target in rows.order_by("pk")}
    for order in publication.targets:
        target = known.pop(order.key, None)
        if target is None:
            _open(order, publication, period, by=by, at=at)
        else:
            _continue(target, order, publication, period, by=by, at=at)
    for target in known.values():
        if target.ended_in_id is None:
            _end(target, publication, by=by, at=at)


def _columns(order: ItemOrder, publication: Publication, due: Due | None) -> dict[str, Any]:
    values = order.values
    value = _decimal(values.get("value"))
    return {
        "item_id": order.item,
        "position": order.position,
        "path": order.path,
        "chapter": order.chapter,
        "indicator": str(values.get("indicator") or order.sentence)[:200],
        "comparator": "qualitative" if value is None else str(values.get("comparator") or "="),
        "value": value,
        "value_max": _decimal(values.get("value_max")),
        "unit": str(values.get("unit") or "")[:40],
        "period_start": publication.period_start,
        "due_on": due.on if due else None,
        "due_source": due.source if due else "",
        "annual": bool(values.get("annual")),
        "cumulative": bool(values.get("cumulative")),
        "expected": bool(values.get("expected")),
        "attribute": str(values.get("attribute") or ""),
        "baseline_written": str(values.get("baseline") or ""),
    }


def _demanded(target: Target) -> str:
    """What is demanded, as it is written down: in Chinese, whoever publishes."""
    with translation.override(settings.LANGUAGE_CODE):
        return wanted(target.demand)


def _decimal(value: object) -> Decimal | None:
    """A measure as plans keep it: an integer or a decimal in words; never a float."""
    return None if value is None or value == "" else Decimal(str(value))


def _open(
    order: ItemOrder, publication: Publication, period: Period, *, by: User, at: datetime
) -> None:
    columns = _columns(order, publication, due_of(order.values.get("due"), period))
    target = Target.objects.create(plan_id=publication.plan, key=order.key, opened_at=at, **columns)
    add_step(
        target,
        "open",
        told("列入指标"),
        told("第%(number)s版", number=publication.number),
        by=by,
        at=at,
    )
    after = {"indicator": target.indicator, "wanted": _demanded(target)}
    record(by=by, at=at, verb="targets.open", subject=target, after=after)


def _continue(
    target: Target, order: ItemOrder, publication: Publication, period: Period, *, by: User,
    at: datetime,
) -> None:  # fmt: skip
    decided = target.due_on if target.due_source == DECIDED else None
    due = due_of(order.values.get("due"), period, decided)
    columns = _columns(order, publication, due)
    anew = any(getattr(target, name) != columns[name] for name in _DEMAND)
    old_unit, moves = target.unit, target.unit != columns["unit"]
    before, changes = _plain(target, figures=moves), _changes(target, columns)
    if decided and (due is None or due.source == INFERRED):
        changes.append(told("人工确定的截止日期%(day)s不在方案期限内", day=decided))
    for name, value in columns.items():
        setattr(target, name, value)
    if anew:
        changes.append(
            told(
                "要求由“%(old)s”改为“%(new)s”，须重新确认",
                old=before["wanted"],
                new=_demanded(target),
            )
        )
        target.state, target.reason = TargetState.DRAFT, ""
    if moves:
        changes += follow_unit(target, old_unit)
    if target.ended_in_id is not None:
        changes.append(told("重新列入方案"))
    target.ended_in = None
    target.version += 1
    target.save()
    said = told("第%(number)s版：", number=publication.number) + (
        "；".join(changes) or told("内容未变")
    )
    add_step(target, "amend", told("方案修订"), said, by=by, at=at)
    record(
        by=by, at=at, verb="targets.amend", subject=target, before=before,
        after=_plain(target, figures=moves), reason=said,
    )  # fmt: skip


def _plain(target: Target, *, figures: bool) -> dict[str, Any]:
    """What an amendment moves. figures: whether it moves baseline and parts as well."""
    return {
        "item": target.item_id, "wanted": _demanded(target), "state": str(target.state),
        "due_on": target.due_on.isoformat() if target.due_on else None,
        "due_source": target.due_source, **(plain_figures(target) if figures else {}),
    }  # fmt: skip


def _changes(target: Target, columns: Mapping[str, Any]) -> list[str]:
    """What people see of a target and becomes another: old and new, a sentence each."""
    return [
        told(
            "%(field)s由“%(old)s”改为“%(new)s”",
            field=word,
            old=_words(old),
            new=_words(new),
        )
        for field, word in _SHOWN.items()
        if (old := getattr(target, field)) != (new := columns[field])
    ]


def _words(value: object) -> object:
    """What stands in a column, as it is told."""
    if value in (None, ""):
        return gettext_lazy("未定")
    return DUE_SOURCES.get(str(value), value)


def _end(target: Target, publication: Publication, *, by: User, at: datetime) -> None:
    said = told("第%(number)s版不再列入", number=publication.number)
    Target.objects.filter(pk=target.pk).update(
        ended_in=publication.version, version=target.version + 1
    )
    add_step(target, "end", told("终止"), said, by=by, at=at)
    record(
        by=by, at=at, verb="targets.end", subject=target,
        after={"ended_in": publication.version}, reason=said,
    )  # fmt: skip
