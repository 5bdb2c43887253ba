"""What all verbs of this room rest on: numbers, terms, deputies, whom to tell."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among
from zhicheng.governance.supervision.models import Sequence
from zhicheng.governance.supervision.queries import term
from zhicheng.governance.supervision.rules import LONGEST_TERM, As, Series, paper_number


def next_number(series: Series, on: date) -> str:
    """The next number of a series in the year of a day; the row is held until the transaction ends."""
    name = f"{series}-{on.year}"
    Sequence.objects.get_or_create(name=name)
    row = Sequence.objects.select_for_update().get(name=name)
    row.last += 1
    row.save(update_fields=["last"])
    return paper_number(series, on.year, row.last)


def term_of(start: date, days: int | None) -> dict[str, Any]:
    """The fields of a term that begins. Raises ValidationError for a number of days that is none."""
    if days is None or not 1 <= days <= LONGEST_TERM:
        said = _("时限应为 1 至 %(longest)s 个工作日。") % {"longest": LONGEST_TERM}
        raise ValidationError({"days": said})
    found = term(start, days)
    return {"days": days, "due_on": found.day, "basis": found.to_dict()}


def deputy_for(who: Mapping[As, int | None], names: Iterable[str]) -> int | None:
    """In whose place a verb is done that these capacities may do; None when one of one's own suffices."""
    persons = [who[As(name)] for name in names if As(name) in who]
    return deputy_among(persons)


def proof_of(text: str) -> str:
    """A text in the audit chain: free text may name people, and the chain is for ever."""
    return hashlib.sha256(text.encode()).hexdigest()


def others(people: Iterable[User], by: User | None) -> list[User]:
    """Everyone but who acts."""
    return [person for person in people if by is None or person.pk != by.pk]


def day_of(at: datetime) -> date:
    """The day of a moment in the city."""
    return timezone.localdate(at)
