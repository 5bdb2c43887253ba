"""A unit is gone and another does its work (``units.succession``): its running sheets go on with the successor."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import doer_of
from zhicheng.foundation.units.succession import Estate, words_of
from zhicheng.governance.assessment.actions.common import add_step, plain
from zhicheng.governance.assessment.actions.scoring import take_readings
from zhicheng.governance.assessment.models import Scheme, Sheet
from zhicheng.governance.assessment.queries import entries_of, people_to_tell, to_assess
from zhicheng.governance.assessment.rules import (
    SHEET,
    UNIT,
    As,
    SchemeState,
    SheetFacts,
    SheetState,
)


def _running(unit: Unit) -> QuerySet[Sheet]:
    """Those whose result is not frozen."""
    rows = Sheet.objects.filter(unit=unit).exclude(scheme__state=SchemeState.FROZEN)
    return rows.exclude(state=SheetState.MERGED)


def running_sheets(unit: Unit) -> int:
    """How many running assessments a unit stands in."""
    return _running(unit).count()


def hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """Give a unit's running sheets to another, in the caller's transaction. by: a person, who stands in the
    history.

    A sheet goes on as it is. Where the successor has one of the same scheme, that one counts for both: the
    other is merged into it, with its bonuses and deductions, and what was verified is verified anew. A result
    that was announced stays, until it is taken back (``merge_what_is_gone``); an assessment of the whole city goes
    on with whoever fills in.
    """
    assert isinstance(by, User)  # noqa: S101 - the permission to reform is a person's
    rows = list(_running(old).select_related("scheme", "unit").order_by("pk"))
    schemes = Scheme.objects.select_for_update().filter(pk__in=[row.scheme_id for row in rows])
    states = dict(schemes.values_list("pk", "state"))
    for sheet in rows:
        twin = Sheet.objects.select_related("scheme", "unit").filter(scheme=sheet.scheme, unit=new)
        found = twin.first()
        if states[sheet.scheme_id] == SchemeState.DRAFT:
            _choose(sheet, new, found, by, at)
        elif found is None:
            _move(sheet, new, words_of(old, new), by, at)
        elif states[sheet.scheme_id] == SchemeState.PUBLISHED:
            _merge(sheet, found, words_of(old, new), by, at)
    _tell(rows, old, new, by, at)
    return len(rows)


def merge_what_is_gone(scheme: Scheme, *, by: User, at: datetime) -> None:
    """Of units that went while the result was announced, give to the successors' sheets what ``hand_over`` left as
    it was; in the caller's transaction, once the announcement is taken back."""
    rows = scheme.sheets.select_related("scheme", "unit").exclude(state=SheetState.MERGED)
    for sheet in rows.filter(unit__active=False).order_by("pk"):
        heir = doer_of(sheet.unit)
        twin = rows.filter(unit=heir).exclude(pk=sheet.pk).first()
        if twin is not None:
            _merge(sheet, twin, words_of(sheet.unit, heir), by, at)


def _choose(sheet: Sheet, new: Unit, twin: Sheet | None, by: User, at: datetime) -> None:
    """In a draft the successor is chosen in its place, if such a scheme assesses it."""
    scheme, before = sheet.scheme, {"unit": sheet.unit_id}
    fits = twin is None and to_assess(scheme.subject).filter(pk=new.pk).exists()
    if fits:
        update_as_seen(sheet, unit=new, name=new.short_name)
    else:
        sheet.delete()
    after = {"unit": new.pk if fits or twin else None}
    record(by=by, at=at, verb="assessment.succeed", subject=scheme, before=before, after=after)


def _move(sheet: Sheet, new: Unit, said: str, by: User, at: datetime) -> None:
    before = {"unit": sheet.unit_id}
    update_as_seen(sheet, unit=new)
    _note(sheet, "succeed", told("承接"), said, by, at)
    record(
        by=by, at=at, verb="assessment.succeed", subject=sheet, before=before,
        after={"unit": new.pk}, reason=said,
    )  # fmt: skip


def _merge(sheet: Sheet, twin: Sheet, said: str, by: User, at: datetime) -> None:
    found = apply(SHEET, sheet.state, "merge", who={As.REFORM}, facts=SheetFacts(), reason=said)
    before = {"state": sheet.state, "total": plain(sheet.total)}
    update_as_seen(sheet, state=found.to, into=twin, total=None, verified_by=None, verified_at=None)
    sheet.adjustments.update(sheet=twin)
    _note(sheet, "merge", found.transition.title, said, by, at)
    after = {"state": found.to, "into": twin.pk}
    record(
        by=by, at=at, verb="assessment.merge", subject=sheet, before=before, after=after, reason=said
    )  # fmt: skip
    _take_in(twin, said, by, at)


def _take_in(twin: Sheet, said: str, by: User, at: datetime) -> None:
    """What the successor handed in is measured anew with the other's work, and decided anew where that differs."""
    changes: dict[str, Any] = {}
    if twin.state == SheetState.VERIFIED:
        found = apply(
            SHEET, twin.state, "reopen", who={As.VERIFIER}, facts=SheetFacts(), reason=said
        )
        changes = {"state": found.to, "total": None, "verified_by": None, "verified_at": None}
    before = {"state": twin.state, "total": plain(twin.total)}
    update_as_seen(twin, **changes)
    if twin.state == SheetState.SUBMITTED:
        take_readings(twin, entries_of(twin), at)
    _note(twin, "succeed", told("承接"), said, by, at)
    record(
        by=by, at=at, verb="assessment.succeed", subject=twin, before=before,
        after={"state": twin.state}, reason=said,
    )  # fmt: skip


def _note(sheet: Sheet, verb: str, title: str, said: str, by: User, at: datetime) -> None:
    """In nobody's place: who reforms acts for himself."""
    add_step(sheet.scheme, verb, title, said, sheet=sheet, who={}, by=by, at=at)


def _tell(rows: list[Sheet], old: Unit, new: Unit, by: User, at: datetime) -> None:
    """The successor's people, once."""
    running = sum(row.scheme.state != SchemeState.DRAFT for row in rows)
    text = told("%(said)s：%(count)s张评分表转由您单位办理", said=words_of(old, new), count=running)
    people = people_to_tell(new, *UNIT, on=timezone.localdate(at)) if running else []
    notify(to=set(people) - {by}, text=text, url=reverse("assessment:list"), at=at)


ESTATE = Estate(_("考核评分表"), running_sheets, hand_over)
