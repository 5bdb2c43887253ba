"""What a published version makes of the ledger: new tasks begin, continuing ones go on, others end."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhicheng.engines.procedures.running import Step as Move
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.publication import Publication, TaskOrder
from zhicheng.governance.tasks.actions.distribution import kind_of, next_number, place
from zhicheng.governance.tasks.actions.moving import (
    ordered_by_publication,
    refresh,
    write,
)
from zhicheng.governance.tasks.models import Assignment, DueSource, Step, Task
from zhicheng.governance.tasks.queries import last_report, people_to_tell
from zhicheng.governance.tasks.rules import (
    AS_PUBLICATION,
    KIND_NAMES,
    As,
    Kind,
    ReportState,
    Stage,
)

_SHOWN = {"title": "任务名称", "body": "内容", "chapter": "章", "section": "节", "path": "条目"}


@transaction.atomic
def open_ledger(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication (``plans.publication``). The permission to publish was asked by plans.

    A task is the same through all versions by its key: state, reports and history stay, what the new
    version changes is a step that all can read. A task that fell away ends, with the reason; what was
    closed stays closed. Nothing is deleted.
    """
    known = {
        task.key: task
        for task in Task.objects.select_for_update().filter(plan=publication.plan).order_by("pk")
    }
    told: Counter[int] = Counter()
    for order in publication.tasks:
        task = known.pop(order.key, None)
        if task is None:
            task = _open(order, publication, by=by, at=at)
        else:
            _continue(task, order, publication, by=by, at=at)
        told.update(_distribute(task, order, publication, by=by, at=at))
        refresh(task)
    for task in known.values():
        if task.ended_in_id is None:
            told.update(_end(task, publication, by=by, at=at))
    _tell(publication, told, by=by, at=at)


def _open(order: TaskOrder, publication: Publication, *, by: User, at: datetime) -> Task:
    task = Task.objects.create(
        plan_id=publication.plan,
        key=order.key,
        number=next_number(timezone.localdate(at).year),
        opened_at=at,
        **_columns(order),
    )
    after = {"number": task.number, "due_on": order.due_on.isoformat()}
    record(by=by, at=at, verb="tasks.open", subject=task, after=after)
    return task


def _columns(order: TaskOrder) -> dict[str, Any]:
    return {
        "item_id": order.item,
        "position": order.position,
        "path": order.path,
        "chapter": order.chapter,
        "section": order.section,
        "title": order.title,
        "body": order.body,
        "due_on": order.due_on,
        "due_source": order.due_source,
    }


def _continue(
    task: Task, order: TaskOrder, publication: Publication, *, by: User, at: datetime
) -> None:
    changes = _changes(task, order)
    if task.ended_in_id is not None:
        changes.append("重新列入方案")
    before = {"item": task.item_id, "due_on": task.due_on.isoformat()}
    for name, value in _columns(order).items():
        setattr(task, name, value)
    task.ended_in = None
    task.save()
    task.assignments.exclude(due_on=task.due_on).update(due_on=task.due_on)
    reason = f"第{publication.number}版：" + ("；".join(changes) or "继续执行，内容未变")
    Step.objects.create(task=task, verb="amend", title="方案修订", reason=reason, by=by, at=at)
    after = {"item": task.item_id, "due_on": task.due_on.isoformat()}
    record(
        by=by, at=at, verb="tasks.amend", subject=task, before=before, after=after, reason=reason
    )


def _changes(task: Task, order: TaskOrder) -> list[str]:
    """What a later version changed, in words."""
    changes = [
        f"{name}由“{getattr(task, field)}”改为“{getattr(order, field)}”"
        if field != "body"
        else f"{name}有修改"
        for field, name in _SHOWN.items()
        if getattr(task, field) != getattr(order, field)
    ]
    if task.due_on != order.due_on:
        source = DueSource(order.due_source).label
        changes.append(f"完成时限由{task.due_on}改为{order.due_on}（{source}）")
    return changes


