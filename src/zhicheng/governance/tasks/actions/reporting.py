"""Drafting a report with its files, and sending it."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload, store_each
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.tasks.actions.moving import (
    all_or_nothing,
    lock,
    move,
    tell,
    update_as_seen,
    write,
)
from zhicheng.governance.tasks.models import Assignment, Evidence, Report, Step
from zhicheng.governance.tasks.permissions import capacities
from zhicheng.governance.tasks.queries import came_back, draft_of, facts_for, people_to_tell
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    BEGUN_BY_DRAFTING,
    DRAFTABLE,
    STAGE_NAMES,
    As,
    ReportState,
    Stage,
)

_CHANGED = _("同事刚刚修改了这份草稿。您填写的内容没有丢失，请与下方草稿核对后再保存。")


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says: how the work went, and how far it is in percent."""

    text: str
    progress: int | None


@dataclass(frozen=True, slots=True)
class Files:
    """Files to add, with the names they came with, and keys of evidence to take off."""

    add: Sequence[tuple[StoredFile, str]]
    remove: Collection[int]

    @property
    def change(self) -> bool:
        return bool(self.add) or bool(self.remove)


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft that was saved. refused: for each file that was not taken in, its name and why."""

    draft: Report
    refused: tuple[str, ...]


def save_draft(
    *,
    assignment: Assignment,
    text: str,
    progress: int | None,
    seen: int | None,
    by: User,
    at: datetime,
    uploads: Iterable[Upload] = (),
    remove: Collection[int] = (),
    hand_up: bool = False,
) -> Saved:
    """Save what has been written so far; text and progress may still be missing.

    seen: the version of the draft that the person had before them, None when there was none yet.
    uploads: new files; those that are unsuitable are named in the result, the others are kept.
    remove: keys of evidence to take off this draft again.
    hand_up: ask the unit's head to send it.

    The files are stored first, by hash; then everything is written in one transaction. The first draft
    begins the work. Raises PermissionDenied, Refused, and Overtaken when a colleague was quicker.
    """
    require("tasks.draft", by, assignment)
    stored, refused = store_each(uploads, allowed=EVIDENCE)
    files = Files(list(stored.items()), remove)
    with all_or_nothing(assignment):
        draft = _save(assignment, Content(text, progress), files, seen, by=by, at=at)
        if hand_up and not refused:
            _hand_up(draft, by=by, at=at)
    return Saved(draft, refused)


@transaction.atomic
def send(*, assignment: Assignment, draft: Report, by: User, at: datetime) -> Step:
    """Send a draft to the office: from now on it may not change.

    draft: as the head read it. Raises PermissionDenied; ValidationError for another part's draft; Refused,
    and Overtaken when it has changed.
    """
    require("tasks.send", by, assignment)
    check_part(draft, assignment=assignment)
    lock(assignment)
    found = apply(
        ASSIGNMENT,
        assignment.stage,
        "send",
        who=capacities(by, assignment),
        facts=facts_for(assignment, by),
    )
    seen = Report.objects.filter(pk=draft.pk, state=ReportState.DRAFT, version=draft.version)
    if seen.update(state=ReportState.SENT, sent_by=by, sent_at=at, handed_up=False) != 1:
        raise Overtaken(_CHANGED)
    draft.refresh_from_db()
    step = write(assignment, found, report=draft, by=by, at=at)
    tell(step, assignment)
    return step


def report(
    *,
    assignment: Assignment,
    text: str,
    progress: int | None,
    seen: int | None,
    by: User,
    at: datetime,
    uploads: Iterable[Upload] = (),
    remove: Collection[int] = (),
) -> Saved:
    """Save and send in one: all of it, or nothing. With a file refused it is saved, and not sent."""
    require("tasks.send", by, assignment)
    stored, refused = store_each(uploads, allowed=EVIDENCE)
    files = Files(list(stored.items()), remove)
    with all_or_nothing(assignment):
        draft = _save(assignment, Content(text, progress), files, seen, by=by, at=at)
        if not refused:
            send(assignment=assignment, draft=draft, by=by, at=at)
    return Saved(draft, refused)


def _save(
    assignment: Assignment,
    content: Content,
    files: Files,
    seen: int | None,
    *,
    by: User,
    at: datetime,
) -> Report:
    """Write the draft, its files and its audit row, inside the caller's transaction."""
    lock(assignment)
    update_as_seen(assignment, changed_at=at)
    _begin_if_needed(assignment, by=by, at=at)
    found = draft_of(assignment)
    before = _audited(found) if found else {}
    draft = found or _new(assignment, by=by, at=at)
    if found and seen != found.version:
        if _is_there(found, content, files, by):
            return found  # the button was pressed twice
        raise Overtaken(_CHANGED)
    if files.change or Content(draft.text, draft.progress) != content:
        _change(draft, content, by=by, at=at)
        draft.evidence.filter(pk__in=files.remove).delete()
        _attach(draft, files.add, by=by, at=at)
    after = _audited(draft)
    if after != before:
        record(by=by, at=at, verb="tasks.save_draft", subject=draft, before=before, after=after)
    return draft


