"""What a page holds. x grows to the right, y downwards, both in the file's own unit."""

import unicodedata
from dataclasses import dataclass, field

_STRAIGHT = 0.01  # of a line's length: how far it may slant


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (or ligature) on a page; size is its font's height, y its baseline."""

    text: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A straight drawn line, such as a table's: horizontal where top and bottom are the same."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it lies rather than stands."""
        return self.right - self.left >= self.bottom - self.top

    @property
    def length(self) -> float:
        """From one end to the other."""
        return max(self.right - self.left, self.bottom - self.top)

    def turned(self) -> "Rule":
        """The line mirrored at the diagonal, so that a standing one lies."""
        return Rule(self.top, self.left, self.bottom, self.right)


@dataclass(slots=True)
class Page:
    """One page; has_picture: some of it is an image."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline, as text."""

    text: str
    left: float
    right: float
    y: float
    size: float


def plain(character: str) -> str:
    """The character meant: fonts map some Chinese ones to look-alikes (Kangxi radicals).

    The bullets of symbol fonts, U+F000 to U+F0FF, mean nothing.
    """
    if "\uf000" <= character <= "\uf0ff":
        return ""
    if "\u2f00" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff":
        return unicodedata.normalize("NFKC", character)
    return character


def straight(start: tuple[float, float], end: tuple[float, float]) -> list[Rule]:
    """The line between two points, where it lies or stands; none where it slants."""
    (x0, y0), (x1, y1) = start, end
    rule = Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    thickness = min(rule.right - rule.left, rule.bottom - rule.top)
    return [rule] if thickness <= _STRAIGHT * rule.length else []
