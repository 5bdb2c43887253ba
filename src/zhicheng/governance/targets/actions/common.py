"""What the verbs share: the row as it was seen, the history, the files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE, RefusedFile, clean_name
from zhicheng.governance.targets.models import Step, Target
from zhicheng.governance.targets.permissions import As, capacities


class Overtaken(ValidationError):
    """Somebody else was quicker. The message says who did what, and when."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is brought: its name, and a stream of its content."""

    name: str
    stream: BinaryIO


def update_as_seen(target: Target, **values: Any) -> None:
    """UPDATE the row if it is still what the person saw. Raises Overtaken when it is not."""
    values["version"] = target.version + 1
    if Target.objects.filter(pk=target.pk, version=target.version).update(**values) != 1:
        last = target.steps.select_related("by").latest("id")
        when = timezone.localtime(last.at).strftime("%m月%d日 %H:%M")
        raise Overtaken(
            gettext("%(name)s已于%(when)s“%(title)s”，您的操作未执行，请按最新情况重新办理。")
            % {"name": last.by.name, "when": when, "title": retold(last.title)}
        )
    for name, value in values.items():
        setattr(target, name, value)


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
        deputy_for_id=None if None in persons or not persons else persons[0],
        at=at,
    )


def stored(upload: Upload) -> tuple[StoredFile, str]:
    """Keep the file, before the transaction begins. Raises ValidationError naming it when it is unsuitable."""
    try:
        file = store(upload.stream, name=upload.name, allowed=EVIDENCE)
    except RefusedFile as error:
        raise ValidationError({"evidence": f"{upload.name}：{error}"}) from error
    return file, clean_name(upload.name)
