"""The row as it was seen: of two who act on it at once, one wins and the other is told."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Overtaken
from zhicheng.foundation.audit.fitting import check_fits
from zhicheng.foundation.audit.queries import history, names_of_people
from zhicheng.foundation.audit.registry import verb_name

__all__ = ["Overtaken", "overtaken", "update_as_seen"]


def update_as_seen(row: models.Model, **values: Any) -> None:
    """UPDATE a row that counts its changes in ``version``, if it is still what the person saw.

    The row in hand takes on the values. Raises Overtaken when it has changed in the meantime, and
    ValidationError for what its columns do not hold.
    """
    check_fits(row, values)
    seen: int = vars(row)["version"]
    values["version"] = seen + 1
    rows = type(row)._default_manager.filter(pk=row.pk, version=seen)
    if rows.update(**values) != 1:
        raise overtaken(row)
    for name, value in values.items():
        setattr(row, name, value)


def overtaken(row: models.Model) -> Overtaken:
    """What to tell whoever came second: what the audit chain says of the row last."""
    last = history(row).last()
    if last is None:  # changed with the row that it belongs to
        return Overtaken(
            _("您打开页面之后，这里的内容已由他人改动，您的操作未执行，请按最新情况重新办理。")
        )
    return Overtaken(
        _("%(name)s已于%(when)s“%(title)s”，您的操作未执行，请按最新情况重新办理。")
        % {
            "name": names_of_people().get(last.actor, last.actor),
            "when": timezone.localtime(last.at).strftime("%m月%d日 %H:%M"),
            "title": verb_name(last.verb),
        }
    )
