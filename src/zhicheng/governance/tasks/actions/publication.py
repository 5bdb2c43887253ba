"""What a published version makes of the ledger: new tasks begin, continuing ones go on, others end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.publication import Publication, TaskOrder
from zhicheng.governance.tasks.actions.batches import Batch
from zhicheng.governance.tasks.actions.carrying import Ledger, carry_on_below, read_ledger
from zhicheng.governance.tasks.actions.distribution import kind_of, next_numbers
from zhicheng.governance.tasks.actions.moving import ordered_by_publication
from zhicheng.governance.tasks.actions.recurring import left_out, orders_of, recurring
from zhicheng.governance.tasks.models import Assignment, DueSource, Task
from zhicheng.governance.tasks.queries import people_to_tell
from zhicheng.governance.tasks.rules import (
    FINAL,
    KIND_NAMES,
    As,
    Kind,
    Part,
    ReportState,
    Stage,
    task_stage,
)

_SHOWN = {
    "title": gettext_noop("任务名称"),
    "body": gettext_noop("内容"),
    "chapter": gettext_noop("章"),
    "section": gettext_noop("节"),
    "path": gettext_noop("条目"),
}


@transaction.atomic
def open_ledger(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication (``plans.publication``). The permission to publish was asked by plans.

    A task is the same through all versions by its key: state, reports and history stay, what the new
    version changes is a step that all can read. So it is with the open tasks of recurring duties, and with
    those that ended with a duty which is back before they are due. A task that fell away ends, with the
    reason, and so does an occurrence due outside of the plan's new period; what was closed stays closed.
    Nothing is deleted.
    """
    again = recurring(publication, at=at)
    ledger, batch = read_ledger(publication), Batch(by, at)
    new = [order for order in publication.tasks if order.key not in ledger.tasks]
    numbers = next_numbers(timezone.localdate(at).year, len(new))
    for order in (*publication.tasks, *orders_of(again, ledger)):
        task = ledger.tasks.get(order.key)
        if task is None:
            task = _open(order, publication, next(numbers), batch)
        else:
            _continue(task, order, publication, batch)
        parts = _distribute(task, order, publication, ledger, batch)
        carry_on_below(task, parts, publication, ledger, batch)
    outside = left_out(again, ledger)
    ordered = {order.key for order in publication.tasks} | again.keys()
    reason = told("第%(number)s版不再列入", number=publication.number)
    for task in ledger.tasks.values():
        if task.key not in ordered and task.ended_in_id is None:
            _end(task, reason, publication, ledger, batch)
    for task, due_on in outside:
        _end(task, _why_left_out(due_on, publication), publication, ledger, batch)
    batch.write()
    _tell(publication, batch.told, at=at)


def _open(order: TaskOrder, publication: Publication, number: str, batch: Batch) -> Task:
    task = Task(
        plan_id=publication.plan,
        key=order.key,
        number=number,
        opened_at=batch.at,
        **_columns(order),
    )
    batch.tasks.append(task)
    after = {"number": number, "due_on": order.due_on.isoformat()}
    batch.deed(task, verb="tasks.open", after=after)
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


def _continue(task: Task, order: TaskOrder, publication: Publication, batch: Batch) -> None:
    changes = _changes(task, order)
    if task.ended_in_id is not None:
        changes.append(told("重新列入方案"))
    before = {"item": task.item_id, "due_on": task.due_on.isoformat()}
    for name, value in _columns(order).items():
        setattr(task, name, value)
    task.ended_in = None
    batch.tasks.append(task)
    reason = told("第%(number)s版：", number=publication.number) + (
        "；".join(changes) or told("继续执行，内容未变")
    )
    batch.step(task, "amend", told("方案修订"), reason)
    after = {"item": task.item_id, "due_on": task.due_on.isoformat()}
    batch.deed(task, verb="tasks.amend", after=after, before=before, reason=reason)


def _changes(task: Task, order: TaskOrder) -> list[str]:
    """What a later version changed, in words."""
    changes = [
        told(
            "%(name)s由“%(field)s”改为“%(field2)s”",
            name=name,
            field=getattr(task, field),
            field2=getattr(order, field),
        )
        if field != "body"
        else told("%(name)s有修改", name=name)
        for field, name in _SHOWN.items()
        if getattr(task, field) != getattr(order, field)
    ]
    if task.due_on != order.due_on:
        source = DueSource(order.due_source).label
        changes.append(
            told(
                "完成时限由%(due_on)s改为%(due_on2)s（%(source)s）",
                due_on=task.due_on,
                due_on2=order.due_on,
                source=source,
            )
        )
    return changes


