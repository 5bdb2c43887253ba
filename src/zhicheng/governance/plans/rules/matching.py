"""An amendment beside the version in force: which items continue, and what has changed in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from zhicheng.foundation.face.records import Text
from zhicheng.governance.plans.rules.dates import due_words
from zhicheng.governance.plans.rules.fields import FIELDS, TASK, Field, empty, label
from zhicheng.governance.plans.rules.spans import one_line

_CONTINUES = 60.0
_SAME_PLACE = 8.0
_TITLE_WEIGHT = 0.6
_CANDIDATES = 10

Change = Literal["new", "changed", "same", "gone"]
CHANGE_NAMES: dict[Change, Text] = {
    "new": _("新增"),
    "changed": _("修改"),
    "same": _("不变"),
    "gone": _("删除"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of either version. key: what identifies it in its own version."""

    key: int
    kind: str
    path: str
    sentence: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that differs, in words."""

    label: Text
    before: str
    after: str


def matches(new: Sequence[Entry], old: Sequence[Entry]) -> dict[int, int]:
    """new key → old key, one to one.

    First, in linear time, the same words in the same place, the same words elsewhere, and the same title
    in the same place; then, of the rest, the most similar: titles and sentences count, and the same outline
    path adds to it; below 60 of 100 an item is a new one.
    """
    found: dict[int, int] = {}
    for same in (_place_and_words, _words, _place_and_title):
        found.update(_exact(new, old, found, same))
    taken = set(found.values())
    shelves = _shelves([entry for entry in old if entry.key not in taken])
    scored = [
        triple
        for entry in new
        if entry.key not in found and entry.kind in shelves
        for triple in _similar(entry, shelves[entry.kind])
    ]
    for _likeness, mine, theirs in sorted(scored, key=lambda t: (-t[0], t[1], t[2])):
        if mine not in found and theirs not in taken:
            found[mine] = theirs
            taken.add(theirs)
    return found


@dataclass(slots=True)
class _Shelf:
    """The old items of a kind that are still to be matched, their titles, and where each path stands."""

    entries: list[Entry] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    by_path: dict[str, list[int]] = field(default_factory=dict)


def _shelves(old: Iterable[Entry]) -> dict[str, _Shelf]:
    found: dict[str, _Shelf] = {}
    for entry in old:
        shelf = found.setdefault(entry.kind, _Shelf())
        shelf.by_path.setdefault(entry.path, []).append(len(shelf.entries))
        shelf.entries.append(entry)
        shelf.titles.append(_title(entry))
    return found


def _title(entry: Entry) -> str:
    return label(entry.kind, entry.values)


def _place_and_words(entry: Entry) -> tuple[str, ...]:
    return entry.kind, entry.path, _title(entry), one_line(entry.sentence)


def _words(entry: Entry) -> tuple[str, ...]:
    return entry.kind, _title(entry), one_line(entry.sentence)


def _place_and_title(entry: Entry) -> tuple[str, ...]:
    return entry.kind, entry.path, _title(entry)


def _exact(
    new: Sequence[Entry],
    old: Sequence[Entry],
    found: Mapping[int, int],
    same: Callable[[Entry], tuple[str, ...]],
) -> Iterator[tuple[int, int]]:
    taken = set(found.values())
    waiting: dict[tuple[str, ...], list[int]] = {}
    for entry in old:
        if entry.key not in taken:
            waiting.setdefault(same(entry), []).append(entry.key)
    for entry in new:
        if entry.key not in found and waiting.get(same(entry)):
            yield entry.key, waiting[same(entry)].pop(0)


def _similar(entry: Entry, shelf: _Shelf) -> Iterator[tuple[float, int, int]]:
    """(score, new key, old key) of those that may be the same item: the nearest titles, and whatever
    stands in the same place."""
    title = _title(entry)
    nearest = process.extract(title, shelf.titles, scorer=fuzz.ratio, limit=_CANDIDATES)
    places = {place for _, _, place in nearest}.union(shelf.by_path.get(entry.path, ()))
    for place in sorted(places):
        score = _score(entry, shelf.entries[place], fuzz.ratio(title, shelf.titles[place]))
        if score >= _CONTINUES:
            yield score, entry.key, shelf.entries[place].key


def _score(new: Entry, old: Entry, title: float) -> float:
    """Up to 100, and a bonus for the same place. title: how similar the titles are, of 100."""
    sentence = fuzz.ratio(new.sentence[:400], old.sentence[:400])
    bonus = _SAME_PLACE if new.path == old.path else 0.0
    return title * _TITLE_WEIGHT + sentence * (1 - _TITLE_WEIGHT) + bonus


_DUE = Field("due_in_effect", _("完成时限"), "line")


def in_effect(
    kind: str, values: Mapping[str, Any], period_end: date | None, units: Mapping[int, str]
) -> dict[str, Any]:
    """The values as they hold: a task with its day, and with the units that a person assigned in place of
    those that the document writes.

    period_end: of the version; a task without a day falls due on it. units: key → name.
    """
    found = dict(values)
    if kind == TASK:
        found[_DUE.name] = due_words(values, period_end)
        for name, keys in (values.get("assigned") or {}).items():
            found[name] = [units[key] for key in keys]
    return found


def changes(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """What differs between two versions of an item, whose values are given as they are ``in_effect``."""
    compared = (*FIELDS[kind], _DUE) if kind == TASK else FIELDS[kind]
    return [
        FieldChange(one.label, shown(one, before.get(one.name)), words)
        for one in compared
        if (words := shown(one, after.get(one.name))) != shown(one, before.get(one.name))
    ]


def shown(one: Field, value: Any) -> str:
    """A value in words; what is not said is a dash."""
    if empty(value):
        return "—"
    match one.kind:
        case "flag":
            return gettext("是") if value else gettext("否")
        case "names":
            return "、".join(value)
        case "choice":
            return str(dict(one.choices).get(str(value), value))
        case _:
            return one_line(str(value))


def verdict(differences: Iterable[FieldChange]) -> Change:
    """Whether an item that continues has changed."""
    return "changed" if any(True for _ in differences) else "same"
