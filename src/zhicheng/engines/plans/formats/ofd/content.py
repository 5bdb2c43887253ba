"""Text and lines of a page's layer (GB/T 33190 clauses 7.7, 9 and 11). Units are millimetres."""

from collections.abc import Iterator

from lxml import etree

from zhicheng.engines.plans.formats.encodings import normalise
from zhicheng.engines.plans.formats.layout.geometry import Glyph, Page, Rule, plain, straight
from zhicheng.engines.plans.formats.ofd.names import children, content, local, numbers

_Point = tuple[float, float]
_IDENTITY = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
_SLANT = 0.1  # tangent: text that leans further is a watermark
_WIDTH_ASCII = 0.5  # of the size
# How many numbers follow each operator of AbbreviatedData; the last two are the point reached.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def add_content(page: Page, container: etree._Element) -> None:
    """Add what is visible in a layer or a block of it. Depth is bounded by the XML parser."""
    for child in container:
        name = local(child)
        if child.get("Visible") == "false":
            continue
        if name == "TextObject":
            page.glyphs += _text(child)
        elif name == "PathObject":
            page.rules += _path(child)
        elif name == "ImageObject":
            page.has_picture = True
        elif name == "PageBlock":
            add_content(page, child)


class _Place:
    """From an object's own coordinates to the page's: first its CTM, then its Boundary."""

    def __init__(self, graphic: etree._Element) -> None:
        box = numbers(graphic.get("Boundary"))
        self.x, self.y = box[0], box[1]
        self.matrix = numbers(graphic.get("CTM")) or _IDENTITY

    def point(self, x: float, y: float) -> _Point:
        a, b, c, d, e, f = self.matrix
        return self.x + a * x + c * y + e, self.y + b * x + d * y + f

    def slants(self) -> bool:
        a, b = self.matrix[:2]
        return abs(b) > _SLANT * abs(a)


def _text(graphic: etree._Element) -> Iterator[Glyph]:
    place = _Place(graphic)
    size = float(graphic.get("Size") or 0)
    if place.slants() or size <= 0:
        return
    stretch = float(graphic.get("HScale") or 1)
    x = y = 0.0
    for code in children(graphic, "TextCode"):
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        text = content(code).strip("\r\n")
        steps = zip(_steps(code.get("DeltaX")), _steps(code.get("DeltaY")), strict=False)
        for character in normalise(text).replace("\n", ""):
            width = size * stretch * (_WIDTH_ASCII if character.isascii() else 1)
            (left, baseline), (right, _) = place.point(x, y), place.point(x + width, y)
            yield Glyph(
                plain(character),
                min(left, right),
                max(left, right),
                baseline,
                size * (abs(place.matrix[3]) or 1.0),
            )
            step_x, step_y = next(steps)
            x += width if step_x is None else step_x
            y += step_y or 0.0


def _steps(text: str | None) -> Iterator[float | None]:
    """The distances to the next characters; "g 3 2.5" says 2.5 three times. None when used up."""
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            times, step = int(next(words, "0")), float(next(words, "0"))
            for _ in range(times):
                yield step
        else:
            yield float(word)
    while True:
        yield None


def _path(graphic: etree._Element) -> Iterator[Rule]:
    place = _Place(graphic)
    data = " ".join(content(node) for node in children(graphic, "AbbreviatedData"))
    start = before = (0.0, 0.0)
    words = iter(data.split())
    for operator in words:
        values = [float(next(words)) for _ in range(_OPERANDS[operator])]
        here = place.point(values[-2], values[-1]) if values else start
        if operator in ("M", "S"):
            start = here
        elif operator in ("L", "C"):
            yield from straight(before, here)
        before = here
