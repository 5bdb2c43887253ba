"""Pages of rows, by cursor: rows that come meanwhile neither shift nor repeat what was read."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from zhicheng.foundation.access.problems import Misused
from zhicheng.foundation.access.rules import (
    BIGGEST_KEY,
    PAGE_LARGEST,
    PAGE_USUAL,
    cursor,
    key_of,
)

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


def _no_truth(value: Any) -> Any:
    """``true`` counts as 1 in Python; whoever sends it means no number."""
    if isinstance(value, bool):
        raise PydanticCustomError("number_type", "Input should be a number")
    return value


NoTruth: Final = BeforeValidator(_no_truth)
Key = Annotated[int, Field(ge=1, le=BIGGEST_KEY), NoTruth]
"""The key of a row."""


def _writable(text: str) -> str:
    """Text that every database keeps. Raises ValueError for half characters and the null character."""
    text.encode()
    if "\x00" in text:
        raise ValueError("null character")
    return text


Words = Annotated[str, Field(max_length=20_000), AfterValidator(_writable)]
"""Free text."""


class Paging(Schema):
    """Where to go on, and how many rows to give."""

    after: Annotated[str, Field(max_length=60)] = ""
    limit: Annotated[int, Field(ge=1, le=PAGE_LARGEST)] = PAGE_USUAL


class Page(Schema, Generic[Item]):
    """Rows in the order of their keys. next: give it as ``after`` for those that follow; null at the end."""

    items: list[Item]
    next: str | None


def page_of(
    rows: QuerySet[Row], paging: Paging, show: Callable[[Row], Any] = lambda row: row
) -> Mapping[str, Any]:
    """The page of these rows that was asked for, each as ``show`` makes it.

    Raises Misused for an ``after`` that no page gave.
    """
    try:
        begin = key_of(paging.after)
    except ValueError:
        raise Misused(422, "bad-cursor", _("after 应为上一页给出的 next。")) from None
    found = list(rows.filter(pk__gt=begin).order_by("pk")[: paging.limit + 1])
    shown = found[: paging.limit]
    more = len(found) > len(shown)
    return {"items": [show(row) for row in shown], "next": cursor(shown[-1].pk) if more else None}
