"""Everything that one source told is taken back: not believed from today on, and still there for days before."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.engines.rights import State
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.register.rights.actions.loading import NEW_RIGHTS
from zhicheng.register.rights.actions.standing import restate
from zhicheng.register.rights.models import Document, Event, Holder, Right, Source


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of it. rights: of which nothing is left that is believed."""

    rights: int
    events: int
    holders: int
    documents: int

    def plain(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def withdraw(*, source: Source, reason: str, by: Doer, at: datetime) -> Withdrawn:
    """Retract every fact of a source today. Rights that it opened, and of which no other source tells anything
    that is believed, are withdrawn; the others stay with what the others tell.

    Nothing is deleted: as known on a day before, all is as it was. Twice, the second time changes nothing.
    Raises PermissionDenied, and ValidationError without a reason.
    """
    require("rights.keep", by)
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明理由。")})
    take_turn(NEW_RIGHTS)
    today = timezone.localdate(at)
    told = Q(source=source, retracted_on=None)
    since_known = Greatest(Value(today), F("known_on"))
    done = Withdrawn(
        events=Event.objects.filter(told).update(retracted_on=since_known),
        holders=Holder.objects.filter(told).update(retracted_on=since_known),
        documents=Document.objects.filter(told).update(retracted_on=today),
        rights=_bare(source).update(withdrawn_on=today, state=State.UNKNOWN, state_until=None),
    )
    told_by_others = Right.objects.filter(events__source=source, withdrawn_on=None).distinct()
    restate(rights=list(told_by_others.values_list("pk", flat=True)), on=today)
    record(
        by=by, at=at, verb="rights.withdraw", subject=source, after=done.plain(),
        reason=reason.strip(),
    )  # fmt: skip
    return done


def _bare(source: Source) -> QuerySet[Right]:
    """The rights that a source opened and of which nothing is believed any more."""
    believed = [
        Exists(facts.objects.filter(right=OuterRef("pk"), retracted_on=None))
        for facts in (Event, Holder, Document)
    ]
    rows = Right.objects.filter(source=source, withdrawn_on=None)
    for one in believed:
        rows = rows.exclude(one)
    return rows
