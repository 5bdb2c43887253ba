"""Plans beside each other: this city's and the province's, or the targets of several cities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from zhicheng.engines.plans.compare import compare
from zhicheng.governance.plans.models import Item, ItemKind, ItemState, Version, VersionState
from zhicheng.governance.plans.permissions import readable_beside
from zhicheng.governance.plans.rules.fields import label

_UNREAD = (VersionState.READING, VersionState.UNREADABLE, VersionState.ABANDONED)


def comparable_versions(user: Any) -> QuerySet[Version]:
    """Of every plan that a person may compare: the version in force, else the newest that has been read. What
    meetings resolved is no plan.

    A draft counts: another city's plan is read and compared here without ever being published.
    """
    read = readable_beside(user).filter(plan__ordered=False).exclude(state__in=_UNREAD)
    in_force = Case(
        When(state=VersionState.PUBLISHED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    of_plan = read.filter(plan=OuterRef("plan")).order_by(in_force, "-number")
    rows = read.filter(pk=Subquery(of_plan.values("pk")[:1])).defer("text", "reading")
    return rows.order_by("title", "pk")


def forms_of(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """The versions in the form that ``engines.plans.compare`` takes, as reviewed. Two queries."""
    places = dict(
        Version.objects.filter(pk__in=[version.pk for version in versions]).values_list(
            "pk", "reading__place"
        )
    )
    forms: dict[int, dict[str, Any]] = {
        version.pk: {
            "title": version.title,
            "source": version.title,
            "place": places[version.pk],
            "targets": [],
            "tasks": [],
        }
        for version in versions
    }
    items = Item.objects.filter(
        version__in=versions, kind__in=(ItemKind.TARGET, ItemKind.TASK)
    ).exclude(state=ItemState.REJECTED)
    for item in items.order_by("position", "pk"):
        forms[item.version_id][f"{item.kind}s"].append(_form(item))
    return [forms[version.pk] for version in versions]


def _form(item: Item) -> dict[str, Any]:
    text = item.values.get("text") or item.sentence
    return {**item.values, "text": text, "outline": item.path, "item": item.pk}


@dataclass(frozen=True, slots=True)
class Demand:
    """What one plan asks for. item: the key of its row, to open the sentence with. values: its fields."""

    item: int
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator, and what each plan asks of it; None where a plan does not have it."""

    demands: tuple[Demand | None, ...]


def target_lines(forms: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The targets of several plans, one indicator a line.

    The first plan leads: its indicators come first, each with its counterpart in every other plan. What
    the first does not have follows plan by plan, matched among the plans that are left.
    """
    if not forms:
        return []
    first, rest = forms[0], forms[1:]
    compared = [compare(first, other) for other in rest]
    counterparts = [{pair.a["item"]: pair.b for pair in one.targets} for one in compared]
    lines = [
        Line((_demand(target), *(_demand(found.get(target["item"])) for found in counterparts)))
        for target in first["targets"]
    ]
    left = [
        {**form, "targets": one.targets_only_b} for form, one in zip(rest, compared, strict=True)
    ]
    return [*lines, *(Line((None, *line.demands)) for line in target_lines(left))]


def _demand(target: Mapping[str, Any] | None) -> Demand | None:
    if target is None:
        return None
    return Demand(target["item"], label(ItemKind.TARGET, target), target)
