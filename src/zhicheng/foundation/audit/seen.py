"""Two at once: a row is changed only while it is still what the person saw, and who came second is told."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.face.told import retold


class Overtaken(Refused):
    """Somebody else was quicker. The message says who did what, and when."""


def update_as_seen(row: Any, **values: Any) -> None:
    """UPDATE a row, which counts its changes in ``version``, if it is still in the version that was seen.

    Raises Overtaken when it is not; its history (``steps``, rows of ``Happened``) says who was quicker.
    """
    values["version"] = row.version + 1
    seen = type(row)._default_manager.filter(pk=row.pk, version=row.version)
    if seen.update(**values) != 1:
        raise _overtaken(row)
    for name, value in values.items():
        setattr(row, name, value)


def _overtaken(row: Any) -> Overtaken:
    last = row.steps.select_related("by").latest("id")
    when = timezone.localtime(last.at).strftime("%m月%d日 %H:%M")
    return Overtaken(
        _("%(name)s已于%(when)s“%(title)s”，您的操作未执行，请按最新情况重新办理。")
        % {
            "name": last.by.name if last.by else _("系统"),
            "when": when,
            "title": retold(last.title),
        }
    )
