"""Which units a name in a plan means. A name that nothing fits is unknown: it is never dropped, and
never guessed (R §9: unknown unit → queue)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from zhicheng.governance.plans.rules.unit_forms import GROUP_WORDS, SHORT_FORMS

UNKNOWN, EXACT, EARLIER = "unknown", "exact", "earlier"
VARIANT, GROUP, NEAR, DECIDED = "variant", "group", "near", "decided"
SURE = frozenset({EXACT, EARLIER})
"""Bases that settle a name without asking."""
CONFIRMABLE = frozenset({VARIANT, GROUP})
"""Suggestions that may be confirmed many at a time; near spellings are looked at one by one."""
_NEAR_ENOUGH = 65
_NOISE = re.compile(r"[\s()\[\]〔〕、,，·]+")


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit that is in use. names: its name, short name and the city's aliases of it."""

    key: int
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The units that a name means, and what that rests on. ``settled``: needs no confirmation."""

    units: tuple[int, ...]
    basis: str

    @property
    def settled(self) -> bool:
        return self.basis in SURE


@dataclass(frozen=True, slots=True)
class Directory:
    """The units by which names are understood.

    city: the city's own name (示例市), which units carry in full and plans write as 市.
    earlier: names that the version before has settled.
    """

    units: tuple[UnitFact, ...]
    city: str
    earlier: Mapping[str, tuple[int, ...]]


def suggest(name: str, directory: Directory) -> Suggestion:
    """What a name means: by what an earlier version settled, exactly, in another form, as a group,
    or by near spelling – in this order."""
    attempts: tuple[Callable[[str, Directory], Suggestion | None], ...] = (
        _earlier,
        _exact,
        _variant,
        _group,
        _near,
    )
    for attempt in attempts:
        if (found := attempt(name, directory)) is not None:
            return found
    return Suggestion((), UNKNOWN)


def _earlier(name: str, directory: Directory) -> Suggestion | None:
    active = {unit.key for unit in directory.units}
    units = tuple(key for key in directory.earlier.get(name, ()) if key in active)
    return Suggestion(units, EARLIER) if units else None


def _exact(name: str, directory: Directory) -> Suggestion | None:
    return _only(directory, EXACT, lambda unit: name in unit.names)


def _variant(name: str, directory: Directory) -> Suggestion | None:
    wanted = forms(name, directory.city)
    return _only(
        directory,
        VARIANT,
        lambda unit: any(wanted & forms(written, directory.city) for written in unit.names),
    )


def _group(name: str, directory: Directory) -> Suggestion | None:
    kinds = group_kinds(name)
    units = tuple(unit.key for unit in directory.units if unit.kind in kinds)
    return Suggestion(units, GROUP) if units else None


def _near(name: str, directory: Directory) -> Suggestion | None:
    """The unit with the most similar spelling, if it is near enough and no other is as near."""
    wanted = plain(name, directory.city)
    scored = sorted(
        ((_likeness(wanted, unit, directory.city), unit.key) for unit in directory.units),
        reverse=True,
    )
    best = scored[:2]
    if not best or best[0][0] < _NEAR_ENOUGH or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return Suggestion((best[0][1],), NEAR)


def _likeness(wanted: str, unit: UnitFact, city: str) -> float:
    return max((fuzz.ratio(wanted, plain(written, city)) for written in unit.names), default=0.0)


def _only(directory: Directory, basis: str, fits: Callable[[UnitFact], bool]) -> Suggestion | None:
    found = [unit.key for unit in directory.units if fits(unit)]
    return Suggestion((found[0],), basis) if len(found) == 1 else None


def group_kinds(name: str) -> frozenset[str]:
    """The kinds of units that a name such as 各区县政府 or 市有关部门 covers; none for a single unit."""
    return frozenset(
        kind for words, kinds in GROUP_WORDS if re.search(words, name) for kind in kinds
    )


def plain(name: str, city: str) -> str:
    """A name in the form in which names are compared: one width, the city as 市, offices shortened."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", name))
    if city and text.startswith(city):
        text = "市" + text.removeprefix(city)
    text = text.replace(city, "") if city else text
    for long, short in SHORT_FORMS:
        text = text.replace(long, short)
    return text


def forms(name: str, city: str) -> frozenset[str]:
    """The compared form with and without the leading 市: 市市场监管局 and 市场监管局 are one unit."""
    text = plain(name, city)
    bare = text.removeprefix("市")
    return frozenset(form for form in (text, bare) if len(form) > 1)


def expand(written: Iterable[str], meaning: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """The units of a list of names, in its order, none twice. A name without a meaning adds none."""
    return tuple(dict.fromkeys(key for name in written for key in meaning.get(name, ())))