def _is_there(draft: Report, content: Content, files: Files, by: User) -> bool:
    """Whether the draft is what this person would make of it already."""
    attached = set(draft.evidence.values_list("file_id", flat=True))
    return (
        draft.drafted_by_id == by.pk
        and Content(draft.text, draft.progress) == content
        and attached.issuperset(file.pk for file, _ in files.add)
        and not draft.evidence.filter(pk__in=files.remove).exists()
    )


def _change(draft: Report, content: Content, *, by: User, at: datetime) -> None:
    """Replace what a draft says. It must be handed up anew."""
    draft.text, draft.progress = content.text, content.progress
    draft.version += 1
    draft.handed_up = False
    draft.drafted_by, draft.drafted_at = by, at
    draft.save()


def _begin_if_needed(assignment: Assignment, *, by: User, at: datetime) -> None:
    stage = Stage(assignment.stage)
    if stage not in DRAFTABLE:
        raise Refused(
            _("当前状态为“%(stage)s”，不能填写办理情况。") % {"stage": STAGE_NAMES[stage]}
        )
    if stage in BEGUN_BY_DRAFTING:
        move(assignment=assignment, verb=BEGUN_BY_DRAFTING[stage], by=by, at=at)


def _new(assignment: Assignment, *, by: User, at: datetime) -> Report:
    """A fresh draft; after a return or recall it begins with the files of the report that came back."""
    previous = came_back(assignment)
    draft = Report.objects.create(assignment=assignment, drafted_by=by, drafted_at=at)
    if previous is not None:
        files = previous.evidence.select_related("file")
        _attach(draft, [(row.file, row.name) for row in files], by=by, at=at)
    return draft


def _attach(
    draft: Report, files: Sequence[tuple[StoredFile, str]], *, by: User, at: datetime
) -> None:
    """The same content twice on one report stays one row, under its first name."""
    for file, name in files:
        Evidence.objects.get_or_create(
            report=draft, file=file, defaults={"name": name, "by": by, "at": at}
        )


def _hand_up(draft: Report, *, by: User, at: datetime) -> None:
    """Ask the head to send. Raises Refused while something is missing."""
    assignment = draft.assignment
    if not draft.text.strip() or draft.progress is None:
        raise Refused(_("请先填写办理情况和完成进度，再提请报送。"))
    if draft.handed_up:
        return
    Report.objects.filter(pk=draft.pk).update(handed_up=True)
    draft.handed_up = True
    record(by=by, at=at, verb="tasks.hand_up", subject=draft, after={"version": draft.version})
    heads = people_to_tell(assignment.unit, As.HEAD, on=timezone.localdate(at))
    notify(
        to=[head for head in heads if head.pk != by.pk],
        text=told(
            "%(number)s“%(title)s”的报告已拟好，请审核报送",
            number=assignment.task.number,
            title=assignment.task.title,
        ),
        url=reverse("tasks:report", args=[assignment.pk]),
        at=at,
    )


def _audited(draft: Report) -> dict[str, Any]:
    """A draft as the audit chain shows it.

    The text is proved by its hash: free text may name people, and the chain is for ever.
    """
    return {
        "version": draft.version,
        "progress": draft.progress,
        "text_sha256": hashlib.sha256(draft.text.encode()).hexdigest(),
        "files": list(draft.evidence.order_by("id").values_list("file__sha256", flat=True)),
    }
