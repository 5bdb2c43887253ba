"""A unit is gone and another does its work (``units.succession``): its open parts go on with the successor."""

from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import Deed, record_all
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.succession import Estate, words_of
from zhicheng.governance.tasks.actions.moving import ordered_by_publication, refresh, write
from zhicheng.governance.tasks.models import Assignment, Duty, Report, Step, Task
from zhicheng.governance.tasks.queries import people_to_tell
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    FINAL,
    As,
    Facts,
    Kind,
    ReportState,
    Stage,
)


def open_parts(unit: Unit) -> int:
    """How many parts a unit has that are neither closed nor ended."""
    return Assignment.objects.filter(unit=unit).exclude(stage__in=FINAL).count()


def hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """Give open parts and recurring duties of one unit to another, in the caller's transaction.

    A part goes on as it is, with its reports and its history. Where the successor has a part in the same task
    already, the two become one: the successor's, which leads if either did; it is given out again when it had
    ended, and reopened when it was closed, for what the other left undone is its own now.
    """
    person = by if isinstance(by, User) else None
    rows = Assignment.objects.filter(unit=old).exclude(stage__in=FINAL)
    tasks = Task.objects.select_for_update().filter(pk__in=rows.values("task")).order_by("pk")
    held = {task.pk: task for task in tasks}
    parts = list(rows.select_related("unit__area").order_by("pk"))
    for part in parts:
        part.task = held[part.task_id]
        twin = (
            Assignment.objects.filter(task=part.task, unit=new).select_related("unit__area").first()
        )
        if twin is None:
            _move(part, new, words_of(old, new), person, at)
        else:
            twin.task = part.task
            _join(part, twin, words_of(old, new), person, at)
    for duty in Duty.objects.filter(units=old, ended_in=None):
        duty.units.remove(old)
        duty.units.add(new)
    _tell(parts, old, new, on, at)
    return len(parts)


def _move(part: Assignment, new: Unit, said: str, by: User | None, at: datetime) -> None:
    before = {"unit": part.unit_id, "version": part.version}
    Assignment.objects.filter(pk=part.pk).update(unit=new, version=F("version") + 1, changed_at=at)
    part.unit, part.version = new, part.version + 1
    _note(part, said, by, at)
    after = {"unit": new.pk, "version": part.version}
    record_all([Deed("tasks.succeed", part, before, after, said)], by=by, at=at)
    refresh(part.task)


def _note(part: Assignment, said: str, by: User | None, at: datetime) -> None:
    Step.objects.create(
        task=part.task, assignment=part, verb="succeed", title=told("承接"), reason=said, by=by,
        at=at,
    )  # fmt: skip


def _join(part: Assignment, twin: Assignment, said: str, by: User | None, at: datetime) -> None:
    leads = Kind.LEAD in (part.kind, twin.kind)
    changes = {"kind": Kind.LEAD} if leads else {}
    if twin.stage in (Stage.DRAFTED, Stage.ENDED):
        write(twin, ordered_by_publication(twin, "assign", said), changes=changes, by=by, at=at)
    elif twin.stage == Stage.CLOSED:
        found = apply(
            ASSIGNMENT, twin.stage, "reopen", who={As.COORDINATOR}, facts=Facts(), reason=said
        )
        write(twin, found, changes=changes, by=by, at=at)
    else:
        Assignment.objects.filter(pk=twin.pk).update(version=F("version") + 1, **changes)
        _note(twin, said, by, at)
    Task.objects.filter(origin=part).update(origin=twin)
    Report.objects.filter(assignment=part, state=ReportState.SENT).update(state=ReportState.LAPSED)
    write(part, ordered_by_publication(part, "end", said), by=by, at=at)


def _tell(parts: list[Assignment], old: Unit, new: Unit, on: date, at: datetime) -> None:
    """The successor's people, once."""
    text = told(
        "%(said)s：%(count)s项在办任务转由您单位办理", said=words_of(old, new), count=len(parts)
    )
    people = people_to_tell(new, As.OFFICER, As.HEAD, As.COUNTY, on=on)
    notify(to=people if parts else (), text=text, url=reverse("tasks:mine"), at=at)


ESTATE = Estate(_("在办任务"), open_parts, hand_over)
