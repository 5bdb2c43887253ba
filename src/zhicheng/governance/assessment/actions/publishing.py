"""A scheme as a whole: published, its result announced, and frozen."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.engines.calendar import CalendarUnknown
from zhicheng.engines.procedures.running import Step as Move
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.calendars.queries import calendar
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.actions.common import add_step, tell
from zhicheng.governance.assessment.actions.succeeding import merge_what_is_gone
from zhicheng.governance.assessment.models import Appeal, Entry, Indicator, Scheme, Sheet, Snapshot
from zhicheng.governance.assessment.queries import (
    SignOff,
    canonical,
    conducting,
    content_of,
    facts_of,
    faults_of,
    hash_of,
    ranks_of,
)
from zhicheng.governance.assessment.rules import SCHEME, UNIT, AppealState, sign_off_faults


def _step(scheme: Scheme, verb: str, by: User, at: datetime, reason: str = "") -> Move:
    """Find that a step may be taken; nothing is written. Raises PermissionDenied, Refused."""
    require("assessment.conduct", by)
    held = Scheme.objects.select_for_update().get(pk=scheme.pk)
    facts = facts_of(held, timezone.localdate(at))
    return apply(SCHEME, held.state, verb, who=conducting(by), facts=facts, reason=reason)


def _write(scheme: Scheme, move: Move, by: User, at: datetime) -> None:
    """History and audit of a step."""
    title = move.transition.title
    add_step(scheme, move.transition.verb, title, move.reason, who=conducting(by), by=by, at=at)
    record(
        by=by, at=at, verb=f"assessment.{move.transition.verb}", subject=scheme,
        before={"state": move.source}, after={"state": move.to}, reason=move.reason,
    )  # fmt: skip


def _sheets(scheme: Scheme) -> list[Sheet]:
    return list(scheme.sheets.select_related("unit"))


def _name(sheets: list[Sheet]) -> None:
    """Write down what the units are called."""
    for sheet in sheets:
        sheet.name = sheet.unit.short_name
    Sheet.objects.bulk_update(sheets, ["name"])


def _tell(scheme: Scheme, text: str, by: User, at: datetime) -> None:
    url = reverse("assessment:scheme", args=[scheme.pk])
    tell(_sheets(scheme), *UNIT, text=text, url=url, by=by, at=at)


@transaction.atomic
def publish(*, scheme: Scheme, by: User, at: datetime) -> None:
    """Publish a scheme: from now on it stays as it is, and those assessed score themselves.

    scheme: as the person saw it. Raises PermissionDenied, Refused, Overtaken, and ValidationError with
    everything that keeps it from being published; then nothing has changed.
    """
    move = _step(scheme, "publish", by, at)
    if faults := faults_of(scheme):
        raise ValidationError(faults)
    sheets = _sheets(scheme)
    _name(sheets)
    update_as_seen(scheme, state=move.to, published_at=at)
    indicators = list(Indicator.objects.filter(dimension__scheme=scheme))
    Entry.objects.bulk_create(
        Entry(sheet=sheet, indicator=indicator) for sheet in sheets for indicator in indicators
    )
    text = told(
        "考核方案“%(title)s”已发布，请在%(day)s前完成自评", title=scheme.title, day=scheme.self_by
    )
    _tell(scheme, text, by, at)
    _write(scheme, move, by, at)


@transaction.atomic
def announce(*, scheme: Scheme, by: User, at: datetime) -> None:
    """Announce totals and places; appeals are taken from now on.

    Raises PermissionDenied, Refused as long as a sheet is not verified, and Overtaken.
    """
    move = _step(scheme, "announce", by, at)
    on = timezone.localdate(at)
    known = calendar()
    try:
        until = known.add_working_days(on, scheme.appeal_days) if scheme.appeal_days else on
    except CalendarUnknown:
        until = known.with_estimates().add_working_days(on, scheme.appeal_days)
    _name(_sheets(scheme))
    update_as_seen(scheme, state=move.to, announced_on=on, appeal_until=until)
    rank(scheme)
    text = told("“%(title)s”考核结果已公示，申诉截止%(day)s", title=scheme.title, day=until)
    _tell(scheme, text, by, at)
    _write(scheme, move, by, at)


def rank(scheme: Scheme) -> None:
    """Give each sheet its place by its total."""
    rows = list(scheme.sheets.all())
    places = ranks_of(scheme)
    for sheet in rows:
        sheet.rank = places[sheet.pk]
    Sheet.objects.bulk_update(rows, ["rank"])


@transaction.atomic
def retract(*, scheme: Scheme, reason: str, by: User, at: datetime) -> None:
    """Take the announcement back, as long as nobody has appealed; sheets of units that went in the meantime are
    merged into those of their successors. Raises PermissionDenied, Refused (also without a reason), Overtaken."""
    move = _step(scheme, "retract", by, at, reason)
    update_as_seen(scheme, state=move.to, announced_on=None, appeal_until=None)
    scheme.sheets.update(rank=None)
    merge_what_is_gone(scheme, by=by, at=at)
    _tell(scheme, told("“%(title)s”考核结果已撤回公示", title=scheme.title), by, at)
    _write(scheme, move, by, at)


def _changed_on(scheme: Scheme) -> date | None:
    """The day on which an appeal changed the result last."""
    upheld = Appeal.objects.filter(sheet__scheme=scheme, state=AppealState.UPHELD)
    last = upheld.order_by("-answered_at").first()
    return timezone.localdate(last.answered_at) if last else None


@transaction.atomic
def freeze(
    *, scheme: Scheme, reason: str, convener: str, lead: Unit, signed_on: date, by: User, at: datetime
) -> Snapshot:  # fmt: skip
    """Freeze the result: what goes up is what is frozen now, and nothing of it changes any more.

    reason: in what words the result was approved (审定意见). convener: who signed it off; lead: the unit that
    leads the work; signed_on: the day (R-SC, appendix C).

    Raises PermissionDenied; Refused before the term of appeal has ended, while an appeal is without an answer, or
    without words of approval; Overtaken; ValidationError by field.
    """
    move = _step(scheme, "freeze", by, at, reason)
    today = timezone.localdate(at)
    faults = sign_off_faults(
        convener, signed_on, announced_on=scheme.announced_on, changed_on=_changed_on(scheme), today=today
    )  # fmt: skip
    if not lead.active:
        faults["lead"] = gettext("该单位已经撤销，请选择在用的牵头单位。")
    if faults:
        raise ValidationError(dict(faults))
    rank(scheme)
    signed = SignOff(convener.strip(), lead.name, signed_on, move.reason)
    content = canonical(content_of(scheme, signed=signed))
    snapshot = Snapshot.objects.create(
        scheme=scheme, content=content, sha256=hash_of(content), by=by, at=at
    )
    _tell(scheme, told("“%(title)s”考核结果已定稿", title=scheme.title), by, at)
    update_as_seen(scheme, state=move.to, frozen_at=at)
    add_step(scheme, "freeze", move.transition.title, move.reason, who=conducting(by), by=by, at=at)
    after = {"state": move.to, "sha256": snapshot.sha256}
    record(
        by=by, at=at, verb="assessment.freeze", subject=scheme, before={"state": move.source},
        after=after, reason=move.reason,
    )  # fmt: skip
    return snapshot
