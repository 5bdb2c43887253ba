"""The identity numbers of persons: kept sealed, shown masked, shown whole for a reason that is written down."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from zhicheng.engines.identifiers import IdentifierError, read
from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.register.parties.actions.common import stands_alone, subject_of
from zhicheng.register.parties.models import Party, PersonNumber
from zhicheng.register.parties.rules import PartyKind

_INDEX = "numbers of persons: index"


@transaction.atomic
def set_number(*, party: Party, number: str, by: Doer, at: datetime) -> PersonNumber:
    """Keep the identity number of a person (GB 11643), or another one in its place.

    party: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError for a number that does not
    hold together, or is on file for somebody else: then the two are to be merged; Refused for an organisation.
    """
    require("parties.keep", by, party)
    stands_alone(party)
    if party.kind != PartyKind.PERSON:
        raise Refused(gettext("只有个人登记证件号码。"))
    try:
        reading = read("resident-id", number)
    except IdentifierError as fault:
        raise ValidationError({"number": str(fault)}) from fault
    index = crypto.fingerprint(reading.value, purpose=_INDEX)
    other = PersonNumber.objects.filter(index=index).exclude(party=party).first()
    if other:
        said = gettext("“%(party)s”已登记这个证件号码；确为同一人的，请合并。")
        raise ValidationError({"number": said % {"party": other.party}})
    kept, _new = PersonNumber.objects.update_or_create(
        party=party,
        defaults={
            "sealed": crypto.seal_number(reading.value, context=subject_of(party)),
            "index": index,
            "masked": reading.display,
        },
    )
    update_as_seen(party)
    # Not even masked: the chain is for ever.
    record(by=by, at=at, verb="parties.set_number", subject=party)
    return kept


@transaction.atomic
def unmask(*, party: Party, reason: str, by: Doer, at: datetime) -> str:
    """The identity number of a person in plain text, for a reason that is itself written down (R-PI-1).

    Raises PermissionDenied; ValidationError without a reason; Refused where none is on file.
    """
    require("parties.unmask", by, party)
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明查看证件号码的理由。")})
    kept = PersonNumber.objects.filter(party=party).first()
    if kept is None:
        raise Refused(gettext("没有登记证件号码。"))
    record(by=by, at=at, verb="parties.unmask", subject=party, reason=reason.strip())
    return crypto.unseal_number(bytes(kept.sealed), context=subject_of(party))
