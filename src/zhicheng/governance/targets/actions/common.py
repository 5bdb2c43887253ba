"""What the verbs share: the row as it was seen, the history, the files."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among
from zhicheng.foundation.files.actions import Upload, store_one
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.governance.targets.models import Step, Target
from zhicheng.governance.targets.permissions import As, capacities


def lock(target: Target) -> Target:
    """The row as it is now, held until the transaction ends."""
    return Target.objects.select_for_update().get(pk=target.pk)


def see_open(target: Target) -> None:
    """Raises ValidationError where no figures are taken in (any more)."""
    if target.ended_in_id is not None:
        raise ValidationError(gettext("现行方案已不再列入这项指标，不再办理。"))
    if not target.is_open:
        raise ValidationError(
            gettext("指标状态为“%(state)s”，请统筹协调员确认后再办理。")
            % {"state": target.get_state_display()}
        )


def add_step(
    target: Target,
    verb: str,
    title: str,
    said: str = "",
    *,
    by: User,
    at: datetime,
    acting: Collection[As] = (),
) -> Step:
    """Add to the history. acting: the capacities in which it can be done; one's own role comes first."""
    persons = [person for name, person in capacities(by, target).items() if name in acting]
    return Step.objects.create(
        target=target,
        verb=verb,
        title=title,
        said=said,
        by=by,
        deputy_for_id=deputy_among(persons),
        at=at,
    )


def stored(upload: Upload) -> tuple[StoredFile, str]:
    """Keep the file, before the transaction begins. Raises ValidationError naming it when it is unsuitable."""
    return store_one(upload, allowed=EVIDENCE, field="evidence")
