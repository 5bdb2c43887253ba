"""A document comes in: kept, read by a job, and its reading stored as the draft of a version."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.personal import written_by
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import PLANS, clean_name
from zhicheng.foundation.jobs.actions import enqueue
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import (
    Doubt,
    Item,
    ItemState,
    Plan,
    UnitName,
    Version,
    VersionState,
)
from zhicheng.governance.plans.queries import (
    directory,
    documents_of,
    entry_of,
    period_of,
    running_version,
    version_before,
)
from zhicheng.governance.plans.rules import intake, matching, names
from zhicheng.governance.plans.rules.carrying import carried

READ = "plans.read"
"""The kind of the job that reads a version."""
_OPEN = (VersionState.READING, VersionState.DRAFT)
_GIVEN_UP = (*_OPEN, VersionState.UNREADABLE)
"""What can be given up."""


@transaction.atomic
def upload(
    *, stream: BinaryIO, name: str, plan: Plan | None = None, by: User, at: datetime
) -> Version:
    """Keep a file and have it read, as a new plan or as an amendment of ``plan``.

    Raises PermissionDenied; RefusedFile when the file is empty, too large or unsuitable; ValidationError
    when a draft is already under way, or this very file was imported before.
    """
    require("plans.import", by, plan)
    if plan is not None:
        Plan.objects.select_for_update().get(pk=plan.pk)
        _refuse_second_draft(plan)
    name = clean_name(name)
    file = store(stream, name=name, allowed=PLANS)
    refuse_known_document(file)
    title = PurePath(name).stem[:200]
    if plan is None:
        plan = Plan.objects.create(title=title, created_by=by, created_at=at)
    version = Version.objects.create(
        plan=plan,
        number=_next_number(plan),
        title=title,
        file=file,
        file_name=name,
        created_by=by,
        created_at=at,
    )
    version.job = enqueue(
        kind=READ,
        title=told("读取《%(title)s》", title=title)[:200],
        payload={"version": version.pk},
        by=by,
        at=at,
    )
    version.save(update_fields=["job"])
    after = {
        "plan": plan.pk,
        "number": version.number,
        "sha256": file.sha256,
        "file": written_by(by, name),
    }
    record(by=by, at=at, verb="plans.upload", subject=version, after=after)
    return version


def _refuse_second_draft(plan: Plan) -> None:
    if plan.versions.filter(state__in=_OPEN).exists():
        raise ValidationError(
            _("这个方案已有一份修订稿正在读取或审核。请先发布或放弃它，再上传新的修订稿。")
        )


def refuse_known_document(file: StoredFile) -> None:
    """Raises ValidationError when a version was made of this very file before."""
    known = documents_of(file.sha256).first()
    if known is not None:
        raise ValidationError(
            _("这份文件已经导入过：《%(title)s》第%(number)s版（%(get_state_display)s）。")
            % {
                "title": known.plan.title,
                "number": known.number,
                "get_state_display": known.get_state_display(),
            }
        )


def _next_number(plan: Plan) -> int:
    last = plan.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def store_reading(*, version: int, text: str, reading: Mapping[str, Any], at: datetime) -> bool:
    """Make the draft out of what the reader found. All of it, or nothing.

    False when the version is no longer waiting for it: the job ran before, or the draft was given up.
    """
    row = _waiting(version)
    if row is None:
        return False
    found = intake.drafts(reading, text)
    row.text, row.reading = text, dict(reading)
    row.title = (found.title or row.title)[:200]
    row.period_start, row.period_end = found.period_start, found.period_end
    row.state, row.problem = VersionState.DRAFT, ""
    row.save()
    items = _create_items(row, found)
    _create_doubts(row, found, items)
    _create_names(row, found.names)
    _continue_items(row)
    if running_version(row.plan) is None:
        take_over_frame(row)
    counts = {"items": len(items), "doubts": len(found.doubts), "names": len(found.names)}
    record(by=None, at=at, verb="plans.read", subject=row, after=counts)
    _tell_uploader(row, told("《%(title)s》已读取完毕，请审核。", title=row.title), at)
    return True


@transaction.atomic
def mark_unreadable(*, version: int, problem: str, at: datetime) -> bool:
    """The file cannot be read as a plan; it is kept. problem: why, in Chinese, and what to do."""
    row = _waiting(version)
    if row is None:
        return False
    row.state, row.problem = VersionState.UNREADABLE, problem
    row.save(update_fields=["state", "problem"])
    record(by=None, at=at, verb="plans.unreadable", subject=row, after={"problem": problem})
    _tell_uploader(
        row,
        told("“%(file_name)s”无法读取：%(problem)s", file_name=row.file_name, problem=problem),
        at,
    )
    return True


@transaction.atomic
def abandon(*, version: Version, reason: str, by: User, at: datetime) -> None:
    """Give up a draft, a reading that does not end, or a file that cannot be read. The file and everything
    read are kept.

    Raises ValidationError without a reason, or when the version is or was in force, or is given up.
    """
    require("plans.review", by, version)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明放弃的理由。")})
    row = Version.objects.select_for_update().get(pk=version.pk)
    if row.state not in _GIVEN_UP:
        raise ValidationError(
            _("这一版目前是“%(get_state_display)s”，不能放弃。")
            % {"get_state_display": row.get_state_display()}
        )
    before = row.state
    row.state = VersionState.ABANDONED
    row.save(update_fields=["state"])
    record(
        by=by,
        at=at,
        verb="plans.abandon",
        subject=row,
        before={"state": before},
        after={"state": row.state},
        reason=reason.strip(),
    )


def take_over_frame(version: Version) -> None:
    """Give the plan the title and period of a version."""
    plan = version.plan
    plan.title = version.title
    plan.period_start, plan.period_end = version.period_start, version.period_end
    plan.save(update_fields=["title", "period_start", "period_end"])


def _waiting(key: int) -> Version | None:
    row = Version.objects.select_for_update(of=("self",)).select_related("plan").get(pk=key)
    return row if row.state == VersionState.READING else None


def _create_items(version: Version, found: intake.Drafts) -> list[Item]:
    return Item.objects.bulk_create(
        [
            Item(
                version=version,
                kind=draft.kind,
                position=draft.start,
                path=draft.path[:120],
                span_start=draft.start,
                span_end=draft.end,
                sentence=version.text[draft.start : draft.end],
                values=draft.values,
            )
            for draft in found.items
        ],
        batch_size=500,
    )


def _create_doubts(version: Version, found: intake.Drafts, items: list[Item]) -> None:
    Doubt.objects.bulk_create(
        [
            Doubt(
                version=version,
                item=None if draft.item is None else items[draft.item],
                path=draft.path[:120],
                field=draft.field[:40],
                kind=draft.kind[:40],
                quote=draft.quote,
                why=draft.why,
                span_start=draft.start,
                span_end=draft.end,
            )
            for draft in found.doubts
        ],
        batch_size=500,
    )


def _create_names(version: Version, written: Iterable[str]) -> None:
    known = directory(version)
    for name in written:
        suggestion = names.suggest(name, known)
        row = UnitName.objects.create(
            version=version, name=name, settled=suggestion.settled, basis=suggestion.basis
        )
        row.units.set(suggestion.units)


def _continue_items(version: Version) -> None:
    """Give items that continue the key that they have in the version in force, and take over what a person
    decided of them and of the version."""
    before = version_before(version)
    if before is None:
        return
    old = {item.pk: item for item in before.items.filter(state=ItemState.ACCEPTED)}
    new = {item.pk: item for item in version.items.all()}
    found = matching.matches([*map(entry_of, new.values())], [*map(entry_of, old.values())])
    in_use = set(Unit.objects.filter(active=True).values_list("pk", flat=True))
    period = period_of(version)
    for mine, theirs in found.items():
        row, entries = new[mine], (entry_of(old[theirs]), entry_of(new[mine]))
        row.key = old[theirs].key
        row.values = {**row.values, **carried(*entries, period, in_use)}
    Item.objects.bulk_update([new[key] for key in found], ["key", "values"], batch_size=500)
    version.bare_list = before.bare_list
    version.save(update_fields=["bare_list"])


def _tell_uploader(version: Version, text: str, at: datetime) -> None:
    notify(
        to=[version.created_by], text=text, url=reverse("plans:version", args=[version.pk]), at=at
    )
