"""The text beside its items: which items stand on the right, with what can be done to each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from zhicheng.foundation.face.records import Light, Text, Tone
from zhicheng.governance.plans.forms import AddForm, ItemForm, RefusableForm, SplitForm, number
from zhicheng.governance.plans.models import (
    Doubt,
    Item,
    ItemKind,
    ItemState,
    Version,
    VersionState,
)
from zhicheng.governance.plans.queries import (
    editable_tail,
    open_points,
    period_of,
    unit_words,
    version_before,
)
from zhicheng.governance.plans.rules import fields, matching
from zhicheng.governance.plans.rules.carrying import CARRIED
from zhicheng.governance.plans.rules.dates import SOURCES, Period, kept_because, settled_due
from zhicheng.governance.plans.rules.openness import Point
from zhicheng.governance.plans.views.plans import version_light

PER_PAGE = 50
DOUBTS = "doubts"
ITEM_TONES = {
    ItemState.PROPOSED: Tone.ACTIVE,
    ItemState.ACCEPTED: Tone.GOOD,
    ItemState.REJECTED: Tone.QUIET,
}
_TEMPLATE = "plans/version.html"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: how many items are in it, and how many of them are still open."""

    key: str
    title: str
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class Card:
    """An item as it stands on the right. form: the one that is open in it, ``do`` says which."""

    item: Item
    title: str
    facts: Sequence[tuple[Text, Text]]
    faults: Sequence[str]
    doubts: Sequence[Doubt]
    do: str = ""
    form: RefusableForm | None = None

    @property
    def light(self) -> Light:
        state = ItemState(self.item.state)
        return Light(state.label, ITEM_TONES[state])


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that is open in an item or a doubt, perhaps with what was refused."""

    item: int = 0
    do: str = ""
    form: RefusableForm | None = None
    doubt: int = 0

    @property
    def faults(self) -> list[str]:
        """What was refused, in a form that has no place for it."""
        return (
            [str(error) for errors in self.form.errors.values() for error in errors]
            if self.form
            else []
        )


@dataclass(slots=True)
class Asked:
    """What the address asks for: tab, which states, page, and an item to show."""

    tab: str
    show: str
    page: str | None
    item: int
    opened: Opened = field(default_factory=Opened)

    @property
    def query(self) -> str:
        kept = QueryDict(mutable=True)
        kept.update({"tab": self.tab, "show": self.show, "page": str(self.page or 1)})
        return kept.urlencode()


def review_page(
    request: HttpRequest,
    version: Version,
    opened: Opened | None = None,
    add_form: RefusableForm | None = None,
) -> HttpResponse:
    """The page, or for HTMX its right side alone. With a refused form the status says so."""
    asked = _asked(request, version, opened)
    context = _context(request, version, asked)
    context["add_form"] = add_form or AddForm()
    context["adding"] = add_form is not None
    refused = bool((opened and opened.form) or add_form)
    if refused and not context["reviewing"]:  # nothing is open any more that could say why
        for fault in opened.faults if opened else ():
            messages.error(request, fault)
    if getattr(request, "htmx", False):
        return render(request, f"{_TEMPLATE}#pane", context)
    context["marks"] = _marks(version)
    return render(request, _TEMPLATE, context, status=422 if refused else 200)


def _asked(request: HttpRequest, version: Version, opened: Opened | None) -> Asked:
    given = QueryDict(request.POST.get("back", "")) if request.method == "POST" else request.GET
    found = Asked(
        tab=given.get("tab", ""),
        show=given.get("show", ""),
        page=given.get("page"),
        item=number(given.get("item")),
    )
    if opened is not None:
        found.item, found.opened = opened.item, opened
        found.tab = DOUBTS if opened.doubt else found.tab
    elif found.item:
        found.opened = Opened(found.item, given.get("do", ""))
    if found.show not in ItemState.values:
        found.show = "all"
    if found.item and not found.page:
        _turn_to(version, found)
    if found.tab not in (DOUBTS, *ItemKind.values):
        doubtful = version.doubts.filter(settled_at=None).exists()
        found.tab = DOUBTS if doubtful and version.state == VersionState.DRAFT else ItemKind.TASK
    return found


def _turn_to(version: Version, asked: Asked) -> None:
    """The tab and page on which an item stands."""
    item = version.items.filter(pk=asked.item).first()
    if item is None:
        return
    asked.tab, asked.show = item.kind, "all"
    before = _items(version, asked).filter(position__lte=item.position)
    earlier = before.exclude(position=item.position, pk__gte=item.pk).count()
    asked.page = str(earlier // PER_PAGE + 1)


def _items(version: Version, asked: Asked) -> QuerySet[Item]:
    rows = version.items.filter(kind=asked.tab)
    return rows if asked.show == "all" else rows.filter(state=asked.show)


def _context(request: HttpRequest, version: Version, asked: Asked) -> dict[str, Any]:
    reviewing = version.state == VersionState.DRAFT and rules.has_perm(
        "plans.review", request.user, version
    )
    points = open_points(version) if reviewing else []
    undo, redo = editable_tail(version) if reviewing else (None, None)
    doubts = asked.tab == DOUBTS
    page: Page[Any] = Paginator(
        version.doubts.select_related("item", "settled_by").order_by(
            "settled_at", "span_start", "pk"
        )
        if doubts
        else _items(version, asked).prefetch_related("doubts"),
        PER_PAGE,
    ).get_page(asked.page)
    return {
        "version": version,
        "state": version_light(version),
        "reviewing": reviewing,
        "asked": asked,
        "tabs": _tabs(version),
        "shows": [("all", gettext("全部")), *ItemState.choices],
        "page": page,
        "doubts": list(page.object_list) if doubts else [],
        "cards": [] if doubts else _cards(page.object_list, asked.opened, period_of(version)),
        "open": steps(points),
        "undo": undo,
        "redo": redo,
        "may_amend": rules.has_perm("plans.import", request.user, version.plan),
        "amends": version_before(version),
        "in_force": version.state == VersionState.PUBLISHED,
    }


@dataclass(frozen=True, slots=True)
class Steps:
    """How many points are open in all, and at each step of the review."""

    all: int
    items: int
    names: int
    units: int
    dates: int
    frame: int


def steps(points: Sequence[Point]) -> Steps:
    """What the row of steps shows."""
    counts = Counter(point.kind for point in points)
    return Steps(
        all=len(points),
        items=sum(counts[kind] for kind in ("item", "fault", "doubt", "empty")),
        names=counts["name"],
        units=counts["units"],
        dates=counts["due"] + counts["outside"],
        frame=counts["bare_list"] + counts["frame"],
    )


def _tabs(version: Version) -> list[Tab]:
    counts: dict[tuple[str, str], int] = {
        (row["kind"], row["state"]): row["n"]
        for row in version.items.order_by().values("kind", "state").annotate(n=Count("pk"))
    }
    doubts = list(version.doubts.values_list("settled_at", flat=True))
    found = [Tab(DOUBTS, gettext("疑点"), len(doubts), sum(at is None for at in doubts))]
    for kind in (ItemKind.TASK, ItemKind.TARGET, ItemKind.PHASE, ItemKind.DUTY, ItemKind.SYSTEM):
        total = sum(n for (k, _), n in counts.items() if k == kind)
        found.append(Tab(kind, str(kind.label), total, counts.get((kind, ItemState.PROPOSED), 0)))
    return found


def _cards(items: Iterable[Item], opened: Opened, period: Period) -> list[Card]:
    units = unit_words()
    return [_card(item, opened, units, period) for item in items]


def _card(item: Item, opened: Opened, units: Mapping[int, str], period: Period) -> Card:
    do = opened.do if opened.item == item.pk else ""
    form = opened.form if do and opened.form else _form(item, do)
    return Card(
        item=item,
        title=fields.label(item.kind, item.values),
        facts=_facts(item, units),
        faults=list(fields.faults(item.kind, item.values, period).values()),
        doubts=[doubt for doubt in item.doubts.all() if doubt.settled_at is None],
        do=do,
        form=form,
    )


def _form(item: Item, do: str) -> RefusableForm | None:
    if do == "correct":
        return ItemForm(item.kind, values=item.values)
    if do == "split":
        return SplitForm(initial={"edited": item.sentence})
    return None


def _facts(item: Item, units: Mapping[int, str]) -> Sequence[tuple[Text, Text]]:
    """What is said of an item, without its title; a task's day with where it comes from."""
    values = matching.in_effect(item.kind, item.values, None, units)
    said: list[tuple[Text, Text]] = [
        (f.label, matching.shown(f, values.get(f.name)))
        for f in fields.FIELDS[item.kind]
        if not f.required and f.kind != "text" and _says_something(f, values.get(f.name))
    ]
    return [*said, *_settled(item)] if item.kind == ItemKind.TASK else _with_demand(item, said)


