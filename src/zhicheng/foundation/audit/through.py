"""By what a person acts who is not on a page: rows of the chain name a program's token beside its owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import models

THROUGH: Final = "through"
"""Under what name a row of the chain keeps it, in ``after``: ``room.table:key``."""
_through: ContextVar[str] = ContextVar(THROUGH, default="")


@contextmanager
def acting_through(row: models.Model | None) -> Iterator[None]:
    """Name this row in whatever is recorded inside; None: nothing is named."""
    before = _through.set(f"{row._meta.label_lower}:{row.pk}" if row else "")
    try:
        yield
    finally:
        _through.reset(before)


def through() -> str:
    """What is acted through at the moment, as the chain keeps it; empty where a person acts by hand."""
    return _through.get()
