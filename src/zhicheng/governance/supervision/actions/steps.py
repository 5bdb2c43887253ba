"""What all verbs of this room rest on: numbers, the row as it was seen, history, files, notices."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE, RefusedFile, clean_name
from zhicheng.governance.supervision.models import Circular, Order, Request, Sequence
from zhicheng.governance.supervision.queries import term
from zhicheng.governance.supervision.rules import LONGEST_TERM, As, Series, paper_number


class Overtaken(Refused):
    """Somebody else was quicker. The message says who did what, and when."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is brought: its name, and a stream of its content."""

    name: str
    stream: BinaryIO


def next_number(series: Series, on: date) -> str:
    """The next number of a series in the year of a day; the row is held until the transaction ends."""
    row = hold(f"{series}-{on.year}")
    row.last += 1
    row.save(update_fields=["last"])
    return paper_number(series, on.year, row.last)


def hold(name: str) -> Sequence:
    """Of two at once, the second waits here until the first has committed."""
    Sequence.objects.get_or_create(name=name)
    return Sequence.objects.select_for_update().get(name=name)


def term_of(start: date, days: int | None) -> dict[str, Any]:
    """The fields of a term that begins. Raises ValidationError for a number of days that is none."""
    if days is None or not 1 <= days <= LONGEST_TERM:
        said = _("时限应为 1 至 %(longest)s 个工作日。") % {"longest": LONGEST_TERM}
        raise ValidationError({"days": said})
    found = term(start, days)
    return {"days": days, "due_on": found.day, "basis": found.to_dict()}


Paper = Order | Request | Circular


def update_as_seen(row: Paper, **values: Any) -> None:
    """UPDATE the row if it is still what the person saw. Raises Overtaken when it is not."""
    values["version"] = row.version + 1
    rows = type(row)._default_manager.filter(pk=row.pk, version=row.version)
    if rows.update(**values) != 1:
        raise _overtaken(row)
    for name, value in values.items():
        setattr(row, name, value)


def _overtaken(row: Paper) -> Overtaken:
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


def deputy_for(who: Mapping[As, int | None], names: Iterable[str]) -> int | None:
    """In whose place a verb is done that these capacities may do; None when one of one's own suffices."""
    persons = [who[As(name)] for name in names if As(name) in who]
    return None if None in persons or not persons else persons[0]


def store_files(uploads: Iterable[Upload]) -> dict[StoredFile, str]:
    """Files with the names they are kept under; the same content twice is one. Raises ValidationError
    naming each that is refused, and why."""
    stored, refused = {}, []
    for upload in uploads:
        try:
            kept = store(upload.stream, name=upload.name, allowed=EVIDENCE)
        except RefusedFile as error:
            refused.append(f"{upload.name}：{error}")
        else:
            stored[kept] = clean_name(upload.name)
    if refused:
        raise ValidationError({"uploads": refused})
    return stored


def proof_of(text: str) -> str:
    """A text in the audit chain: free text may name people, and the chain is for ever."""
    return hashlib.sha256(text.encode()).hexdigest()


def others(people: Iterable[User], by: User | None) -> list[User]:
    """Everyone but who acts."""
    return [person for person in people if by is None or person.pk != by.pk]


def day_of(at: datetime) -> date:
    """The day of a moment in the city."""
    return timezone.localdate(at)