def _with_demand(item: Item, said: Sequence[tuple[Text, Text]]) -> Sequence[tuple[Text, Text]]:
    if item.kind == ItemKind.TARGET:
        comparator = fields.COMPARATORS.get(str(item.values.get("comparator")))
        return [(gettext("要求"), comparator or "—"), *said]
    return said


def _settled(task: Item) -> Iterator[tuple[Text, Text]]:
    """The day of a task, and what a person has decided of its units."""
    values = task.values
    due = settled_due(values)
    if due is not None:
        carried = f"，{CARRIED}" if values.get("due_carried") else ""
        because = f"，{reason}" if (reason := kept_because(values)) else ""
        yield (
            gettext("完成时限"),
            f"{due.on.isoformat()}（{SOURCES[due.source]}{because}{carried}）",
        )
    else:
        written = values.get("due_as_written")
        yield (
            gettext("完成时限"),
            gettext("待定（原文：%(written)s）") % {"written": written}
            if written
            else gettext("待定"),
        )
    if values.get("assigned"):
        yield (
            gettext("分工"),
            gettext("人工指派（%(carried)s）") % {"carried": CARRIED}
            if values.get("assigned_carried")
            else gettext("人工指派"),
        )


def _says_something(field: fields.Field, value: object) -> bool:
    """A value is there; a flag only counts when it is raised."""
    return bool(value) if field.kind == "flag" else not fields.empty(value)


def _marks(version: Version) -> list[tuple[int, str, str, int, int]]:
    """(key, kind, state, start, end) of everything that is highlighted; doubts with negative keys."""
    found = list(
        version.items.order_by("span_start").values_list(
            "pk", "kind", "state", "span_start", "span_end"
        )
    )
    for key, at, start, end in version.doubts.values_list(
        "pk", "settled_at", "span_start", "span_end"
    ):
        if at is None and start is not None and end is not None and end > start:
            found.append((-key, "doubt", "open", start, end))
    return found
