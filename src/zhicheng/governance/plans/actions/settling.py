"""Settling what the plan leaves open: names of units, dates, assignments, and its frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Alias, Unit
from zhicheng.governance.plans.actions.reviewing import accept_many
from zhicheng.governance.plans.actions.steps import Step, draft, keys_of, step
from zhicheng.governance.plans.models import (
    BareList,
    Basis,
    Item,
    ItemKind,
    ItemState,
    UnitName,
    Version,
)
from zhicheng.governance.plans.queries import (
    entry_of,
    live_tasks,
    period_of,
    running_version,
    version_before,
)
from zhicheng.governance.plans.rules import dates, names
from zhicheng.governance.plans.rules.carrying import beside_own, carried, without_carried

_REVIEW = "plans.review"
REASON_LONGEST = 200


@transaction.atomic
def resolve_name(
    *, name: UnitName, units: Sequence[Unit], for_city: bool = False, by: User, at: datetime
) -> None:
    """Say which units a name means in this plan; its later versions will know.

    for_city: keep the name as the unit's alias for all plans, too (for a single unit only).

    Raises ValidationError without a unit, with one no longer in use, or for an alias of several units or
    one that is taken.
    """
    version = draft(name.version_id, _REVIEW, by)
    row = version.unit_names.get(pk=name.pk)
    if not units:
        raise ValidationError({"units": _("请至少选择一个单位。")})
    if retired := [unit.name for unit in units if not unit.active]:
        raise ValidationError(
            {"units": _("单位已停用，不能选择：%(retired)s。") % {"retired": "、".join(retired)}}
        )
    if for_city:
        _add_alias(row.name, units, by, at)
    with step(
        version, "resolve_name", told("确定单位名称“%(name)s”", name=row.name), by=by, at=at
    ) as change:
        keys = [unit.pk for unit in units]
        change.change(row, units=keys, settled=True, basis=Basis.DECIDED)


@transaction.atomic
def confirm_names(*, version: Version, by: User, at: datetime) -> int:
    """Confirm every suggestion that rests on more than near spelling. Returns how many."""
    version = draft(version.pk, _REVIEW, by)
    rows = version.unit_names.filter(settled=False, basis__in=names.CONFIRMABLE)
    with step(version, "confirm_names", told("确认单位名称的建议"), by=by, at=at) as change:
        return change.change_all(rows, settled=True)


@transaction.atomic
def set_due(*, item: Item, on: date, by: User, at: datetime) -> None:
    """Set a task's due day by hand. Raises ValidationError for an item that is no task, and for a day
    outside the plan's period, or where it has none, before the year in which it was imported."""
    version = draft(item.version_id, _REVIEW, by)
    row = _task(version, item)
    if fault := dates.outside(on, period_of(version)):
        raise ValidationError({"on": fault})
    title = told("设定完成时限 %(isoformat)s", isoformat=on.isoformat())
    with step(version, "set_due", title, by=by, at=at) as change:
        change.change(row, values=_with_due(row, on, dates.DECIDED))


@transaction.atomic
def keep_due(*, item: Item, reason: str, by: User, at: datetime) -> None:
    """Let the day hold that the plan states for a task, although it lies outside of the plan's period.

    Raises ValidationError for an item that is no task, for a day that is not stated, not outside or in a year
    that cannot be meant, and without a reason.
    """
    version = draft(item.version_id, _REVIEW, by)
    row, because = _task(version, item), reason.strip()
    due, fault = dates.settled_due(row.values), dates.keeping_fault(row.values, period_of(version))
    if due is None or fault:
        raise ValidationError(fault)
    if not because or len(because) > REASON_LONGEST:
        raise ValidationError(
            {"reason": _("请写明按原文保留的理由，不超过 %(n)s 字。") % {"n": REASON_LONGEST}}
        )
    title = told("按原文保留完成时限 %(isoformat)s", isoformat=due.on.isoformat())
    with step(version, "keep_due", title, by=by, at=at) as change:
        change.change(row, values=_with_due(row, due.on, dates.KEPT, because))


def _with_due(row: Item, on: date, source: str, reason: str = "") -> dict[str, Any]:
    """The values of a task whose day a person has settled."""
    settled = {
        "due_on": on.isoformat(),
        "due_source": source,
        "due_reason": reason,
        "due_carried": False,
    }
    return {**row.values, **settled}


@transaction.atomic
def confirm_due_dates(*, version: Version, items: Iterable[Item], by: User, at: datetime) -> int:
    """Let the inferred day – the end of the plan's period – hold for these tasks, also in place of one that
    was inferred before the period was changed and lies outside now. Returns how many.

    Raises ValidationError for items of another version, and when the plan's period has no end, or cannot be
    meant as it stands.
    """
    version = draft(version.pk, _REVIEW, by)
    keys = keys_of(version, items)
    if version.period_end is None:
        raise ValidationError(_("方案没有截止日期，无法推断。请先填写方案的起止时间。"))
    if faults := dates.period_faults(version.period_start, version.period_end):
        raise ValidationError(
            _("方案的起止时间有误：%(faults)s请先在“方案信息”中更正。")
            % {"faults": "".join(faults.values())}
        )
    period, confirmed = period_of(version), 0
    with step(version, "confirm_due_dates", told("确认推断的完成时限"), by=by, at=at) as change:
        for row in live_tasks(version).filter(pk__in=keys):
            due = dates.suggested_due(row.values, period)
            if due is not None:
                stamp = {"due_on": due.on.isoformat(), "due_source": due.source}
                change.change(row, values={**row.values, **stamp})
                confirmed += 1
    return confirmed


