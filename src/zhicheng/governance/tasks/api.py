"""The ledger for programs: tasks, the units' parts, their steps, and reports with evidence."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Schema, Status

from zhicheng.foundation.access.files import AttachedOut, sent
from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.queries import brought_by
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import (
    Assignment,
    Evidence,
    LightSetting,
    Milestone,
    Report,
    Task,
)
from zhicheng.governance.tasks.permissions import (
    readable_evidence,
    readable_reports,
    visible_assignments,
    visible_tasks,
)
from zhicheng.governance.tasks.rules import ASSIGNMENT

operations = Operations()
VERBS = tuple(sorted({t.verb for t in ASSIGNMENT.transitions} - {"send", "assign", "end"}))
"""Steps that are taken by themselves: sending goes with a report, the others with a plan."""
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]


class TaskOut(Schema):
    """A task of a published plan. key: the same through all versions. parent_id: of a sub-task."""

    id: int
    plan_id: int
    parent_id: int | None
    key: str
    number: str
    chapter: str
    section: str
    title: str
    body: str
    due_on: date
    due_source: str
    stage: str
    amount: Decimal | None
    measure: str
    opened_at: datetime

    @staticmethod
    def resolve_key(row: Task) -> str:
        return str(row.key)


class TaskFilter(Paging):
    plan: Key | None = None
    stage: Annotated[Words, Field(max_length=12)] = ""


class PartOut(Schema):
    """One unit's part in a task. progress: of the last verified report; null until there is one. version: give it
    with a step, so that a step by somebody else in between is noticed."""

    id: int
    task_id: int
    unit_id: int
    unit: str
    kind: str
    stage: str
    due_on: date
    sign_by: date | None
    progress: int | None
    version: int
    closed_at: datetime | None
    changed_at: datetime

    @staticmethod
    def resolve_unit(row: Assignment) -> str:
        return row.unit.name


class PartFilter(Paging):
    task: Key | None = None
    unit: Key | None = None
    stage: Annotated[Words, Field(max_length=12)] = ""


class StepIn(Schema):
    """verb: the step. version: of the part as it was seen. reason: where the step needs one."""

    verb: Literal[VERBS]  # type: ignore[valid-type]  # the verbs of the declared procedure
    version: Count
    reason: Words = ""


class EvidenceOut(AttachedOut):
    """A file of a report."""


class ReportOut(Schema):
    """What a unit says about its part. handed_up: its head has been asked to send it."""

    id: int
    part_id: int
    state: str
    text: str
    progress: int | None
    handed_up: bool
    version: int
    drafted_at: datetime
    sent_at: datetime | None
    evidence: list[EvidenceOut]

    @staticmethod
    def resolve_part_id(row: Report) -> int:
        return row.assignment_id

    @staticmethod
    def resolve_evidence(row: Report) -> list[Evidence]:
        return list(row.evidence.all())


class ReportFilter(Paging):
    part: Key | None = None
    state: Annotated[Words, Field(max_length=8)] = ""


class ReportIn(Schema):
    """What to write into the draft. seen: the version of the draft that was seen, null when there was none.

    files: ids of files that were brought (POST /files). remove: ids of evidence to take off. then: save it,
    hand it up to the unit's head, or send it to the office.
    """

    text: Words
    progress: Annotated[int, Field(ge=0, le=100)] | None = None
    seen: Count | None = None
    files: Annotated[list[Key], Field(max_length=20)] = []
    remove: Annotated[list[Key], Field(max_length=100)] = []
    then: Literal["save", "hand_up", "send"] = "save"


class TaskMilestoneOut(Schema):
    """What is expected of a task by a day. expected: the progress in percent. met_on: the day on which a verifier
    found it met."""

    id: int
    task_id: int
    kind: str
    title: str
    due_on: date
    expected: int | None
    by_office: bool
    met_on: date | None


class LightRuleOut(Schema):
    """The city's rule for its lights from a day on. lamps: in order of precedence."""

    id: int
    valid_from: date
    name: str
    source: str
    soon: int
    soon_kind: str
    sign_within: int
    lamps: list[dict[str, Any]]


def _milestones(user: User) -> QuerySet[Milestone]:
    return Milestone.objects.filter(task__in=visible_tasks(user))


def _light_rules(user: User) -> QuerySet[LightSetting]:
    require("tasks.see_rules", user)
    return LightSetting.objects.all()


def _parts(user: User) -> QuerySet[Assignment]:
    return visible_assignments(user).select_related("unit__area", "task")


