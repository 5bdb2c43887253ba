"""Milestones: what the plan gives, what lead and coordinator add, what a verifier finds met."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, require
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.plans.rules.dates import last_day, past_fault
from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.actions.timing import retime
from zhicheng.governance.tasks.models import Milestone, Step, Task
from zhicheng.governance.tasks.queries import as_rule, begins_on
from zhicheng.governance.tasks.rules import FINAL, MilestoneKind, Phase, own_faults

_TITLE = 200


@transaction.atomic
def add_milestone(
    *, task: Task, title: str, due_on: date, expected: int | None, by: User, at: datetime
) -> Milestone:
    """Add a milestone of one's own, between the day on which the task's time begins (``rules.begins_on``)
    and its due day.

    expected: percent of verified progress; None where only a finding counts. Raises PermissionDenied,
    Refused for a task that rests for good, and ValidationError by field, also for a day that lies behind, which
    the coordinator alone adds; then nothing is changed.
    """
    require("tasks.add_milestone", by, task)
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.stage in FINAL:
        raise Refused(_("任务已办结或终止，不能增加节点。"))
    wrong = own_faults(due_on, expected, begins_on=begins_on(task), task_due_on=task.due_on)
    office = actor_of(by).has(Role.COORDINATOR)
    if fault := past_fault(due_on, timezone.localdate(at), office=office):
        wrong.setdefault("due_on", fault)
    if not title.strip():
        wrong["title"] = gettext("请填写节点名称。")
    if wrong:
        raise ValidationError(wrong)
    if task.milestones.filter(title=title.strip()[:_TITLE], due_on=due_on).exists():
        raise ValidationError({"title": gettext("这一天已有同名节点。")})
    row = Milestone.objects.create(
        task=task, kind=MilestoneKind.OWN, key=str(uuid4()), title=title.strip()[:_TITLE],
        due_on=due_on, expected=expected, by_office=office,
    )  # fmt: skip
    _note(row, "add_milestone", told("增加节点"), by=by, at=at)
    return row


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User, at: datetime) -> None:
    """Take away a milestone of one's own (``rules.may_remove``). Raises PermissionDenied and Refused."""
    require("tasks.add_milestone", by, milestone.task)
    row = Milestone.objects.select_for_update().filter(pk=milestone.pk).first()
    if row is None or not removable(row, by, timezone.localdate(at)):
        raise Refused(_("只能删除自行增加、尚未到期、尚未确认达到的节点；其余的由统筹协调员删除。"))
    Milestone.objects.filter(pk=row.pk).delete()
    _note(row, "remove_milestone", told("删除节点"), by=by, at=at)


def removable(row: Milestone, by: User, today: date) -> bool:
    """Whether a person, as the coordinator or of the lead, may take a milestone away."""
    office = actor_of(by).has(Role.COORDINATOR)
    return rules.may_remove(as_rule(row), by_office=row.by_office, office=office, today=today)


@transaction.atomic
def mark_milestone(*, milestone: Milestone, reason: str, by: User, at: datetime) -> Milestone:
    """Find a milestone met, as a verifier who belongs to none of the task's units (R-SC).

    reason: what the finding rests on, a report or what was seen there; it stays in the history. Raises
    PermissionDenied; ValidationError without a reason; Refused when somebody found it met already, the
    task rests for good, or it is too early (``rules.may_find_met``).
    """
    require("tasks.mark_milestone", by, milestone.task)
    row = Milestone.objects.select_for_update().select_related("task").get(pk=milestone.pk)
    if row.met_on is not None:
        raise Refused(_("这个节点已经确认达到。"))
    if row.task.stage in FINAL:
        raise Refused(_("任务已办结或终止，不再确认节点。"))
    if not rules.may_find_met(as_rule(row), timezone.localdate(at)):
        raise Refused(_("方案阶段和年度节点未到时间，不能提前确认达到。"))
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明确认依据。")})
    row.met_on, row.met_by = timezone.localdate(at), by
    row.save(update_fields=["met_on", "met_by"])
    _note(row, "mark_milestone", told("确认节点达到"), by=by, at=at, reason=reason.strip())
    return row


