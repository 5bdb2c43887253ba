"""Who acts for a party, for what, from when to when."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.accounts.rules import overlap
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.register.parties.actions.common import stands_alone
from zhicheng.register.parties.models import Mandate, Party
from zhicheng.register.parties.rules import Matter


@transaction.atomic
def give_mandate(
    *, party: Party, user: User, matter: Matter, valid_from: date, document: str, by: Doer,
    at: datetime, valid_to: date | None = None,
) -> Mandate:  # fmt: skip
    """Let an account act for a party in a matter, on the days given, both included.

    party: as the person saw it. document: what the party has given it by. Raises PermissionDenied; Overtaken;
    ValidationError without a document, for days in the wrong order, an account that is not in use, and a mandate
    for the same on some of these days; Refused where the party was merged into another one.
    """
    require("parties.mandate", by, party)
    stands_alone(party)
    if not document.strip():
        raise ValidationError({"document": gettext("请写明授权的依据。")})
    if valid_to is not None and valid_to < valid_from:
        raise ValidationError({"valid_to": gettext("截止日期不能早于起始日期。")})
    if not user.is_active:
        raise ValidationError({"user": gettext("这个账号已经停用。")})
    others = Mandate.objects.filter(party__root=party.pk, user=user, matter=matter)
    if any(overlap((one.valid_from, one.valid_to), (valid_from, valid_to)) for one in others):
        raise ValidationError(gettext("这个账号在所填日期内已有同一事项的授权。"))
    given = Mandate.objects.create(
        party=party, user=user, matter=matter, valid_from=valid_from, valid_to=valid_to,
        document=document.strip(),
    )  # fmt: skip
    record(by=by, at=at, verb="parties.give_mandate", subject=party, after=_plain(given))
    return given


@transaction.atomic
def end_mandate(*, mandate: Mandate, on: date, by: Doer, at: datetime) -> None:
    """Say which day is the last on which an account acts for a party; what was done until then stands.

    mandate: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError for a day before today,
    for what was done since would lose its ground, or before it begins; Refused where it ends earlier already.
    """
    require("parties.mandate", by, mandate.party)
    today = timezone.localdate(at)
    if mandate.valid_to is not None and mandate.valid_to <= on:
        raise Refused(gettext("这项授权在此之前已经截止。"))
    if on < max(today, mandate.valid_from):
        raise ValidationError({"on": gettext("截止日期不能早于今天，也不能早于起始日期。")})
    before = _plain(mandate)
    update_as_seen(mandate, valid_to=on)
    record(
        by=by, at=at, verb="parties.end_mandate", subject=mandate.party, before=before,
        after=_plain(mandate),
    )  # fmt: skip


def _plain(mandate: Mandate) -> dict[str, object]:
    return {
        "mandate": mandate.pk,
        "user": mandate.user_id,
        "matter": mandate.matter,
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
        "document": mandate.document,
    }
