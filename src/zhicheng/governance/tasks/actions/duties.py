"""Recurring duties: they follow the plan, and each time one is due its task is opened, once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid5

from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.tasks.actions.batches import Batch
from zhicheng.governance.tasks.actions.distribution import kind_of, next_numbers
from zhicheng.governance.tasks.actions.moving import ordered_by_publication
from zhicheng.governance.tasks.actions.recurring import since_of, text_of, when_of
from zhicheng.governance.tasks.actions.timing import retime
from zhicheng.governance.tasks.models import Assignment, DueSource, Duty, DutyTask, Task
from zhicheng.governance.tasks.queries import people_to_tell, reckoned, stage_of
from zhicheng.governance.tasks.rules import (
    As,
    Occurrence,
    lead,
    occurrence_title,
    occurrences,
    place_of,
    schedule,
)

_AHEAD = timedelta(days=120)
"""No occurrence is opened longer than this before it is due; more than any lead time."""


@transaction.atomic
def follow_duties(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication: duties begin, go on, or end. Tasks that were opened already have gone on or ended
    with their duty before (``open_ledger``)."""
    known = {d.key: d for d in Duty.objects.select_for_update().filter(plan=publication.plan)}
    for order in publication.duties:
        duty = known.pop(order.key, None)
        since = since_of(duty, order, publication, at)
        duty = duty or Duty(plan_id=publication.plan, key=order.key)
        duty.since = since
        _take_over(duty, order, publication)
    gone = [duty.pk for duty in known.values() if duty.ended_in_id is None]
    Duty.objects.filter(pk__in=gone).update(ended_in=publication.version)


def _take_over(duty: Duty, order: ItemOrder, publication: Publication) -> None:
    """Give a duty what this version says of it."""
    duty.item_id, duty.position = order.item, order.position
    duty.path, duty.chapter = order.path, order.chapter
    duty.text, duty.when = text_of(order), when_of(order)
    duty.until, duty.ended_in_id = publication.period_end, None
    duty.save()
    duty.units.set(order.units)


@dataclass(frozen=True, slots=True)
class _Opening:
    duty: Duty
    occurrence: Occurrence
    task: Task


@transaction.atomic
def open_occurrences(*, on: date, at: datetime) -> int:
    """Open the task of every occurrence whose lead time has begun by a day; the daily clock's verb.

    Each exactly once, however often this runs and whoever else runs it: the duties are held until the
    end, and ``DutyTask`` is unique besides. What was missed while the clock stood still is opened late.
    Returns how many were opened.
    """
    found = list(_due_to_open(on))
    if not found:
        return 0
    batch = Batch(None, at)
    numbers = next_numbers(on.year, len(found))
    openings = [
        _open(duty, one, number, batch) for (duty, one), number in zip(found, numbers, strict=True)
    ]
    batch.write()
    DutyTask.objects.bulk_create(
        [DutyTask(duty=o.duty, key=o.occurrence.key, task=o.task) for o in openings]
    )
    retime(Task.objects.filter(pk__in=[o.task.pk for o in openings]))
    _tell(openings, on=on, at=at)
    return len(openings)


def _due_to_open(on: date) -> Iterator[tuple[Duty, Occurrence]]:
    rows = Duty.objects.select_for_update(of=["self"]).filter(ended_in=None, since__lte=on)
    opened = defaultdict(set)
    duties = list(rows.prefetch_related(Prefetch("units", Unit.objects.select_related("area"))))
    for done in DutyTask.objects.filter(duty__in=duties):
        opened[done.duty_id].add(done.key)
    for duty in duties:
        plan = schedule(duty.when)
        if plan is None:
            continue
        until = min(duty.until or date.max, on + _AHEAD)
        for one in occurrences(plan, duty.since, until):
            if one.key not in opened[duty.pk] and _opens_on(one, lead(plan, on)) <= on:
                yield duty, one


def _opens_on(one: Occurrence, working_days: int) -> date:
    return reckoned(lambda calendar: calendar.add_working_days(one.due_on, -working_days)).day


def _open(duty: Duty, one: Occurrence, number: str, batch: Batch) -> _Opening:
    task = Task(
        plan_id=duty.plan_id,
        item_id=duty.item_id,
        key=uuid5(duty.key, one.key),
        number=number,
        position=place_of(duty.position),
        path=duty.path,
        chapter=duty.chapter,
        title=occurrence_title(duty.text, one.key),
        body=duty.text,
        due_on=one.due_on,
        due_source=DueSource.STATED,
        opened_at=batch.at,
    )
    batch.tasks.append(task)
    batch.deed(
        task,
        verb="tasks.open_occurrence",
        after={"number": number, "due_on": one.due_on.isoformat(), "duty": duty.pk},
    )
    task.stage = stage_of(task, _assign(task, list(duty.units.all()), batch))
    return _Opening(duty, one, task)


def _assign(task: Task, units: list[Unit], batch: Batch) -> list[Assignment]:
    """Give the task to the duty's units; one that is alone leads. The plan ordered it when it was published."""
    parts = []
    for position, unit in enumerate(units):
        kind = kind_of(unit, lead=len(units) == 1)
        part = Assignment(
            task=task, unit=unit, kind=kind, position=position, due_on=task.due_on,
            changed_at=batch.at,
        )  # fmt: skip
        batch.move(part, ordered_by_publication(part, "assign"))
        batch.parts.append(part)
        parts.append(part)
    return parts


def _tell(openings: list[_Opening], *, on: date, at: datetime) -> None:
    """The duty's units; the coordinators where the plan names none."""
    coordinators = list(holders(Role.COORDINATOR, on=on))
    for opening in openings:
        units = list(opening.duty.units.all())
        people = [
            u for unit in units for u in people_to_tell(unit, As.OFFICER, As.HEAD, As.COUNTY, on=on)
        ]
        task = opening.task
        notify(
            to=people or coordinators,
            text=_words(task, carried=bool(units)),
            url=reverse("tasks:task", args=[task.pk]),
            at=at,
        )


def _words(task: Task, *, carried: bool) -> str:
    known = {"number": task.number, "title": task.title, "day": task.due_on}
    if carried:
        return told("周期性工作 %(number)s“%(title)s”已立项，%(day)s前完成，请按时办理。", **known)
    return told(
        "周期性工作 %(number)s“%(title)s”已立项，%(day)s前完成，方案未写明承担单位，请分派。",
        **known,
    )
