"""The one way to make a list page: declared columns, filters, sorting, groups, pages, export, print.

A room declares a ``Table`` once and answers with ``respond``; the example stands in docs/face.md. The
number of queries is the same for one row and for a million: one for the count, one for the rows of the
page, and what the queryset itself prefetches.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Generic, Literal, TypeVar

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Shown, Text
from zhicheng.foundation.face.script import simplified

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 50
PRINT_LIMIT = 2000
"""A printed list ends here, and says so; the export never does."""


class Filters(forms.Form):
    """A filter form over GET. A field that does not hold up is shown with its error and narrows nothing."""

    use_required_attribute = False

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """``rows`` cut down to what ``self.cleaned_data`` asks for (only the sound fields are in it)."""
        raise NotImplementedError

    def apply(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Check the form, then narrow."""
        self.is_valid()
        return self.narrow(rows)

    @property
    def in_use(self) -> bool:
        """Does any filter narrow the list at present?"""
        return any(value not in (None, "", False, []) for value in self.cleaned_data.values())


def holding(text: str, *fields: str) -> Q:
    """Rows that have these words in one of the fields; whoever reads 專利 on the page may search for it."""
    found = Q()
    for words in dict.fromkeys((text, simplified(text))):
        for name in fields:
            found |= Q(**{f"{name}__icontains": words})
    return found


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. ``value`` serves page and export alike; ``sort`` names the fields to order by.

    secondary: one can do without it; not shown in large type (适老模式), always exported.
    """

    key: str
    title: Text
    value: Callable[[Row], Shown]
    sort: tuple[str, ...] = ()
    kind: Literal["", "number", "date", "long", "named"] = ""
    secondary: bool = False

    @property
    def css(self) -> str:
        return f"{self.kind} secondary".strip() if self.secondary else self.kind


@dataclass(frozen=True)
class Grouping(Generic[Row]):
    """A way to group: ordered by ``order`` first, with a heading wherever ``heading`` changes."""

    key: str
    title: Text
    order: tuple[str, ...]
    heading: Callable[[Row], Shown]


@dataclass(frozen=True)
class Cell(Generic[Row]):
    column: Column[Row]
    value: Shown


@dataclass(frozen=True)
class Line(Generic[Row]):
    """A row as it is shown. ``heading``: the group that begins with it, else None."""

    row: Row
    cells: Sequence[Cell[Row]]
    heading: Shown


@dataclass(frozen=True)
class Head(Generic[Row]):
    """The head of a column, and which way a click sorts (first up, then down, then as it was)."""

    column: Column[Row]
    direction: Literal["", "up", "down"]

    @property
    def next_sort(self) -> str:
        """The value for ``sort`` in the address; empty where the column cannot be sorted."""
        if not self.column.sort:
            return ""
        return f"-{self.column.key}" if self.direction == "up" else self.column.key

    @property
    def aria_sort(self) -> str:
        return {"": "", "up": "ascending", "down": "descending"}[self.direction]

    @property
    def icon(self) -> str:
        return {"": "arrow-down-up", "up": "arrow-up", "down": "arrow-down"}[self.direction]


@dataclass(frozen=True)
class List(Generic[Row]):
    """One page of a table, as ``{% list_of list %}`` shows it."""

    title: Text
    heads: Sequence[Head[Row]]
    rows: Sequence[Row]
    count: int
    page: Page[Row] | None
    groupings: Sequence[Grouping[Row]]
    grouping: Grouping[Row] | None
    filtered: bool
    empty: Text
    empty_template: str
    choose: str = ""

    @property
    def printing(self) -> bool:
        return self.page is None

    @property
    def capped(self) -> bool:
        """Is this a print that leaves rows out?"""
        return self.printing and self.count > len(self.rows)

    @property
    def lines(self) -> Iterator[Line[Row]]:
        before: Shown = None
        for row in self.rows:
            heading = self.grouping.heading(row) if self.grouping else None
            cells = [Cell(head.column, head.column.value(row)) for head in self.heads]
            yield Line(row, cells, heading if heading != before else None)
            before = heading


@dataclass(frozen=True)
class Table(Generic[Row]):
    """The declaration of a list.

    order: fields of the resting order. empty: what will stand here and how to begin, in words;
    empty_template: a template instead, where there is a button to begin with. load: brings what the
    columns need beside the rows, for all rows of a page at once.
    """

    title: Text
    columns: tuple[Column[Row], ...]
    order: tuple[str, ...]
    groupings: tuple[Grouping[Row], ...] = ()
    empty: Text = field(default_factory=lambda: _("目前没有可以显示的内容。"))
    empty_template: str = "face/empty_list.html"
    load: Callable[[Sequence[Row]], None] = lambda rows: None

    def respond(
        self,
        request: HttpRequest,
        template: str,
        *,
        rows: QuerySet[Row],
        filters: Filters | None = None,
        choose: str = "",
        **context: Any,
    ) -> HttpResponse | FileResponse:
        """Answer the request: the page, its print (``?print=1``), or all rows (``?export=xlsx``).

        rows: those that the person may see. choose: the name of the tick boxes before the rows, which
        belong to the form with the id ``choosing`` on the page; none when empty, and none in print.
        The template gets ``list``, ``filters`` and ``context``.
        """
        found = filters.apply(rows) if filters else rows
        ordered = self.ordered(request, found)
        if request.GET.get("export") == "xlsx":
            return self._export(request, ordered)
        shown = self.page_of(request, ordered, filtered=bool(filters and filters.in_use))
        if choose and not shown.printing:
            shown = replace(shown, choose=choose)
        return render(request, template, {"list": shown, "filters": filters, **context})

    def ordered(self, request: HttpRequest, rows: QuerySet[Row]) -> QuerySet[Row]:
        """``rows`` in the order that the address asks for."""
        return rows.order_by(*self._order(request))

    def page_of(self, request: HttpRequest, rows: QuerySet[Row], *, filtered: bool) -> List[Row]:
        """The page that the address asks for, for pages that show more than the list alone."""
        page: Page[Row] | None = None
        if "print" in request.GET:
            count, found = rows.count(), list(rows[:PRINT_LIMIT])
        else:
            paginator = Paginator(rows, PAGE_SIZE)
            page = paginator.get_page(request.GET.get("page"))
            count, found = paginator.count, list(page.object_list)
        self.load(found)
        return List(
            title=self.title,
            heads=self._heads(request),
            rows=found,
            count=count,
            page=page,
            groupings=self.groupings,
            grouping=self._grouping(request),
            filtered=filtered,
            empty=self.empty,
            empty_template=self.empty_template,
        )

    def _grouping(self, request: HttpRequest) -> Grouping[Row] | None:
        key = request.GET.get("group")
        return next((grouping for grouping in self.groupings if grouping.key == key), None)

    def _heads(self, request: HttpRequest) -> Sequence[Head[Row]]:
        asked = request.GET.get("sort", "")
        return [Head(column, _direction(column, asked)) for column in self.columns]

    def _order(self, request: HttpRequest) -> list[OrderBy | str]:
        """Group, then the sorted column with unknown values last, then the resting order, then the key."""
        order: list[OrderBy | str] = []
        grouping = self._grouping(request)
        if grouping:
            order.extend(grouping.order)
        for head in self._heads(request):
            if head.direction:
                order.extend(_sorted_by(head))
        return [*order, *self.order, "pk"]

    def _all(self, rows: QuerySet[Row]) -> Iterator[Row]:
        """All rows, a bounded number of them in memory at a time."""
        found = rows.iterator(chunk_size=PRINT_LIMIT)
        while chunk := list(islice(found, PRINT_LIMIT)):
            self.load(chunk)
            yield from chunk

    def _export(self, request: HttpRequest, rows: QuerySet[Row]) -> FileResponse:
        # Here, because openpyxl takes a quarter of a second of every start, and few requests need it.
        from zhicheng.foundation.face.export import workbook

        grouping = self._grouping(request)
        heads = [column.title for column in self.columns]
        groups = [grouping.title] if grouping else []
        lines: Iterable[list[Shown]] = (
            [*([grouping.heading(row)] if grouping else []), *(c.value(row) for c in self.columns)]
            for row in self._all(rows)
        )
        file = workbook(str(self.title), [*groups, *heads], lines)
        name = f"{self.title}-{timezone.localdate().isoformat()}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name)


def _direction(column: Column[Any], asked: str) -> Literal["", "up", "down"]:
    if not column.sort or asked.removeprefix("-") != column.key:
        return ""
    return "down" if asked.startswith("-") else "up"


def _sorted_by(head: Head[Any]) -> Iterator[OrderBy]:
    for name in head.column.sort:
        expression = F(name)
        yield (
            expression.asc(nulls_last=True)
            if head.direction == "up"
            else expression.desc(nulls_last=True)
        )
