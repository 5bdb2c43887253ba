"""What the ledger said on an earlier day."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from zhicheng.foundation.audit.models import Entry
from zhicheng.governance.tasks.models import Task


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def due_then(tasks: Iterable[int], day: date) -> dict[int, date]:
    """The due days of tasks as they were known at the end of a day, by key, of those whose due day was changed
    later: by an amendment of the plan, of which the audit chain keeps what was before. One query.
    """
    rows = Entry.objects.filter(
        subject_type=Task._meta.label_lower, subject_id__in=[str(key) for key in tasks],
        verb="tasks.amend", at__gt=end_of(day),
    )  # fmt: skip
    found: dict[int, date] = {}
    for key, before in rows.order_by("-seq").values_list("subject_id", "before"):
        if "due_on" in before:
            found[int(key)] = date.fromisoformat(before["due_on"])
    return found