@transaction.atomic
def assign_units(
    *, item: Item, lead: Sequence[Unit], responsible: Sequence[Unit], by: User, at: datetime
) -> None:
    """Give a task its units by hand, in place of those that the document writes.

    Raises ValidationError without any unit, with one no longer in use, or for an item that is no task.
    """
    version = draft(item.version_id, _REVIEW, by)
    row = _task(version, item)
    if not lead and not responsible:
        raise ValidationError({"responsible": _("请至少选择一个单位。")})
    if retired := [unit.name for unit in (*lead, *responsible) if not unit.active]:
        raise ValidationError(
            {
                "responsible": _("单位已停用，不能选择：%(retired)s。")
                % {"retired": "、".join(retired)}
            }
        )
    assigned = {
        "lead": [unit.pk for unit in lead],
        "responsible": [unit.pk for unit in responsible if unit not in lead],
    }
    title = told("指派责任单位：%(title)s", title=str(row.values.get("title"))[:60])
    with step(version, "assign_units", title, by=by, at=at) as change:
        values = {**row.values, "assigned": assigned, "assigned_carried": False}
        change.change(row, values=values)


@transaction.atomic
def choose_bare_list(*, version: Version, meaning: BareList, by: User, at: datetime) -> None:
    """Say what a list of 责任单位 without a lead means in this plan."""
    version = draft(version.pk, _REVIEW, by)
    title = told("确定“责任单位”的含义：%(label)s", label=BareList(meaning).label)
    with step(version, "choose_bare_list", title, by=by, at=at) as change:
        change.change(version, bare_list=meaning)


@transaction.atomic
def set_frame(
    *, version: Version, title: str, start: date | None, end: date | None, by: User, at: datetime
) -> None:
    """Set the plan's title and period. What lies outside of it then is open until it is settled again.

    Raises ValidationError, field → message, where they are wrong.
    """
    version = draft(version.pk, _REVIEW, by)
    if not title.strip() or len(title.strip()) > 200:
        raise ValidationError({"title": _("请填写方案名称，不超过 200 字。")})
    if faults := dates.period_faults(start, end):
        raise ValidationError(faults)
    frame = {"title": title.strip(), "period_start": start, "period_end": end}
    with step(version, "set_frame", told("修改方案的名称和起止时间"), by=by, at=at) as change:
        change.change(version, **frame)
        if running_version(version.plan) is None:
            change.change(version.plan, **frame)


@transaction.atomic
def rematch(*, item: Item, old: Item | None, by: User, at: datetime) -> None:
    """Say by hand which item of the version in force an item continues; None: it is a new one.

    What was decided of ``old`` is taken over as where it is matched automatically, but for what has been
    decided of this item in the draft. Another item of the draft that was matched to ``old`` becomes a new
    one. Raises ValidationError for an item of another plan, or of another kind.
    """
    version = draft(item.version_id, _REVIEW, by)
    row = version.items.get(pk=item.pk)
    if old is None:
        with step(version, "rematch", told("定为新增条目"), by=by, at=at) as change:
            _become_new(change, row)
        return
    if old.version != version_before(version) or old.kind != row.kind:
        raise ValidationError(_("只能对应到现行版本中的同类条目。"))
    with step(version, "rematch", told("改定与现行版本的对应"), by=by, at=at) as change:
        for other in version.items.filter(key=old.key).exclude(pk=row.pk):
            _become_new(change, other)
        change.change(row, key=old.key, values=_with_decided(version, row, old))


def _become_new(change: Step, row: Item) -> None:
    change.change(row, key=uuid4(), values=without_carried(row.values))


def _with_decided(version: Version, row: Item, old: Item) -> dict[str, Any]:
    """The values of a task that continues ``old`` from now on."""
    own = without_carried(row.values)
    in_use = set(Unit.objects.filter(active=True).values_list("pk", flat=True))
    mine = replace(entry_of(row), values=own)
    return beside_own(own, carried(entry_of(old), mine, period_of(version), in_use))


def _task(version: Version, item: Item) -> Item:
    row = version.items.get(pk=item.pk)
    if row.kind != ItemKind.TASK or row.state == ItemState.REJECTED:
        raise ValidationError(_("只有任务才有完成时限和责任单位。"))
    return row


def _add_alias(name: str, units: Sequence[Unit], by: User, at: datetime) -> None:
    if len(units) > 1:
        raise ValidationError({"for_city": _("全市别名只能对应一个单位。")})
    unit = units[0]
    holder = Alias.objects.filter(name=name).select_related("unit").first()
    if holder is not None and holder.unit != unit:
        raise ValidationError(
            {
                "for_city": _("“%(name)s”已是%(name2)s的别名。")
                % {"name": name, "name2": holder.unit.name}
            }
        )
    if holder is None:
        row = Alias.objects.create(unit=unit, name=name)
        after: Mapping[str, object] = {"unit": unit.pk, "name": name}
        record(by=by, at=at, verb="plans.add_alias", subject=row, after=after)


@transaction.atomic
def adopt_suggestions(*, version: Version, by: User, at: datetime) -> None:
    """Accept what holds up, and let every suggestion that may be confirmed without a look hold.

    For a plan that someone has read closely on paper (the sample city's, or an import by command). What
    has no suggestion stays open: doubts, unknown names, near spellings, tasks without units; and all
    inferred days where the plan's period cannot be meant.
    """
    accept_many(version=version, items=version.items.all(), by=by, at=at)
    confirm_names(version=version, by=by, at=at)
    version = draft(version.pk, _REVIEW, by)
    sound = not dates.period_faults(version.period_start, version.period_end)
    if version.period_end is not None and sound:
        confirm_due_dates(version=version, items=live_tasks(version), by=by, at=at)
    if not version.bare_list:
        choose_bare_list(version=version, meaning=BareList.EACH, by=by, at=at)
