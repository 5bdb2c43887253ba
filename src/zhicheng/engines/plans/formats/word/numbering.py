"""Automatic numbers of list paragraphs, written out as Word shows them (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass, field

from lxml import etree

from zhicheng.engines.plans.formats.numerals import numeral
from zhicheng.engines.plans.formats.word.names import W, find, is_on, number, value
from zhicheng.engines.plans.formats.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DECIMAL_START = 1


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int
    legal: bool  # w:isLgl: all numbers of the label in decimal digits
    restarts: bool
    paragraph_style: str | None


@dataclass(slots=True)
class _List:
    """A list definition and where its counting stands; all w:num of one definition share it."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the list paragraphs of one document; ask for each paragraph once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums = {} if root is None else _by(root, "num", "numId")
        self._abstracts = {} if root is None else _by(root, "abstractNum", "abstractNumId")
        self._lists: dict[str, _List] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The paragraph's automatic number as shown, "" where it has none. Counts it."""
        place = self._styles.list_of(paragraph)
        found = self._list(place[0]) if place else None
        if place is None or found is None:
            return ""
        level = self._level(paragraph, found, place[1])
        self._begin(place[0], found)
        if level not in found.levels:
            return ""
        _count(found, level)
        text = _label(found, level)
        return f"{text} " if text[-1:].isalnum() and text.isascii() else text

    def _list(self, num_id: str) -> _List | None:
        abstract_id = value(self._nums.get(num_id), "abstractNumId")
        abstract_id = self._linked(abstract_id)
        if abstract_id is None:
            return None
        if abstract_id not in self._lists:
            levels = self._abstracts[abstract_id].findall(W + "lvl")
            self._lists[abstract_id] = _List({_index(lvl): _level(lvl) for lvl in levels})
        return self._lists[abstract_id]

    def _linked(self, abstract_id: str | None) -> str | None:
        """The definition that holds the levels: w:numStyleLink points to it through a style."""
        abstract = self._abstracts.get(abstract_id or "")
        link = value(abstract, "numStyleLink")
        if link is not None:
            num_id = value(self._styles.style(link), "pPr/numPr/numId")
            abstract_id = value(self._nums.get(num_id or ""), "abstractNumId")
        return abstract_id if abstract_id in self._abstracts else None

    def _level(self, paragraph: etree._Element, found: _List, level: int | None) -> int:
        """The level given, else the one that is tied to the paragraph's style, else the first."""
        if level is not None:
            return level
        names = {style.get(W + "styleId") for style in self._styles.chain(paragraph)}
        return next((i for i, lvl in found.levels.items() if lvl.paragraph_style in names), 0)

    def _begin(self, num_id: str, found: _List) -> None:
        """At its first paragraph a w:num with w:startOverride sets the count back."""
        if num_id in self._begun:
            return
        self._begun.add(num_id)
        for override in self._nums[num_id].findall(W + "lvlOverride"):
            index, start = _index(override), number(override, "startOverride")
            own = find(override, "lvl")
            if own is not None:
                found.levels[index] = _level(own)
            if start is not None:
                found.counters[index] = start - 1


def _by(root: etree._Element, name: str, key: str) -> dict[str, etree._Element]:
    return {str(element.get(W + key)): element for element in root.findall(W + name)}


def _index(element: etree._Element) -> int:
    return int(element.get(W + "ilvl") or 0)


def _level(lvl: etree._Element) -> _Level:
    return _Level(
        style=_style(lvl),
        text=value(lvl, "lvlText") or "",
        start=number(lvl, "start") or 0 if find(lvl, "start") is not None else _DECIMAL_START,
        legal=is_on(lvl, "isLgl"),
        restarts=number(lvl, "lvlRestart") != 0,
        paragraph_style=value(lvl, "pStyle"),
    )


def _style(lvl: etree._Element) -> str:
    return value(lvl, "numFmt") or "decimal"


def _count(found: _List, level: int) -> None:
    found.counters[level] = found.counters.get(level, found.levels[level].start - 1) + 1
    for deeper in range(level + 1, _LEVELS):
        if deeper in found.levels and found.levels[deeper].restarts:
            found.counters.pop(deeper, None)


def _label(found: _List, level: int) -> str:
    own = found.levels[level]
    if own.style == "bullet":
        return ""

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = found.levels.get(index, own)
        count = found.counters.get(index, other.start)
        return numeral(count, "decimal" if own.legal else other.style)

    return _PLACE.sub(shown, own.text)
