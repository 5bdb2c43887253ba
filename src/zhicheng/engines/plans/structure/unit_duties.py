"""Duties shared out unit by unit: the heading or the words before the colon name who does it.

The chapter 职责分工 of a work plan names a unit (（一）市财政局, 市财政局：负责…) and then what it does;
there are no brackets to read.
"""

import re

from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Passage, Span
from zhicheng.engines.plans.units.assignments import Assignment, units_in
from zhicheng.engines.plans.units.names import is_territory, is_unit

_SHARES_OUT = re.compile(r"职责|分工|责任(?:划分|清单|落实|单位|部门)")
_LABEL = re.compile(r"[^,。;:]{2,80}:")


def shares_out(title: str) -> bool:
    """Whether a heading says that what follows is shared out among units."""
    return bool(_SHARES_OUT.search(title))


def named_by(heading: Passage, title: Span) -> list[Assignment]:
    """The units that a title consists of; none if it has other words."""
    start = heading.find(title[0])
    return _only_units(heading.cut(start))


def unit_label(one: Passage) -> list[Assignment]:
    """The units before the colon that opens a paragraph; none if other words stand there."""
    found = _LABEL.match(one.text)
    return _only_units(one.cut(0, found.end() - 1)) if found else []


def _only_units(words: Passage) -> list[Assignment]:
    units = units_in(words)
    names = [fold(unit.name) for unit in units]
    if not names or not all(is_unit(name) or is_territory(name) for name in names):
        return []
    return [Assignment(words.raw(), words.span(), tuple(units))]
