"""A plan and its versions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import heirs
from zhicheng.governance.plans.models import (
    Edit,
    Item,
    ItemKind,
    ItemState,
    Plan,
    UnitName,
    Version,
)
from zhicheng.governance.plans.permissions import IN_FORCE_OR_PAST
from zhicheng.governance.plans.publication import ItemOrder, Publication, TaskOrder
from zhicheng.governance.plans.rules import matching, names, openness, orders
from zhicheng.governance.plans.rules.dates import (
    Due,
    Period,
    kept_because,
    settled_due,
)
from zhicheng.governance.plans.rules.fields import label, measure


def with_counts(plans: QuerySet[Plan], versions: QuerySet[Version]) -> QuerySet[Plan]:
    """Plans with ``seen_versions`` (those of ``versions``, newest first, without their texts), and
    ``task_count`` of the version in force."""
    seen = versions.defer("text", "reading").order_by("-number")
    counted = Count(
        "versions__items",
        filter=Q(
            versions__state="published",
            versions__items__kind=ItemKind.TASK,
            versions__items__state=ItemState.ACCEPTED,
        ),
    )
    return plans.prefetch_related(Prefetch("versions", seen, to_attr="seen_versions")).annotate(
        task_count=counted
    )


def running_version(plan: Plan) -> Version | None:
    """The version in force."""
    return plan.versions.filter(state="published").first()


def version_before(version: Version) -> Version | None:
    """The version that this one amends: the last one before it that was ever in force."""
    return (
        Version.objects.filter(
            plan=version.plan_id, number__lt=version.number, state__in=IN_FORCE_OR_PAST
        )
        .order_by("-number")
        .first()
    )


def unit_facts() -> tuple[names.UnitFact, ...]:
    """Every unit that is in use, with all the names that the city knows it by, and those of the units whose
    work it does."""
    gone = heirs()
    known: dict[int, set[str]] = defaultdict(set)
    units = list(Unit.objects.prefetch_related("aliases"))
    for unit in units:
        called = {unit.name, unit.short_name, *(alias.name for alias in unit.aliases.all())}
        known[gone.get(unit.pk, unit.pk)] |= called
    in_use = (unit for unit in units if unit.active)
    return tuple(names.UnitFact(unit.pk, unit.kind, tuple(known[unit.pk])) for unit in in_use)


def directory(version: Version) -> names.Directory:
    """The units by which the names of a version are understood."""
    before = version_before(version)
    earlier = openness.meaning_of(name_facts(before)) if before else {}
    return names.Directory(unit_facts(), str(settings.CITY_NAME), earlier)


def name_facts(version: Version) -> list[openness.NameFact]:
    return [
        openness.NameFact(row.pk, row.name, tuple(unit.pk for unit in row.units.all()), row.settled)
        for row in UnitName.objects.filter(version=version).prefetch_related("units")
    ]


def item_facts(version: Version) -> list[openness.ItemFact]:
    return [
        openness.ItemFact(key, kind, state, values)
        for key, kind, state, values in version.items.values_list("pk", "kind", "state", "values")
    ]


def period_of(version: Version) -> Period:
    """The period of a version, and when its plan was imported. The caller has the plan at hand."""
    brought_in = timezone.localdate(version.plan.created_at)
    return Period(version.period_start, version.period_end, brought_in)


def open_points(version: Version) -> list[openness.Point]:
    """The complete list of what keeps a version from being published. Five queries."""
    doubts = [
        openness.DoubtFact(key, why, settled_at is not None)
        for key, why, settled_at in version.doubts.values_list("pk", "why", "settled_at")
    ]
    return openness.open_points(
        item_facts(version), doubts, name_facts(version), version.bare_list, period_of(version)
    )


def accepted_tasks(version: Version) -> QuerySet[Item]:
    return version.items.filter(kind=ItemKind.TASK, state=ItemState.ACCEPTED)


def live_tasks(version: Version) -> QuerySet[Item]:
    """Tasks that are in the ledger or may yet come into it, in the order of the document."""
    return version.items.filter(kind=ItemKind.TASK).exclude(state=ItemState.REJECTED)


def units_of_task(version: Version, item: Item) -> orders.Assignment:
    """The units that a task has as far as its names have a meaning."""
    meaning = openness.meaning_of(name_facts(version))
    return orders.assignment(item.values, meaning, version.bare_list)


def task_orders(version: Version) -> Iterator[TaskOrder]:
    """What the version orders, in the order of the document. Every open point must be settled."""
    meaning = openness.meaning_of(name_facts(version))
    headings = dict(orders.titles(version.reading.get("outline") or ()))
    gone = heirs()
    for number, item in enumerate(accepted_tasks(version), start=1):
        named = orders.assignment(item.values, meaning, version.bare_list)
        found = orders.inherited(named, gone)
        due = settled_due(item.values)
        if due is None:
            raise ValueError(f"task {item.pk} has no due day")
        chapter, section = orders.chapter_and_section(item.path, headings)
        yield TaskOrder(
            item=item.pk,
            key=item.key,
            position=number,
            path=item.path,
            chapter=chapter,
            section=section,
            title=str(item.values.get("title") or label(item.kind, item.values)),
            body=str(item.values.get("text") or item.sentence),
            lead=found.lead,
            responsible=found.responsible,
            due_on=due.on,
            due_source=due.source,
        )


def item_orders(version: Version, kind: ItemKind) -> Iterator[ItemOrder]:
    """The accepted items of a kind other than tasks, in the order of the document."""
    meaning = openness.meaning_of(name_facts(version))
    headings = dict(orders.titles(version.reading.get("outline") or ()))
    accepted = version.items.filter(kind=kind, state=ItemState.ACCEPTED)
    gone = heirs()
    for number, item in enumerate(accepted.order_by("position", "pk"), start=1):
        named = names.expand(item.values.get("who") or (), meaning)
        yield ItemOrder(
            item=item.pk,
            key=item.key,
            position=number,
            path=item.path,
            chapter=orders.chapter_and_section(item.path, headings)[0],
            sentence=item.sentence,
            values=item.values,
            units=tuple(dict.fromkeys(gone.get(key, key) for key in named)),
        )


def publication_of(version: Version) -> Publication:
    """All that a version orders. Every open point must be settled."""
    return Publication(
        plan=version.plan_id,
        version=version.pk,
        number=version.number,
        tasks=tuple(task_orders(version)),
        targets=tuple(item_orders(version, ItemKind.TARGET)),
        phases=tuple(item_orders(version, ItemKind.PHASE)),
        duties=tuple(item_orders(version, ItemKind.DUTY)),
        systems=tuple(item_orders(version, ItemKind.SYSTEM)),
        period_start=version.period_start,
        period_end=version.period_end,
    )


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """An item in words. measure: what a target demands. due: of a task, with where it comes from;
    kept_because: why it stands although it lies outside of the plan's period."""

    item: Item
    title: str
    measure: str
    lead: list[str]
    responsible: list[str]
    due: Due | None
    kept_because: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    items: list[PrintedItem]


