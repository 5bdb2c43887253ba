"""What the verbs share: the row as it was seen, the history, files, who is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among
from zhicheng.foundation.files.actions import Upload, store_one
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.queries import doer_of
from zhicheng.governance.assessment.models import Scheme, Sheet, Step
from zhicheng.governance.assessment.queries import people_to_tell
from zhicheng.governance.assessment.rules import As, SchemeState, SheetState


def add_step(
    scheme: Scheme,
    verb: str,
    title: str,
    said: str = "",
    *,
    sheet: Sheet | None = None,
    who: Mapping[Any, int | None],
    by: User,
    at: datetime,
) -> Step:
    """Add to the history. who: the capacities in which the verb can be done; one's own comes first."""
    return Step.objects.create(
        scheme=scheme, sheet=sheet, verb=verb, title=title, said=said, by=by, at=at,
        deputy_for_id=deputy_among(who.values()),
    )  # fmt: skip


def stored(upload: Upload | None, field: str) -> tuple[StoredFile | None, str]:
    """Keep a file, before the transaction begins. Raises ValidationError, beside ``field``, when unsuitable."""
    if upload is None:
        return None, ""
    return store_one(upload, allowed=EVIDENCE, field=field)


def lock_sheet(sheet: Sheet, *states: SheetState) -> Sheet:
    """Hold a sheet until the transaction ends. Raises Refused unless it is in one of the states, and its
    scheme is being scored."""
    held = Sheet.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=sheet.pk)
    if held.scheme.state != SchemeState.PUBLISHED:
        raise Refused(_("考核方案不在自评核定阶段，评分表不能再变动。"))
    if held.state not in states:
        raise Refused(
            _("评分表状态为“%(state)s”，不能这样办理。") % {"state": held.get_state_display()}
        )
    return held


def tell(
    sheets: Iterable[Sheet], *capacities: As, text: str, url: str, by: User, at: datetime
) -> None:
    """Notify those who act in these capacities for the units of these sheets, or for the successors of those that
    are gone; never the one who acted."""
    on = timezone.localdate(at)
    units = {doer_of(sheet.unit) for sheet in sheets}
    people = {user.pk: user for unit in units for user in people_to_tell(unit, *capacities, on=on)}
    people.pop(by.pk, None)
    notify(to=people.values(), text=text, url=url, at=at)


def plain(value: Any) -> str | None:
    """A number or day for the audit chain."""
    return None if value is None else str(value)
