"""Distributing a target over the areas of the city, or over the years of the plan."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_noop

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.governance.targets.actions.common import add_step, see_open
from zhicheng.governance.targets.models import Share, Target
from zhicheng.governance.targets.permissions import As
from zhicheng.governance.targets.queries import shares_over
from zhicheng.governance.targets.rules import Over, share_faults, tidy

TITLES = {Over.AREAS: gettext_noop("分解到县区"), Over.YEARS: gettext_noop("分解到年度")}


@transaction.atomic
def distribute(
    *, target: Target, over: Over, parts: Mapping[int, Decimal], by: User, at: datetime
) -> None:
    """Distribute a target anew; the parts that were there are replaced, the history keeps them.

    target: as the person saw it. parts: key of an area, or year → value in the target's unit; none takes
    the distribution away. Raises PermissionDenied, Overtaken, and ValidationError when the parts do not
    add up to the whole where they must (``rules.share_faults``); nothing is changed then.
    """
    require("targets.distribute", by, target)
    see_open(target)
    if faults := share_faults(target.demand, over, parts):
        raise ValidationError(faults)
    before = plain_parts(target, over)
    update_as_seen(target)
    shares_over(target, over).delete()
    by_area = over is Over.AREAS
    Share.objects.bulk_create(
        Share(
            target=target,
            area_id=key if by_area else None,
            year=None if by_area else key,
            value=value,
        )
        for key, value in parts.items()
    )
    said = told("共%(parts)s项", parts=len(parts)) if parts else told("取消分解")
    add_step(target, "distribute", TITLES[over], said, by=by, at=at, acting=(As.COORDINATOR,))
    record(
        by=by, at=at, verb="targets.distribute", subject=target, before=before,
        after=plain_parts(target, over),
    )  # fmt: skip


def plain_parts(target: Target, over: Over) -> dict[str, object]:
    """The parts as the audit row keeps them."""
    parts = shares_over(target, over)
    return {
        "over": over.value,
        "parts": {str(part.area_id or part.year): str(tidy(part.value)) for part in parts},
    }