def chapters(version: Version) -> list[Chapter]:
    """Accepted items, by chapter in the order of the document. Four queries."""
    meaning = openness.meaning_of(name_facts(version))
    headings = dict(orders.titles(version.reading.get("outline") or ()))
    short = unit_words()
    found: dict[str, Chapter] = {}
    for item in version.items.filter(state=ItemState.ACCEPTED):
        units = orders.assignment(item.values, meaning, version.bare_list)
        printed = PrintedItem(
            item,
            label(item.kind, item.values),
            measure(item.values) if item.kind == ItemKind.TARGET else "",
            [short[key] for key in units.lead],
            [short[key] for key in units.responsible],
            settled_due(item.values) if item.kind == ItemKind.TASK else None,
            kept_because(item.values),
        )
        title = orders.chapter_and_section(item.path, headings)[0]
        found.setdefault(title, Chapter(title, [])).items.append(printed)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """An item of either version, and what became of it."""

    change: matching.Change
    new: Item | None
    old: Item | None
    changes: list[matching.FieldChange]

    @property
    def item(self) -> Item:
        found = self.new or self.old
        assert found is not None  # noqa: S101 - one of the two is always there
        return found

    @property
    def title(self) -> str:
        return title_of(self.item)

    @property
    def old_title(self) -> str:
        return title_of(self.old) if self.old else ""


def differences(version: Version) -> list[Difference]:
    """Every item of a version beside the version that it amends; nothing without one. Four queries."""
    before = version_before(version)
    if before is None:
        return []
    units = unit_words()
    old = {item.key: item for item in before.items.filter(state=ItemState.ACCEPTED)}
    found = [
        _difference(item, old.pop(item.key, None), (version, before), units)
        for item in version.items.exclude(state=ItemState.REJECTED)
    ]
    return [*found, *(Difference("gone", None, item, []) for item in old.values())]


def _difference(
    new: Item, old: Item | None, versions: tuple[Version, Version], units: Mapping[int, str]
) -> Difference:
    """versions: the one of ``new``, and the one of ``old``."""
    if old is None:
        return Difference("new", new, None, [])
    now, then = (
        matching.in_effect(item.kind, item.values, version.period_end, units)
        for item, version in zip((new, old), versions, strict=True)
    )
    found = matching.changes(new.kind, then, now)
    return Difference(matching.verdict(found), new, old, found)


def unit_words() -> dict[int, str]:
    """Short names of all units, in use or not."""
    return dict(Unit.objects.values_list("pk", "short_name"))


def frame_changes(version: Version, before: Version) -> list[matching.FieldChange]:
    """In what the title, the period and the meaning of a bare list differ from the version before."""
    rows = zip(_frame_words(before), _frame_words(version), strict=True)
    return [matching.FieldChange(label, was, now) for (label, was), (_, now) in rows if was != now]


def _frame_words(version: Version) -> tuple[tuple[str, str], ...]:
    return (
        (gettext("方案名称"), version.title),
        (gettext("起始日期"), str(version.period_start or "—")),
        (gettext("截止日期"), str(version.period_end or "—")),
        (gettext("“责任单位”的含义"), str(version.get_bare_list_display() or "—")),
    )


def title_of(item: Item) -> str:
    """How an item is called; by its sentence where it has no name."""
    return label(item.kind, item.values) or item.sentence[:60]


def entry_of(item: Item) -> matching.Entry:
    return matching.Entry(item.pk, item.kind, item.path, item.sentence, item.values)


def editable_tail(version: Version) -> tuple[Edit | None, Edit | None]:
    """The step that undo takes back, and the one that redo puts forward again."""
    done = version.edits.filter(undone=False).order_by("-pk").first()
    later = version.edits.filter(undone=True, pk__gt=done.pk if done else 0)
    return done, later.order_by("pk").first()


def documents_of(sha256: str) -> QuerySet[Version]:
    """Versions that were read from this very content, and were not given up."""
    return (
        Version.objects.filter(file__sha256=sha256)
        .exclude(state__in=["unreadable", "abandoned"])
        .select_related("plan")
        .order_by(F("pk").desc())
    )