def _note(
    row: Milestone, verb: str, title: str, *, by: User, at: datetime, reason: str = ""
) -> None:
    """History, stored dates and audit row of a change to one milestone."""
    retime(Task.objects.filter(pk=row.task_id))
    words = f"{row.title}（{row.due_on}）"
    if reason:
        words = told("%(said)s；依据：%(reason)s", said=words, reason=reason)
    Step.objects.create(task_id=row.task_id, verb=verb, title=title, reason=words, by=by, at=at)
    after = {"title": row.title, "due_on": row.due_on.isoformat(), "expected": row.expected}
    record(by=by, at=at, verb=f"tasks.{verb}", subject=row.task, after=after, reason=reason)


@transaction.atomic
def lay_milestones(publication: Publication, *, by: User, at: datetime) -> None:
    """Follow a publication: every task that goes on gets the milestones that follow from the plan.

    Those of one's own are carried over; one that would lie after a due day moved forward moves with it,
    and the history says so. What a verifier found met is kept. Then all stored dates are computed again.
    """
    phases = tuple(_phases(publication.phases))
    tasks = Task.objects.filter(plan=publication.plan, ended_in=None)
    new, changed, gone = [], [], []
    for task in tasks.prefetch_related("milestones"):
        rows = {(row.kind, row.key): row for row in task.milestones.all()}
        opened_on = timezone.localdate(task.opened_at)
        first = rules.begins_on(opened_on, publication.period_start)
        for one in rules.derived(first, task.due_on, phases):
            row = rows.pop((one.kind.value, one.key), None)
            if row is None:
                new.append(_row(task, one))
            elif _differs(row, one):
                changed.append(row)
        gone += [r.pk for r in rows.values() if r.kind != MilestoneKind.OWN and r.met_on is None]
        _move_own(task, rows.values(), by=by, at=at)
    Milestone.objects.bulk_create(new, batch_size=500)
    Milestone.objects.bulk_update(changed, ["title", "due_on", "expected"], batch_size=500)
    Milestone.objects.filter(pk__in=gone).delete()
    retime(Task.objects.filter(plan=publication.plan))


def lay_below(task: Task) -> None:
    """Give a new sub-task, inside the action that makes it, the milestones that follow from the plan: the
    phases that its parent has, and its own years."""
    above = Milestone.objects.filter(task=task.parent_id, kind=MilestoneKind.PHASE)
    phases = tuple(Phase(row.key, row.title, row.due_on) for row in above)
    found = rules.derived(begins_on(task), task.due_on, phases)
    Milestone.objects.bulk_create([_row(task, one) for one in found])


def _phases(orders: Iterable[ItemOrder]) -> Iterable[Phase]:
    for order in orders:
        ends_on = last_day(order.values.get("end"))
        if ends_on is not None:
            title = str(order.values.get("name") or order.sentence)[:_TITLE]
            yield Phase(str(order.key), title, ends_on)


def _row(task: Task, one: rules.Milestone) -> Milestone:
    return Milestone(
        task=task, kind=one.kind.value, key=one.key, title=one.title, due_on=one.due_on,
        expected=one.expected,
    )  # fmt: skip


def _differs(row: Milestone, one: rules.Milestone) -> bool:
    """Give a row what the plan says now; True when that is new."""
    before = (row.title, row.due_on, row.expected)
    row.title, row.due_on, row.expected = one.title, one.due_on, one.expected
    return before != (row.title, row.due_on, row.expected)


def _move_own(task: Task, rows: Iterable[Milestone], *, by: User, at: datetime) -> None:
    late = [r for r in rows if r.kind == MilestoneKind.OWN and r.due_on > task.due_on]
    for row in late:
        words = told(
            "%(title)s：由%(due_on)s改为%(due_on2)s，不晚于新的完成时限",
            title=row.title,
            due_on=row.due_on,
            due_on2=task.due_on,
        )
        row.due_on = task.due_on
        row.save(update_fields=["due_on"])
        Step.objects.create(
            task=task,
            verb="move_milestone",
            title=told("节点随时限提前"),
            reason=words,
            by=by,
            at=at,
        )
