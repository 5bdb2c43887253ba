"""What a published version makes of the targets: new ones begin, continuing ones go on, others end."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.plans.rules.dates import last_day
from zhicheng.governance.targets.actions.common import add_step
from zhicheng.governance.targets.models import Target, TargetState
from zhicheng.governance.targets.rules import wanted

_DEMAND = ("comparator", "value", "value_max", "unit", "annual", "cumulative")
_SHOWN = {
    "indicator": gettext_noop("指标名称"),
    "due_on": gettext_noop("截止"),
    "chapter": gettext_noop("章"),
    "path": gettext_noop("条目"),
}


@transaction.atomic
def keep_targets(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication (``plans.publication``). The permission to publish was asked by plans.

    A target is the same through all versions by its key: observations, owner and history stay. Where the
    demand itself has changed, the target is to be confirmed anew; distributions that no longer fit stay
    to be seen, and are checked again when they are next saved. Nothing is deleted.
    """
    rows = Target.objects.select_for_update(of=("self",)).filter(plan=publication.plan)
    known = {target.key: target for target in rows.order_by("pk")}
    for order in publication.targets:
        target = known.pop(order.key, None)
        if target is None:
            _open(order, publication, by=by, at=at)
        else:
            _continue(target, order, publication, by=by, at=at)
    for target in known.values():
        if target.ended_in_id is None:
            _end(target, publication, by=by, at=at)


def _columns(order: ItemOrder, publication: Publication) -> dict[str, Any]:
    values = order.values
    value = _decimal(values.get("value"))
    stated = last_day(values.get("due"))
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
        "due_on": stated or publication.period_end,
        "due_inferred": stated is None and publication.period_end is not None,
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


def _open(order: ItemOrder, publication: Publication, *, by: User, at: datetime) -> None:
    columns = _columns(order, publication)
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
    target: Target, order: ItemOrder, publication: Publication, *, by: User, at: datetime
) -> None:
    columns = _columns(order, publication)
    decided = target.due_on is not None and not target.due_inferred
    if decided and last_day(order.values.get("due")) is None:
        columns.update(due_on=target.due_on, due_inferred=False)
    anew = any(getattr(target, name) != columns[name] for name in _DEMAND)
    before = {"item": target.item_id, "wanted": _demanded(target), "state": target.state}
    changes = [
        told(
            "%(field)s由“%(old)s”改为“%(new)s”",
            field=word,
            old=getattr(target, field),
            new=columns[field],
        )
        for field, word in _SHOWN.items()
        if getattr(target, field) != columns[field]
    ]
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
    if target.ended_in_id is not None:
        changes.append(told("重新列入方案"))
    target.ended_in = None
    target.version += 1
    target.save()
    said = told("第%(number)s版：", number=publication.number) + (
        "；".join(changes) or told("内容未变")
    )
    add_step(target, "amend", told("方案修订"), said, by=by, at=at)
    after = {"item": target.item_id, "wanted": _demanded(target), "state": target.state}
    record(
        by=by, at=at, verb="targets.amend", subject=target, before=before, after=after, reason=said
    )


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