def _distribute(
    task: Task, order: TaskOrder, publication: Publication, *, by: User, at: datetime
) -> list[int]:
    """Make the assignments what the version orders. Returns the units for which something changed."""
    ordered = _kinds(order)
    reason = f"第{publication.number}版不再列为承担单位"
    parts = {part.unit: part for part in task.assignments.select_related("unit", "task")}
    gone = [part for unit, part in parts.items() if unit not in ordered]
    changed = [part.unit_id for part in gone if _end_part(part, reason, by=by, at=at)]
    for position, (unit, kind) in enumerate(ordered.items()):
        part = parts.get(unit) or place(task, unit, kind, at=at)
        if _take_place(part, kind, position, by=by, at=at):
            changed.append(unit.pk)
    return changed


def _kinds(order: TaskOrder) -> dict[Unit, Kind]:
    """The units in the order of the document, leads first."""
    units = Unit.objects.in_bulk([*order.lead, *order.responsible])
    kinds = {units[key]: Kind.LEAD for key in order.lead}
    for key in order.responsible:
        kinds.setdefault(units[key], kind_of(units[key], lead=False))
    return kinds


def _take_place(part: Assignment, kind: Kind, position: int, *, by: User, at: datetime) -> bool:
    """Give a part its place and kind, and order it when it is not at work. True when a unit should know."""
    rekinded = part.kind != kind
    if rekinded:
        reason = f"由{KIND_NAMES[Kind(part.kind)]}改为{KIND_NAMES[kind]}"
        Step.objects.create(
            task=part.task, assignment=part, verb="amend", title="方案修订", reason=reason,
            by=by, at=at,
        )  # fmt: skip
    part.kind, part.position = kind, position
    part.save(update_fields=["kind", "position"])
    if part.stage in (Stage.DRAFTED, Stage.ENDED):
        _publish(part, ordered_by_publication(part, "assign"), by=by, at=at)
        return True
    return rekinded


def _end(task: Task, publication: Publication, *, by: User, at: datetime) -> list[int]:
    """A task that the version no longer orders. Returns the units whose part ends."""
    reason = f"第{publication.number}版不再列入"
    task.ended_in = Version.objects.get(pk=publication.version)
    parts = list(task.assignments.select_related("unit"))
    changed = [part.unit_id for part in parts if _end_part(part, reason, by=by, at=at)]
    refresh(task)
    task.save(update_fields=["ended_in", "stage"])
    Step.objects.create(task=task, verb="end", title="终止", reason=reason, by=by, at=at)
    after = {"ended_in": publication.version, "stage": task.stage}
    record(by=by, at=at, verb="tasks.end", subject=task, after=after, reason=reason)
    return changed


def _end_part(part: Assignment, reason: str, *, by: User, at: datetime) -> bool:
    """End one unit's part, unless it is closed or ended already. True when it was ended now."""
    if part.stage in (Stage.CLOSED, Stage.ENDED):
        return False
    waiting = last_report(part, ReportState.SENT)
    if waiting is not None:
        waiting.state = ReportState.LAPSED
        waiting.save(update_fields=["state"])
    _publish(part, ordered_by_publication(part, "end", reason), by=by, at=at)
    return True


def _publish(part: Assignment, found: Move, *, by: User, at: datetime) -> None:
    write(part, found, by=by, at=at, who=AS_PUBLICATION)


def _tell(publication: Publication, told: Counter[int], *, by: User, at: datetime) -> None:
    """One notice a person, however many tasks."""
    title = Version.objects.select_related("plan").get(pk=publication.version).plan.title
    counts: Counter[User] = Counter()
    for unit in Unit.objects.filter(pk__in=told):
        for user in people_to_tell(unit, As.OFFICER, As.HEAD, As.COUNTY, on=timezone.localdate(at)):
            counts[user] += told[unit.pk]
    for user, count in counts.items():
        text = f"《{title}》第{publication.number}版已发布：涉及您单位的任务有 {count} 项分派或变更"
        notify(to=[user], text=text, url=reverse("tasks:mine"), at=at)
