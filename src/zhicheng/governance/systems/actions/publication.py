"""What a published version makes of the build list: new systems begin, continuing ones go on, others end."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.systems.actions.moving import add_step, tell, write
from zhicheng.governance.systems.models import Step, System
from zhicheng.governance.systems.rules import BUILD, As, Facts, State

_SHOWN = {"name": gettext_noop("名称"), "chapter": gettext_noop("章"), "path": gettext_noop("条目")}
_BY_PUBLICATION = {As.PUBLICATION: None}


@transaction.atomic
def keep_list(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication (``plans.publication``). The permission to publish was asked by plans.

    A system is the same through all versions by its key: state, owner, milestones and notes stay. What
    is being built and no longer listed stops, with the reason; what runs goes on running. Nothing is
    deleted.
    """
    rows = System.objects.select_for_update(of=("self",)).select_related("owner")
    known = {system.key: system for system in rows.filter(plan=publication.plan).order_by("pk")}
    for order in publication.systems:
        system = known.pop(order.key, None)
        if system is None:
            _open(order, publication, by=by, at=at)
        else:
            _continue(system, order, publication, by=by, at=at)
    for system in known.values():
        if system.ended_in_id is None:
            _end(system, publication, by=by, at=at)


def _columns(order: ItemOrder) -> dict[str, Any]:
    return {
        "item_id": order.item,
        "position": order.position,
        "path": order.path,
        "chapter": order.chapter,
        "name": order.values["name"],
    }


def _open(order: ItemOrder, publication: Publication, *, by: User, at: datetime) -> None:
    """The plan's own word on who builds it counts where it names one unit alone."""
    owner = Unit.objects.filter(pk__in=order.units).first() if len(order.units) == 1 else None
    system = System.objects.create(
        plan_id=publication.plan, key=order.key, opened_at=at, owner=owner, **_columns(order)
    )
    said = told("第%(number)s版", number=publication.number)
    tell(
        system,
        add_step(system, "open", told("列入建设清单"), said, who=_BY_PUBLICATION, by=by, at=at),
    )
    after = {"name": system.name, "owner": system.owner_id}
    record(by=by, at=at, verb="systems.open", subject=system, after=after)


def _continue(
    system: System, order: ItemOrder, publication: Publication, *, by: User, at: datetime
) -> None:
    columns = _columns(order)
    changes = [
        told(
            "%(word)s由“%(field)s”改为“%(field2)s”",
            word=word,
            field=getattr(system, field),
            field2=columns[field],
        )
        for field, word in _SHOWN.items()
        if getattr(system, field) != columns[field]
    ]
    before = {"item": system.item_id, "name": system.name}
    back = system.ended_in_id is not None
    for name, value in columns.items():
        setattr(system, name, value)
    system.ended_in = None
    system.save(update_fields=[*columns, "ended_in"])
    said = told("第%(number)s版：", number=publication.number) + (
        "；".join(changes) or told("内容未变")
    )
    add_step(system, "amend", told("方案修订"), said, who=_BY_PUBLICATION, by=by, at=at)
    after = {"item": system.item_id, "name": system.name}
    record(
        by=by, at=at, verb="systems.amend", subject=system, before=before, after=after, reason=said
    )
    _move_milestones(system, publication, by=by, at=at)
    if back and system.state == State.STOPPED:
        _ordered(
            system,
            "relist",
            told("第%(number)s版重新列入", number=publication.number),
            by=by,
            at=at,
        )


def _move_milestones(system: System, publication: Publication, *, by: User, at: datetime) -> None:
    """Milestones not reached that would lie after a plan's new end move with it, and the history says so."""
    end = publication.period_end
    if end is None:
        return
    for row in system.milestones.select_for_update().filter(done_on=None, due_on__gt=end):
        before = {"name": row.name, "due_on": row.due_on.isoformat()}
        said = told(
            "%(name)s：由%(before)s改为%(end)s，不晚于新的方案结束日期",
            name=row.name,
            before=row.due_on,
            end=end,
        )
        update_as_seen(row, due_on=end)
        title = told("节点随方案期限提前")
        add_step(system, "move_milestone", title, said, who=_BY_PUBLICATION, by=by, at=at)
        record(
            by=by, at=at, verb="systems.move_milestone", subject=system, before=before,
            after={"name": row.name, "due_on": end.isoformat()}, reason=said,
        )  # fmt: skip


def _end(system: System, publication: Publication, *, by: User, at: datetime) -> None:
    reason = told("第%(number)s版不再列入", number=publication.number)
    if system.state in (State.RUNNING, State.STOPPED):
        System.objects.filter(pk=system.pk).update(ended_in=publication.version)
        add_step(system, "amend", told("方案修订"), reason, who=_BY_PUBLICATION, by=by, at=at)
        record(by=by, at=at, verb="systems.amend", subject=system, reason=reason)
        return
    _ordered(system, "end", reason, by=by, at=at, ended_in_id=publication.version)


def _ordered(
    system: System, verb: str, reason: str, *, by: User, at: datetime, **changes: Any
) -> Step:
    """A step that a version of the plan orders."""
    found = apply(BUILD, system.state, verb, who={As.PUBLICATION}, facts=Facts(), reason=reason)
    return write(system, found, who=_BY_PUBLICATION, changes=changes, by=by, at=at)
