"""What commands of several rooms do alike."""

from typing import TypeVar

from django.core.management.base import CommandError
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def found_or_refused(rows: QuerySet[Row], refusal: str) -> Row:
    """The first of these rows. Raises CommandError, with these words, where there is none."""
    row = rows.first()
    if row is None:
        raise CommandError(refusal)
    return row
