"""Drafting a circular from what happened in its period, putting it right, and publishing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import capacities_of, require
from zhicheng.foundation.accounts.rules import Held, Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.actions.steps import (
    day_of,
    deputy_for,
    next_number,
    others,
    proof_of,
)
from zhicheng.governance.supervision.models import Basis, Circular, CircularEntry, CircularStep
from zhicheng.governance.supervision.queries import (
    Grounds,
    Suggestion,
    figures_to_cite,
    orders_to_cite,
    suggestions,
    tasks_to_cite,
    words_of,
)
from zhicheng.governance.supervision.rules import (
    UNIT,
    As,
    CircularState,
    EntryKind,
    Series,
    period_faults,
    publishing_fault,
)
from zhicheng.governance.tasks.queries import People
from zhicheng.governance.tasks.rules import As as TaskAs


@dataclass(frozen=True, slots=True)
class Heading:
    """What a circular is called and how it begins."""

    title: str
    intro: str


@transaction.atomic
def draft_circular(
    *, heading: Heading, period_from: date, period_to: date, by: User, at: datetime
) -> Circular:
    """Draft a circular for a period, with the entries that the rules propose; all can be put right.

    Raises PermissionDenied; ValidationError without a title, for a period that ends before it begins, and
    where one of that title and period is drafted already: a button pressed twice drafts one.
    """
    require("supervision.circular_draft", by)
    faults: dict[str, Any] = dict(period_faults(period_from, period_to))
    if faults or not heading.title.strip():
        raise ValidationError(faults or {"title": _("请填写标题。")})
    take_turn("supervision: circulars")
    same = Circular.objects.filter(
        title=heading.title.strip(), period_from=period_from, period_to=period_to
    )
    if same.filter(state=CircularState.DRAFT).exists():
        raise ValidationError({"title": _("已有同名、同期的通报草稿，没有重复起草。")})
    circular = Circular.objects.create(
        title=heading.title.strip(), intro=heading.intro.strip(), period_from=period_from,
        period_to=period_to, drafted_by=by, drafted_at=at,
    )  # fmt: skip
    for suggestion in suggestions(period_from, period_to):
        _write_entry(circular, suggestion, None)
    said = told("%(first)s至%(last)s", first=period_from, last=period_to)
    _record(circular, "draft", told("起草"), said, by=by, at=at)
    return circular


@transaction.atomic
def reword_circular(*, circular: Circular, heading: Heading, by: User, at: datetime) -> None:
    """Change title or text of a draft. Raises PermissionDenied, Refused, Overtaken, ValidationError."""
    require("supervision.circular_draft", by)
    _still_a_draft(circular)
    if not heading.title.strip():
        raise ValidationError({"title": _("请填写标题。")})
    update_as_seen(circular, title=heading.title.strip(), intro=heading.intro.strip())
    _record(circular, "reword", told("修改"), by=by, at=at)


@transaction.atomic
def add_entry(
    *,
    circular: Circular,
    kind: EntryKind,
    unit: Unit,
    reason: str,
    grounds: Grounds,
    by: User,
    at: datetime,
    person: User | None = None,
) -> CircularEntry:
    """List a unit, or a person of it, with a reason and what that rests on.

    Raises PermissionDenied, Refused, Overtaken; ValidationError without a reason or grounds, for grounds
    that are another unit's, or a person of another unit.
    """
    require("supervision.circular_draft", by)
    _still_a_draft(circular)
    if faults := dict(_entry_faults(unit, person, reason, grounds)):
        raise ValidationError(faults)
    update_as_seen(circular)
    entry = _write_entry(circular, Suggestion(kind, unit, reason.strip(), grounds), person)
    _record(circular, "add_entry", told("增加条目"), entry.unit_name, by=by, at=at)
    return entry


@transaction.atomic
def drop_entry(*, entry: CircularEntry, by: User, at: datetime) -> None:
    """Take an entry off a draft. Raises PermissionDenied, Refused, Overtaken."""
    require("supervision.circular_draft", by)
    circular, name = entry.circular, entry.unit_name
    _still_a_draft(circular)
    update_as_seen(circular)
    entry.bases.all().delete()
    entry.delete()
    _record(circular, "drop_entry", told("删去条目"), name, by=by, at=at)


@transaction.atomic
def discard_circular(*, circular: Circular, reason: str, by: User, at: datetime) -> None:
    """Give a draft up; that it was there stays. Raises PermissionDenied, Refused, Overtaken, and
    ValidationError without a reason."""
    require("supervision.circular_draft", by)
    _still_a_draft(circular)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明作废的理由。")})
    update_as_seen(circular, state=CircularState.DISCARDED)
    _record(circular, "discard", told("作废"), reason.strip(), by=by, at=at)


@transaction.atomic
def publish_circular(*, circular: Circular, by: User, at: datetime) -> None:
    """Give it its number, and freeze it with the names of its day. Who is listed is told.

    Raises PermissionDenied, Overtaken; Refused when it was published already, its period has not ended, it
    lists nobody, or an entry rests on nothing.
    """
    require("supervision.circular_draft", by)
    _still_a_draft(circular)
    on = day_of(at)
    entries = list(circular.entries.select_related("unit", "person").prefetch_related("bases"))
    grounded = [bool(entry.bases.all()) for entry in entries]
    if fault := publishing_fault(circular.period_to, on, grounded):
        raise Refused(fault)
    for entry in entries:
        entry.unit_name = entry.unit.name
        entry.person_name = entry.person.name if entry.person else ""
        entry.save(update_fields=["unit_name", "person_name"])
    update_as_seen(
        circular, state=CircularState.PUBLISHED, number=next_number(Series.CIRCULAR, on),
        published_by=by, published_on=on,
    )  # fmt: skip
    _tell(circular, entries, by=by, at=at)
    _record(circular, "publish", told("印发"), circular.number, by=by, at=at)


def _still_a_draft(circular: Circular) -> None:
    if circular.state != CircularState.DRAFT:
        raise Refused(_("通报已经印发或作废，不能再改。"))


def _entry_faults(
    unit: Unit, person: User | None, reason: str, grounds: Grounds
) -> Iterator[tuple[str, Any]]:
    if not reason.strip():
        yield "reason", _("请写明表扬或批评的事由。")
    if person is not None and person.unit_id != unit.pk:
        yield "person", _("%(person)s不是%(unit)s的人员。") % {"person": person.name, "unit": unit}
    if not grounds:
        yield "orders", _("请至少选择一项依据：督办单、任务或指标数值。")
    if not _all_of(unit, grounds):
        yield "orders", _("所选依据不是%(unit)s的。") % {"unit": unit}


def _all_of(unit: Unit, grounds: Grounds) -> bool:
    """Whether everything that is cited is the unit's."""
    cited = (
        (grounds.orders, orders_to_cite(unit)),
        (grounds.tasks, tasks_to_cite(unit)),
        (grounds.observations, figures_to_cite(unit)),
    )
    return all(
        {row.pk for row in rows} <= set(theirs.values_list("pk", flat=True))
        for rows, theirs in cited
    )


