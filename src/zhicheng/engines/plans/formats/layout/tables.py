"""Ruled tables: the drawn lines of a page → cells with their text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from zhicheng.engines.plans.formats.builder import TableCell
from zhicheng.engines.plans.formats.layout.geometry import Glyph, Line, Page, Rule
from zhicheng.engines.plans.formats.layout.lines import lines

_SLACK = 0.25  # of a character's size: how far lines that meet may miss each other
_SHORTEST = 0.5  # of a character's size: shorter lines are the ends of thick ones
_MAX_RULES = 600  # a page with more, collinear ones joined, is a drawing and not a table


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: its top edge and its cells."""

    top: float
    cells: tuple[TableCell, ...]


def cut_tables(page: Page) -> tuple[list[Table], list[Glyph]]:
    """The page's ruled tables, and the characters that stand outside of them."""
    size = _typical_size(page.glyphs)
    tables: list[Table] = []
    rest = page.glyphs
    long = [rule for rule in page.rules if rule.length > _SHORTEST * size]
    rules = _joined(long, _SLACK * size)
    if len(rules) > _MAX_RULES:
        return [], rest
    for group in _connected(rules, _SLACK * size):
        grid = _Grid.of(group, _SLACK * size)
        if grid is not None:
            inside = [glyph for glyph in rest if grid.holds(glyph)]
            rest = [glyph for glyph in rest if not grid.holds(glyph)]
            tables.append(Table(grid.ys[0], tuple(grid.cells(inside))))
    return tables, rest


def _typical_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return sizes[len(sizes) // 2] if sizes else 1.0


def _joined(rules: Sequence[Rule], slack: float) -> list[Rule]:
    """The lines with collinear pieces made one: many programs draw a border cell by cell."""
    lying = sorted(rule for rule in rules if rule.is_horizontal)
    standing = sorted(rule.turned() for rule in rules if not rule.is_horizontal)
    return [*_joined_lying(lying, slack), *(r.turned() for r in _joined_lying(standing, slack))]


def _joined_lying(rules: list[Rule], slack: float) -> Iterator[Rule]:
    """rules: from left to right."""
    heights: dict[int, Rule] = {}
    for rule in rules:
        key = round(rule.top / (2 * slack))
        before = heights.get(key)
        if before is not None and rule.left <= before.right + slack:
            heights[key] = replace(before, right=max(before.right, rule.right))
        else:
            if before is not None:
                yield before
            heights[key] = rule
    yield from heights.values()


def _connected(rules: Sequence[Rule], slack: float) -> Iterator[list[Rule]]:
    """Groups of lines that touch each other."""
    left = list(rules)
    while left:
        group, left = [left[0]], left[1:]
        for rule in group:
            touching = [other for other in left if _touch(rule, other, slack)]
            left = [other for other in left if not _touch(rule, other, slack)]
            group += touching
        yield group


def _touch(a: Rule, b: Rule, slack: float) -> bool:
    return (
        a.left <= b.right + slack
        and b.left <= a.right + slack
        and a.top <= b.bottom + slack
        and b.top <= a.bottom + slack
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places between the lines of a group; where no line parts two places, they are one."""

    xs: list[float]
    ys: list[float]
    standing: list[Rule]
    lying: list[Rule]
    slack: float

    @classmethod
    def of(cls, rules: Iterable[Rule], slack: float) -> "_Grid | None":
        """None where the lines enclose no table of two columns and two rows."""
        rules = list(rules)
        lying = [rule for rule in rules if rule.is_horizontal]
        standing = [rule for rule in rules if not rule.is_horizontal]
        xs = _distinct(((rule.left + rule.right) / 2 for rule in standing), slack)
        ys = _distinct(((rule.top + rule.bottom) / 2 for rule in lying), slack)
        return cls(xs, ys, standing, lying, slack) if len(xs) > 2 and len(ys) > 2 else None

    def holds(self, glyph: Glyph) -> bool:
        x, y = _middle(glyph)
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cells(self, glyphs: Sequence[Glyph]) -> Iterator[TableCell]:
        """The cells from top left to bottom right, each with its text as one line."""
        owners = self._owners()
        places = _sorted_in(glyphs, self.xs, self.ys)
        for first in sorted(set(owners.values())):
            mine = [place for place, owner in owners.items() if owner == first]
            inside = [glyph for place in mine for glyph in places.get(place, ())]
            row, column = (max(place[axis] for place in mine) for axis in (0, 1))
            text = join_lines(lines(inside))
            yield TableCell(*first, text, row - first[0] + 1, column - first[1] + 1)

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place the first place of the cell that it belongs to."""
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row, (top, bottom) in enumerate(pairwise(self.ys)):
            for column, (left, right) in enumerate(pairwise(self.xs)):
                x, y = (left + right) / 2, (top + bottom) / 2
                if column and not self._parts(self.standing, left, y):
                    owners[row, column] = owners[row, column - 1]
                elif row and not self._parts(self.lying, x, top):
                    owners[row, column] = owners[row - 1, column]
                else:
                    owners[row, column] = (row, column)
        return owners

    def _parts(self, rules: list[Rule], x: float, y: float) -> bool:
        """Whether one of the lines passes through the point."""
        slack = self.slack
        return any(
            rule.left - slack <= x <= rule.right + slack
            and rule.top - slack <= y <= rule.bottom + slack
            for rule in rules
        )


def _distinct(values: Iterable[float], slack: float) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * slack:
            found.append(value)
    return found


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.y - glyph.size * 0.35


def _sorted_in(
    glyphs: Iterable[Glyph], xs: list[float], ys: list[float]
) -> dict[tuple[int, int], list[Glyph]]:
    places: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = _middle(glyph)
        row = sum(edge <= y for edge in ys[1:-1])
        column = sum(edge <= x for edge in xs[1:-1])
        places.setdefault((row, column), []).append(glyph)
    return places


def join_lines(found: Iterable[Line]) -> str:
    """Lines of one paragraph or cell as one text: Chinese without a space, Latin words with one."""
    text = ""
    for line in found:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii()
        text += (" " if latin and line.text[:1].isalpha() else "") + line.text
    return text
