"""Characters → lines in reading order."""

from collections.abc import Iterable, Iterator

from zhicheng.engines.plans.formats.layout.geometry import Glyph, Line

_SAME_LINE = 0.4  # of the font's size: how far baselines in one line may differ (raised figures)
_SAME_PLACE = 0.15  # of the font's size: bold is imitated by printing a character twice
_GAP = 0.29  # of the font's size: a wider gap is a space (Word parts 达到 and 12 by a quarter)


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom, characters from left to right, gaps as spaces."""
    return [line for row in _rows(glyphs) if (line := _line(row)).text]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(filter(_has_text, glyphs), key=lambda glyph: glyph.y):
        if row and glyph.y - row[0].y > _SAME_LINE * max(row[0].size, glyph.size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _has_text(glyph: Glyph) -> bool:
    return bool(glyph.text)


def _line(row: list[Glyph]) -> Line:
    text = ""
    before: Glyph | None = None
    for glyph in sorted(row, key=lambda glyph: glyph.left):
        if before is not None:
            if _repeats(before, glyph):
                continue
            text += _space(before, glyph)
        text += glyph.text
        before = glyph
    seen = [glyph for glyph in row if not glyph.text.isspace()] or row
    return Line(
        text.strip(),
        min(glyph.left for glyph in seen),
        max(glyph.right for glyph in seen),
        row[0].y,
        sorted(glyph.size for glyph in seen)[len(seen) // 2],
    )


def _repeats(before: Glyph, glyph: Glyph) -> bool:
    near = abs(glyph.left - before.left) < _SAME_PLACE * glyph.size
    return near and glyph.text == before.text


def _space(before: Glyph, glyph: Glyph) -> str:
    """A space where the gap shows one that is not written."""
    if before.text.isspace() or glyph.text.isspace():
        return ""
    gap = (glyph.left - before.right) / max(glyph.size, before.size, 1e-6)
    return " " if gap > _GAP else ""
