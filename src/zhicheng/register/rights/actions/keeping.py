"""What a person tells of a right: that there is one, what happened to it, whose it is, a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import Refused
from zhicheng.engines.rights import Event as Fact
from zhicheng.engines.rights import EventError, Kind, Side, What
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.files.actions import Upload, store_one
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.register.parties.actions import find_writings
from zhicheng.register.parties.rules import Written, key_of
from zhicheng.register.rights.actions.loading import NEW_RIGHTS, event_row
from zhicheng.register.rights.actions.standing import restate
from zhicheng.register.rights.models import Document, Event, Holder, Right, Source
from zhicheng.register.rights.queries import believed
from zhicheng.register.rights.rules import (
    FAMILIES,
    NO_CLASS,
    NumberFault,
    class_faults,
    event_faults,
    number_of,
    publication_of,
    share_faults,
)


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A holder as it is told: the name, the address, and the share (0 to 1) where that is known."""

    name: str
    address: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is told; the fields are those of ``engines.rights.Event``."""

    what: What
    effective_on: date
    known_on: date
    days: int = 0
    until: date | None = None
    side: Side | None = None
    reference: str = ""


@transaction.atomic
def add_right(
    *, kind: Kind, title: str, holders: Sequence[HeldBy], filed_on: date, source: str, by: Doer,
    at: datetime, number: str = "", publication: str = "", nice_class: int = NO_CLASS,
    granted_on: date | None = None,
) -> Right:  # fmt: skip
    """Put a right on file, with its holders since it was filed for, and its grant where there is one.

    source: what says so. Raises PermissionDenied, and ValidationError for a number that does not hold together or
    is on file, without any number, without a name, for days that cannot be, and for holders whose shares do not
    make one.
    """
    require("rights.keep", by)
    take_turn(NEW_RIGHTS)
    numbers = _numbers(kind, number, publication, nice_class)
    if not title.strip():
        raise ValidationError({"title": gettext("请填写名称。")})
    origin = _source(source, by, at)
    right = Right.objects.create(
        family=FAMILIES[kind], kind=kind, title=title.strip(), nice_class=nice_class, source=origin,
        opened_at=at, **numbers,
    )  # fmt: skip
    today = timezone.localdate(at)
    told = [Told(What.FILED, filed_on, today)]
    if granted_on is not None:
        told.append(Told(What.GRANTED, granted_on, today))
    for one in told:
        _tell(right, one, origin, today)
    _hold(right, holders, filed_on, today, origin, at)
    after = {**numbers, "kind": kind, "filed_on": filed_on, "granted_on": granted_on}
    record(by=by, at=at, verb="rights.add", subject=right, after=after)
    return right


@transaction.atomic
def tell_event(*, right: Right, event: Told, source: str, by: Doer, at: datetime) -> Event:
    """Say what happened to a right, when it took effect, and when it was learned of.

    right: as the person saw it. source: what says so. Raises PermissionDenied; Overtaken; ValidationError for what
    does not happen to such a right, days to come, a grant before its filing, and an end without its beginning.
    """
    require("rights.keep", by, right)
    update_as_seen(right)
    told = _tell(right, event, _source(source, by, at), timezone.localdate(at))
    record(by=by, at=at, verb="rights.tell", subject=right, after=_plain(told))
    return told


@transaction.atomic
def retract_event(*, event: Event, reason: str, by: Doer, at: datetime) -> None:
    """Say that an event turned out to be wrong today: until now it was believed, and what was computed from it
    can be computed again.

    Raises PermissionDenied; ValidationError without a reason; Refused where it was retracted already.
    """
    require("rights.keep", by, event.right)
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明理由。")})
    held = Event.objects.select_for_update().get(pk=event.pk)
    if held.retracted_on is not None:
        raise Refused(gettext("这条记载已经撤销。"))
    today = max(timezone.localdate(at), held.known_on)
    Event.objects.filter(pk=event.pk).update(retracted_on=today)
    event.retracted_on = today
    restate(rights=[held.right_id], on=timezone.localdate(at))
    record(
        by=by, at=at, verb="rights.retract", subject=event.right, before=_plain(held),
        after=_plain(event), reason=reason.strip(),
    )  # fmt: skip


@transaction.atomic
def change_holders(
    *,
    right: Right,
    holders: Sequence[HeldBy],
    effective_on: date,
    source: str,
    by: Doer,
    at: datetime,
) -> None:
    """Say who holds a right as of a day; who held it before stays on file.

    right: as the person saw it. Told twice of one day, what is told last counts from when it was told. Raises
    PermissionDenied; Overtaken; ValidationError for a day to come, no holders, and shares that do not make one;
    Refused for a second change of the same day on one day.
    """
    require("rights.keep", by, right)
    update_as_seen(right)
    today = timezone.localdate(at)
    if effective_on > today:
        raise ValidationError({"effective_on": gettext("起始日期不能晚于今天。")})
    if right.holders.filter(effective_on=effective_on, known_on=today, retracted_on=None).exists():
        raise Refused(
            gettext("今天已经登记过这一天的权利人；有误的，请明天更正，以便两次记载都能查到。")
        )
    names = _hold(right, holders, effective_on, today, _source(source, by, at), at)
    after = {"effective_on": effective_on, "writings": names}
    record(by=by, at=at, verb="rights.change_holders", subject=right, after=after)


def attach(
    *, right: Right, title: str, upload: Upload, by: Doer, at: datetime,
    published_on: date | None = None,
) -> Document:  # fmt: skip
    """Keep a document of a right. The file is stored first, by hash; then everything is one transaction.

    Raises PermissionDenied, and ValidationError without a title and for an unsuitable file.
    """
    require("rights.keep", by, right)
    if not title.strip():
        raise ValidationError({"title": gettext("请填写文件名称。")})
    file, name = store_one(upload, allowed=EVIDENCE, field="upload")
    with transaction.atomic():
        kept = Document.objects.create(
            right=right, title=title.strip(), file=file, published_on=published_on,
            source=_source(name, by, at),
        )  # fmt: skip
        after = {"document": kept.pk, "file": file.sha256}
        record(by=by, at=at, verb="rights.attach", subject=right, after=after)
    return kept


def _numbers(kind: Kind, number: str, publication: str, nice_class: int) -> dict[str, str]:
    """The numbers in their one form. Raises ValidationError by field."""
    if not number.strip() and not publication.strip():
        raise ValidationError({"number": gettext("请填写申请号、登记号或者公布公告号。")})
    faults = class_faults(kind, nice_class)
    found = {"number": "", "publication": ""}
    try:
        found["number"] = number_of(kind, number) if number.strip() else ""
    except NumberFault as fault:
        faults["number"] = str(fault)
    try:
        found["publication"] = publication_of(publication) if publication.strip() else ""
    except NumberFault as fault:
        faults["publication"] = str(fault)
    if faults:
        raise ValidationError(faults)
    _is_new(kind, nice_class, **found)
    return found


def _is_new(kind: Kind, nice_class: int, number: str, publication: str) -> None:
    same = Right.objects.filter(family=FAMILIES[kind], number=number, nice_class=nice_class)
    if number and same.exists():
        raise ValidationError({"number": gettext("这个号码的权利已经登记。")})
    if publication and Right.objects.filter(publication=publication).exists():
        raise ValidationError({"publication": gettext("这个公布公告号的权利已经登记。")})


def _source(title: str, by: Doer, at: datetime) -> Source:
    """What a person says, with what it was read from. Raises ValidationError where that is not told."""
    if not title.strip():
        raise ValidationError({"source": gettext("请写明来源。")})
    user = by if isinstance(by, User) else None
    return Source.objects.create(title=title.strip(), by=user, at=at)


def _tell(right: Right, event: Told, source: Source, today: date) -> Event:
    """Save an event that can be. Raises ValidationError for one that cannot."""
    try:
        fact = Fact(
            event.what, event.effective_on, event.known_on, days=event.days, until=event.until,
            side=event.side, reference=event.reference.strip(),
        )  # fmt: skip
    except EventError as fault:
        raise ValidationError(str(fault)) from fault
    others = [one.fact for one in believed(right.events.order_by("known_on", "pk"))]
    if faults := event_faults(Kind(right.kind), fact, others, today):
        raise ValidationError(faults)
    row = event_row(right, fact, source)
    row.save()
    restate(rights=[right.pk], on=today)
    return row


def _hold(
    right: Right, holders: Sequence[HeldBy], on: date, today: date, source: Source, at: datetime
) -> list[int]:
    """Save holders in their order; returns their writings. Raises ValidationError."""
    names, shares = [key_of(one.name) for one in holders], [one.share for one in holders]
    if not all(names):
        raise ValidationError({"holders": gettext("请填写权利人的名称。")})
    if faults := share_faults(names, shares):
        raise ValidationError(faults)
    written = [Written(one.name.strip(), one.address) for one in holders]
    found = find_writings(written, at=at)
    Holder.objects.bulk_create(
        Holder(
            right=right, writing=found[name], position=position, share=one.share, source=source,
            effective_on=on, known_on=today,
        )
        for position, (name, one) in enumerate(zip(written, holders, strict=True), 1)
    )  # fmt: skip
    return [found[name].pk for name in written]


def _plain(event: Event) -> dict[str, object]:
    names = (
        "what",
        "effective_on",
        "known_on",
        "retracted_on",
        "until",
        "side",
        "reference",
        "days",
    )
    return {"event": event.pk, **{name: getattr(event, name) for name in names}}
