"""An amendment beside the version in force: which items continue, and what has changed in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from zhicheng.governance.plans.rules.fields import FIELDS, Field, empty, label
from zhicheng.governance.plans.rules.spans import one_line

_CONTINUES = 60.0
_SAME_PLACE = 8.0
_TITLE_WEIGHT = 0.6

Change = Literal["new", "changed", "same", "gone"]
CHANGE_NAMES: dict[Change, str] = {"new": "新增", "changed": "修改", "same": "不变", "gone": "删除"}


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

    label: str
    before: str
    after: str


def matches(new: Sequence[Entry], old: Sequence[Entry]) -> dict[int, int]:
    """new key → old key, one to one: the same words in the same place first, then the most similar.

    Similarity is that of titles and sentences, with a bonus for the same outline path; below 60 of 100
    an item is a new one. Exact pairs are found in linear time; only the rest is compared pair by pair.
    """
    found: dict[int, int] = {}
    for same in (_place_and_words, _words):
        found.update(_exact(new, old, found, same))
    taken = set(found.values())
    rest_new = [entry for entry in new if entry.key not in found]
    rest_old = [entry for entry in old if entry.key not in taken]
    scored = sorted(
        ((score, a.key, b.key) for a in rest_new for b in rest_old if (score := _score(a, b))),
        key=lambda triple: (-triple[0], triple[1], triple[2]),
    )
    for _, mine, theirs in scored:
        if mine not in found and theirs not in taken:
            found[mine] = theirs
            taken.add(theirs)
    return found


def _place_and_words(entry: Entry) -> tuple[str, ...]:
    return entry.kind, entry.path, label(entry.kind, entry.values), one_line(entry.sentence)


def _words(entry: Entry) -> tuple[str, ...]:
    return entry.kind, label(entry.kind, entry.values), one_line(entry.sentence)


def _exact(
    new: Sequence[Entry], old: Sequence[Entry], found: Mapping[int, int], same: Any
) -> Iterator[tuple[int, int]]:
    taken = set(found.values())
    waiting: dict[tuple[str, ...], list[int]] = {}
    for entry in old:
        if entry.key not in taken:
            waiting.setdefault(same(entry), []).append(entry.key)
    for entry in new:
        if entry.key not in found and waiting.get(same(entry)):
            yield entry.key, waiting[same(entry)].pop(0)


def _score(new: Entry, old: Entry) -> float:
    """0 when the two are not the same item; else up to 108."""
    if new.kind != old.kind:
        return 0.0
    bonus = _SAME_PLACE if new.path == old.path else 0.0
    title = fuzz.ratio(label(new.kind, new.values), label(old.kind, old.values))
    if title * _TITLE_WEIGHT + 100 * (1 - _TITLE_WEIGHT) + bonus < _CONTINUES:
        return 0.0
    sentence = fuzz.ratio(new.sentence[:400], old.sentence[:400])
    score = title * _TITLE_WEIGHT + sentence * (1 - _TITLE_WEIGHT) + bonus
    return score if score >= _CONTINUES else 0.0


def changes(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """The declared values in which two versions of an item differ."""
    return [
        FieldChange(field.label, shown(field, before.get(field.name)), words)
        for field in FIELDS[kind]
        if (words := shown(field, after.get(field.name))) != shown(field, before.get(field.name))
    ]


def shown(field: Field, value: Any) -> str:
    """A value in words; what is not said is a dash."""
    if empty(value):
        return "—"
    match field.kind:
        case "flag":
            return "是" if value else "否"
        case "names":
            return "、".join(value)
        case "choice":
            return dict(field.choices).get(str(value), str(value))
        case _:
            return one_line(str(value))


def verdict(differences: Iterable[FieldChange]) -> Change:
    """Whether an item that continues has changed."""
    return "changed" if any(True for _ in differences) else "same"