def _reports(user: User) -> QuerySet[Report]:
    files = Prefetch("evidence", Evidence.objects.select_related("file"))
    return readable_reports(user).prefetch_related(files)


@operations.reads("/tasks", scope="read:tasks", answer=Page[TaskOut])
def tasks(request: HttpRequest, asked: Query[TaskFilter]) -> Any:
    """The tasks that the token's owner may see."""
    given = {"plan": asked.plan, "stage": asked.stage}
    return page_of(visible_tasks(person(request)).filter(**_known(given)), asked)


@operations.reads("/tasks/{key}", scope="read:tasks", answer=TaskOut)
def task(request: HttpRequest, key: Key) -> Any:
    """One task."""
    return get_object_or_404(visible_tasks(person(request)), pk=key)


@operations.reads("/parts", scope="read:tasks", answer=Page[PartOut])
def parts(request: HttpRequest, asked: Query[PartFilter]) -> Any:
    """The units' parts in these tasks."""
    given = {"task": asked.task, "unit": asked.unit, "stage": asked.stage}
    return page_of(_parts(person(request)).filter(**_known(given)), asked)


@operations.reads("/parts/{key}", scope="read:tasks", answer=PartOut)
def part(request: HttpRequest, key: Key) -> Any:
    """One unit's part."""
    return get_object_or_404(_parts(person(request)), pk=key)


@operations.writes("/parts/{key}/steps", scope="write:tasks", answer=PartOut)
def take_step(request: HttpRequest, key: Key, payload: StepIn) -> Any:
    """Take a step: sign for it, verify or return its report, close it …"""
    found = get_object_or_404(_parts(person(request)), pk=key)
    found.version = payload.version
    actions.move(
        assignment=found, verb=payload.verb, reason=payload.reason, by=person(request),
        at=timezone.now(),
    )  # fmt: skip
    return Status(201, found)


@operations.reads("/reports", scope="read:reports", answer=Page[ReportOut])
def reports(request: HttpRequest, asked: Query[ReportFilter]) -> Any:
    """The reports that the token's owner may read; drafts are their unit's alone."""
    given = {"assignment": asked.part, "state": asked.state}
    return page_of(_reports(person(request)).filter(**_known(given)), asked)


@operations.reads("/reports/{key}", scope="read:reports", answer=ReportOut)
def report(request: HttpRequest, key: Key) -> Any:
    """One report."""
    return get_object_or_404(_reports(person(request)), pk=key)


@operations.hands_out("/evidence/{key}/content", scope="read:reports")
def evidence_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """A file of a report. The ETag is its SHA-256."""
    found = get_object_or_404(readable_evidence(person(request)).select_related("file"), pk=key)
    return sent(request, found.file, found.name)


@operations.writes("/parts/{key}/reports", scope="write:reports", answer=ReportOut)
def write_report(request: HttpRequest, key: Key, payload: ReportIn) -> Any:
    """Write the draft of a report; hand it up or send it as ``then`` says. All of it, or nothing."""
    by = person(request)
    found = get_object_or_404(_parts(by), pk=key)
    with brought_by(by, payload.files) as uploads:
        saved = _saved(found, payload, uploads, by)
    if saved.refused:
        raise ValidationError({"files": list(saved.refused)})
    return Status(201, get_object_or_404(_reports(by), pk=saved.draft.pk))


def _saved(found: Assignment, payload: ReportIn, uploads: list[Upload], by: User) -> actions.Saved:
    content: dict[str, Any] = {
        "assignment": found, "text": payload.text, "progress": payload.progress,
        "seen": payload.seen, "uploads": uploads, "remove": payload.remove, "by": by,
        "at": timezone.now(),
    }  # fmt: skip
    if payload.then == "send":
        return actions.report(**content)
    return actions.save_draft(**content, hand_up=payload.then == "hand_up")


def _known(given: dict[str, Any]) -> dict[str, Any]:
    """The filters that were given."""
    return {name: value for name, value in given.items() if value not in (None, "")}


operations.lists("/task-milestones", TaskMilestoneOut, _milestones, scope="read:tasks", of=["task"])
operations.lists("/light-rules", LightRuleOut, _light_rules, scope="read:tasks")

ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    Area: lambda user: Area.objects.all(),
    Task: visible_tasks,
    Assignment: _parts,
    Report: readable_reports,
    Evidence: readable_evidence,
    Milestone: _milestones,
    LightSetting: _light_rules,
}
"""The rows that actions of the ledger are about."""

operations.acts(offer_verbs("tasks", actions, ROWS, leave_out={"retime_all"}), scope="act:tasks")