def _distribute(
    task: Task, order: TaskOrder, publication: Publication, ledger: Ledger, batch: Batch
) -> list[Assignment]:
    """Make the assignments what the version orders, and the task's state what follows from them."""
    ordered = _kinds(order, ledger.units)
    there = ledger.parts.get(task.pk, [])
    for part in there:
        if part.due_on != task.due_on:
            part.due_on = task.due_on
            batch.parts.append(part)
    reason = told("第%(number)s版不再列为承担单位", number=publication.number)
    gone = [part for part in there if part.unit not in ordered]
    for part in gone:
        _end_part(part, reason, ledger, batch)
    parts = {part.unit: part for part in there}
    for position, (unit, kind) in enumerate(ordered.items()):
        part = parts.get(unit) or _new_part(task, unit, kind, batch.at)
        _take_place(part, kind, position, batch)
        parts[unit] = part
    task.stage = _stage(task, parts.values())
    return list(parts.values())


def _new_part(task: Task, unit: Unit, kind: Kind, at: datetime) -> Assignment:
    return Assignment(task=task, unit=unit, kind=kind, due_on=task.due_on, changed_at=at)


def _kinds(order: TaskOrder, units: Mapping[int, Unit]) -> dict[Unit, Kind]:
    """The units in the order of the document, leads first."""
    kinds = {units[key]: Kind.LEAD for key in order.lead}
    for key in order.responsible:
        kinds.setdefault(units[key], kind_of(units[key], lead=False))
    return kinds


def _take_place(part: Assignment, kind: Kind, position: int, batch: Batch) -> None:
    """Give a part its place and kind, and order it when it is not at work."""
    was = Kind(part.kind)
    moved = part.pk is None or (was, part.position) != (kind, position)
    part.kind, part.position = kind, position
    if was != kind:
        reason = told("由%(was)s改为%(kind)s", was=KIND_NAMES[was], kind=KIND_NAMES[kind])
        batch.step(part.task, "amend", told("方案修订"), reason, assignment=part)
    ordered = part.stage in (Stage.DRAFTED, Stage.ENDED)
    if ordered:
        batch.move(part, ordered_by_publication(part, "assign"))
    if ordered or moved:
        batch.parts.append(part)
    if ordered or was != kind:
        batch.told[part.unit_id] += 1


def _stage(task: Task, parts: Iterable[Assignment]) -> Stage:
    """What the state of a task is, by its parts as they will be written."""
    standing = (Part(Kind(part.kind), Stage(part.stage)) for part in parts)
    return task_stage(standing, ordered=task.awaits_units)


def _why_left_out(due_on: date, publication: Publication) -> str:
    return told(
        "第%(number)s版的方案期限不包含其完成时限%(due_on)s",
        number=publication.number,
        due_on=due_on,
    )


def _end(task: Task, reason: str, publication: Publication, ledger: Ledger, batch: Batch) -> None:
    """A task that the version no longer orders, and what was made of it."""
    for child in ledger.below.get(task.pk, []):
        if child.stage not in FINAL:
            _end(child, reason, publication, ledger, batch)
    task.ended_in_id = publication.version
    parts = ledger.parts.get(task.pk, [])
    for part in parts:
        _end_part(part, reason, ledger, batch)
    task.stage = _stage(task, parts)
    batch.tasks.append(task)
    batch.step(task, "end", told("终止"), reason)
    after = {"ended_in": publication.version, "stage": task.stage}
    batch.deed(task, verb="tasks.end", after=after, reason=reason)


def _end_part(part: Assignment, reason: str, ledger: Ledger, batch: Batch) -> None:
    """End one unit's part, unless it is closed or ended already."""
    if part.stage in (Stage.CLOSED, Stage.ENDED):
        return
    waiting = ledger.waiting.get(part.pk)
    if waiting is not None:
        waiting.state = ReportState.LAPSED
        batch.lapsed.append(waiting)
    batch.move(part, ordered_by_publication(part, "end", reason))
    batch.parts.append(part)
    batch.told[part.unit_id] += 1


def _tell(publication: Publication, changed: Counter[int], *, at: datetime) -> None:
    """One notice a person, however many tasks."""
    title = Version.objects.select_related("plan").get(pk=publication.version).plan.title
    counts: Counter[User] = Counter()
    for unit in Unit.objects.filter(pk__in=changed):
        for user in people_to_tell(unit, As.OFFICER, As.HEAD, As.COUNTY, on=timezone.localdate(at)):
            counts[user] += changed[unit.pk]
    for user, count in counts.items():
        text = told(
            "《%(title)s》第%(number)s版已发布：涉及您单位的任务有 %(count)s 项分派或变更",
            title=title,
            number=publication.number,
            count=count,
        )
        notify(to=[user], text=text, url=reverse("tasks:mine"), at=at)