def _write_entry(circular: Circular, suggestion: Suggestion, person: User | None) -> CircularEntry:
    unit, grounds = suggestion.unit, suggestion.grounds
    entry = CircularEntry.objects.create(
        circular=circular, kind=suggestion.kind, unit=unit, person=person, unit_name=unit.name,
        person_name=person.name if person else "", reason=suggestion.reason,
    )  # fmt: skip
    Basis.objects.bulk_create(
        [
            *(Basis(entry=entry, order=row, words=words_of(row)) for row in grounds.orders),
            *(Basis(entry=entry, task=row, words=words_of(row)) for row in grounds.tasks),
            *(Basis(entry=entry, observation=r, words=words_of(r)) for r in grounds.observations),
        ]
    )
    return entry


def _tell(circular: Circular, entries: list[CircularEntry], *, by: User, at: datetime) -> None:
    people = People(day_of(at))
    listed = {entry.unit_id: entry.unit for entry in entries}
    named = [entry.person for entry in entries if entry.person]
    of_units = [p for u in listed.values() for p in people.of(u, [TaskAs(c.value) for c in UNIT])]
    notify(
        to=others([*named, *of_units], by),
        text=told(
            "%(number)s“%(title)s”已印发，涉及本单位", number=circular.number, title=circular.title
        ),
        url=reverse("supervision:circular", args=[circular.pk]),
        at=at,
    )


def _record(
    circular: Circular, verb: str, title: str, said: str = "", *, by: User, at: datetime
) -> None:
    """History and audit. Persons are not named in the chain."""
    who = capacities_of(by, _coordinates)
    CircularStep.objects.create(
        circular=circular, verb=verb, title=title, reason=said, by=by,
        state_to=circular.state, deputy_for_id=deputy_for(who, (As.COORDINATOR,)), at=at,
    )  # fmt: skip
    after = {
        "number": circular.number,
        "state": circular.state,
        "version": circular.version,
        "text_sha256": proof_of(circular.intro),
        "entries": [
            {"kind": e.kind, "unit": e.unit_id, "reason_sha256": proof_of(e.reason)}
            for e in circular.entries.order_by("id")
        ],
    }
    record(by=by, at=at, verb=f"supervision.circular_{verb}", subject=circular, after=after)


def _coordinates(held: Held) -> As | None:
    return As.COORDINATOR if held.role is Role.COORDINATOR else None
