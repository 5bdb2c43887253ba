"""What is kept of a system besides its state: who builds it, its milestones, where it runs."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.seen import overtaken, update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.rules.dates import past_fault
from zhicheng.governance.systems.actions.moving import add_step, tell
from zhicheng.governance.systems.models import Milestone, Step, System
from zhicheng.governance.systems.permissions import capacities
from zhicheng.governance.systems.rules import (
    UNIT,
    As,
    State,
    link_faults,
    may_change,
    milestone_faults,
    reached_faults,
)


@transaction.atomic
def assign(*, system: System, owner: Unit, by: User, at: datetime) -> None:
    """Say which unit builds a system; another one may take over at any time.

    system: as the person saw it. Raises PermissionDenied, Overtaken, and Refused when nothing would change.
    """
    require("systems.assign", by, system)
    if system.owner_id == owner.pk:
        raise Refused(_("%(owner)s已经是建设单位。") % {"owner": owner})
    before = {"owner": system.owner_id}
    said = (
        told("由%(owner)s改为%(owner2)s", owner=system.owner, owner2=owner)
        if system.owner
        else str(owner)
    )
    update_as_seen(system, owner=owner)
    who = {c: p for c, p in capacities(by, system).items() if c is As.COORDINATOR}
    tell(system, add_step(system, "assign", told("指定建设单位"), said, who=who, by=by, at=at))
    record(
        by=by, at=at, verb="systems.assign", subject=system, before=before,
        after={"owner": owner.pk},
    )  # fmt: skip


@transaction.atomic
def save_link(*, system: System, link: str, no_link: str, by: User, at: datetime) -> None:
    """Say where a system runs, or why there is no address.

    Raises PermissionDenied, Overtaken, and ValidationError for what is neither an https address nor a
    page of this product, and for both or neither at once.
    """
    require("systems.keep", by, system)
    link, no_link = link.strip(), no_link.strip()
    if faults := link_faults(link, no_link, _is_page):
        raise ValidationError(faults)
    before = {"link": system.link, "no_link": system.no_link}
    update_as_seen(system, link=link, no_link=no_link)
    _step(system, "link", told("填写运行地址"), link or no_link, by=by, at=at)
    after = {"link": link, "no_link": no_link}
    record(by=by, at=at, verb="systems.link", subject=system, before=before, after=after)


def _is_page(path: str) -> bool:
    """Whether a path leads into a room. What belongs to no room is the door: logging out, choosing a language."""
    try:
        return bool(resolve(path).namespace)
    except Resolver404:
        return False


@transaction.atomic
def save_milestone(
    *, system: System, name: str, due_on: date, by: User, at: datetime,
    milestone: Milestone | None = None, reason: str = "",
) -> Milestone:  # fmt: skip
    """Plan a milestone, or change one that has not been reached.

    milestone: as the person saw it. reason: needed where its day has come; only the coordinator then moves
    it. Raises PermissionDenied; Overtaken; ValidationError for another system's milestone, a day outside the
    plan's period or, from a unit, one that lies behind, a name that the system has already, or no reason;
    Refused when it was reached, its day has come, or the system is stopped.
    """
    require("systems.keep", by, system)
    check_part(milestone, system=system)
    _open_for(system, milestone)
    if milestone is not None:
        _may_change(milestone, reason, by=by, at=at)
    start, end = system.item.version.period_start, system.item.version.period_end
    faults = milestone_faults(due_on, start, end)
    if (milestone is None or milestone.due_on != due_on) and (
        fault := past_fault(due_on, timezone.localdate(at), office=_is_office(by, system))
    ):
        faults.setdefault("due_on", fault)
    if faults:
        raise ValidationError(faults)
    others = system.milestones.exclude(pk=milestone.pk) if milestone else system.milestones.all()
    if others.filter(name=name).exists():
        raise ValidationError({"name": _("已有名为“%(name)s”的节点。") % {"name": name}})
    before = _plain(milestone) if milestone else {}
    reason = reason.strip()
    saved = milestone
    if saved is None:
        saved = Milestone.objects.create(system=system, name=name, due_on=due_on)
    else:
        update_as_seen(saved, name=name, due_on=due_on)
    said = (
        f"{name}，{due_on}"
        if not before
        else f"{before['name']}，{before['due_on']} → {name}，{due_on}"
    )
    title = told("调整节点") if before else told("新增节点")
    _step(system, "milestone", title, _with_reason(said, reason), by=by, at=at)
    record(
        by=by, at=at, verb="systems.milestone", subject=system, before=before, after=_plain(saved),
        reason=reason,
    )  # fmt: skip
    return saved


@transaction.atomic
def reach(*, milestone: Milestone, done_on: date, by: User, at: datetime) -> None:
    """Say that a milestone was reached on a day; whether in time, the day on which it is said decides as
    well (``rules.in_time``).

    milestone: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError for a day to come
    or before the plan; Refused when it was said already, or the system is stopped.
    """
    system = milestone.system
    require("systems.note", by, system)
    _open_for(system, milestone)
    _waits(milestone)
    start, today = system.item.version.period_start, timezone.localdate(at)
    if faults := reached_faults(done_on, start, today):
        raise ValidationError(faults)
    update_as_seen(milestone, done_on=done_on, said_on=today)
    _step(system, "reach", told("节点完成"), f"{milestone.name}，{done_on}", by=by, at=at)
    record(by=by, at=at, verb="systems.reach", subject=system, after=_plain(milestone))


@transaction.atomic
def revoke_milestone(*, milestone: Milestone, reason: str, by: User, at: datetime) -> None:
    """Take back that a milestone was reached; the history keeps that it was said, and why it does not hold.

    milestone: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError without a reason;
    Refused when nobody said that it was reached, or the system is stopped.
    """
    system = milestone.system
    require("systems.revoke_milestone", by, system)
    _open_for(system, milestone)
    if milestone.done_on is None:
        raise Refused(_("这个节点还没有确认完成，无须撤销。"))
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("请写明撤销的理由。")})
    before = _plain(milestone)
    said = _with_reason(f"{milestone.name}，{milestone.done_on}", reason)
    update_as_seen(milestone, done_on=None, said_on=None)
    tell(system, _step(system, "revoke_milestone", told("撤销节点完成"), said, by=by, at=at))
    record(
        by=by, at=at, verb="systems.revoke_milestone", subject=system, before=before,
        after=_plain(milestone), reason=reason,
    )  # fmt: skip


@transaction.atomic
def drop_milestone(*, milestone: Milestone, by: User, at: datetime, reason: str = "") -> None:
    """Take a milestone off that has not been reached; the history keeps that it was there.

    milestone: as the person saw it. reason: needed where its day has come. Raises PermissionDenied;
    Overtaken; ValidationError without that reason; Refused when it was reached, its day has come and it is
    not the coordinator, or the system is stopped.
    """
    system = milestone.system
    require("systems.keep", by, system)
    _open_for(system, milestone)
    _may_change(milestone, reason, by=by, at=at)
    before, reason = _plain(milestone), reason.strip()
    milestone.delete()
    said = _with_reason(f"{milestone.name}，{milestone.due_on}", reason)
    _step(system, "drop_milestone", told("删除节点"), said, by=by, at=at)
    record(
        by=by, at=at, verb="systems.drop_milestone", subject=system, before=before, reason=reason
    )


def changeable(milestone: Milestone, by: User, today: date) -> bool:
    """Whether a person who keeps the system may still move this milestone, or take it off."""
    office = _is_office(by, milestone.system)
    return milestone.done_on is None and may_change(milestone.due_on, office=office, today=today)


def _may_change(milestone: Milestone, reason: str, *, by: User, at: datetime) -> None:
    """See that the person may change a milestone, and says why once its day has come."""
    _waits(milestone)
    today = timezone.localdate(at)
    if not changeable(milestone, by, today):
        raise Refused(_("节点的计划日期已到，只能由统筹协调员调整或删除。"))
    if milestone.due_on <= today and not reason.strip():
        raise ValidationError({"reason": _("节点的计划日期已到，请写明理由。")})


def _is_office(by: User, system: System) -> bool:
    return As.COORDINATOR in capacities(by, system)


def _with_reason(said: str, reason: str) -> str:
    return told("%(said)s；理由：%(reason)s", said=said, reason=reason) if reason else said


def _open_for(system: System, milestone: Milestone | None) -> None:
    """Hold the system until the transaction ends; see that there is still something to plan, and that the
    milestone is as the person saw it. Whoever changes a milestone holds its system first."""
    if System.objects.select_for_update().get(pk=system.pk).state == State.STOPPED:
        raise Refused(_("系统已停用，不再调整节点。"))
    if milestone is None:
        return
    if not Milestone.objects.filter(pk=milestone.pk, version=milestone.version).exists():
        raise overtaken(system)


def _waits(milestone: Milestone) -> None:
    if milestone.done_on is not None:
        raise Refused(_("这个节点已经确认完成，不能再改。"))


def _step(system: System, verb: str, title: str, said: str, *, by: User, at: datetime) -> Step:
    who = {c: p for c, p in capacities(by, system).items() if c in (*UNIT, As.COORDINATOR)}
    return add_step(system, verb, title, said, who=who, by=by, at=at)


def _plain(milestone: Milestone) -> dict[str, str | None]:
    done, said = milestone.done_on, milestone.said_on
    return {
        "name": milestone.name,
        "due_on": milestone.due_on.isoformat(),
        "done_on": done.isoformat() if done else None,
        "said_on": said.isoformat() if said else None,
    }
