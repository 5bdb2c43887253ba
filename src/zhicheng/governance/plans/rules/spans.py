"""Where things stand in the text: finding a quotation, cutting a sentence, marking overlapping items."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """``[start, end)`` in characters. key: what stands there."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text that lies wholly inside the same items. keys: innermost (shortest) first."""

    start: int
    end: int
    text: str
    keys: tuple[int, ...]


def segments(text: str, spans: Iterable[Span]) -> Iterator[Segment]:
    """The whole text, cut wherever an item begins or ends; nested and overlapping items included.

    Time grows with the number of spans times how deep they overlap.
    """
    ordered = sorted((s for s in spans if 0 <= s.start < s.end <= len(text)), key=_by_start)
    cuts = sorted({0, len(text), *(s.start for s in ordered), *(s.end for s in ordered)})
    open_now: list[Span] = []
    following = 0
    for start, end in pairwise(cuts):
        open_now = [s for s in open_now if s.end > start]
        while following < len(ordered) and ordered[following].start <= start:
            open_now.append(ordered[following])
            following += 1
        inner_first = sorted(open_now, key=lambda s: (s.end - s.start, s.key))
        yield Segment(start, end, text[start:end], tuple(s.key for s in inner_first))


def _by_start(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _folded(text: str) -> tuple[str, list[int]]:
    """A copy without white space and with one width of characters, and where each came from."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character):
            if not folded.isspace():
                kept.append(folded)
                places.append(place)
    return "".join(kept), places


def locate(text: str, quote: str, near: int | None = None) -> tuple[int, int] | None:
    """Where ``quote`` stands in ``text``, white space and width of characters aside; None if nowhere.

    near: of several places, the one that begins closest to this offset; the first when it is not given.
    """
    whole, places = _folded(text)
    wanted, _ = _folded(quote)
    if not wanted:
        return None
    starts = [match.start() for match in re.finditer(re.escape(wanted), whole)]
    if not starts:
        return None
    best = starts[0] if near is None else min(starts, key=lambda s: abs(places[s] - near))
    return places[best], places[best + len(wanted) - 1] + 1


def cuts(sentence: str, edited: str) -> list[tuple[int, int]] | None:
    """The pieces of a sentence, given the same sentence with line breaks where it is to be cut.

    Offsets count in ``sentence``; white space at the ends of a piece is left out. None when ``edited``
    says anything else than ``sentence`` does.
    """
    whole, places = _folded(sentence)
    pieces = [_folded(line)[0] for line in edited.splitlines()]
    pieces = [piece for piece in pieces if piece]
    if "".join(pieces) != whole or not pieces:
        return None
    found, at = [], 0
    for piece in pieces:
        found.append((places[at], places[at + len(piece) - 1] + 1))
        at += len(piece)
    return found


def innermost(span: tuple[int, int], candidates: Sequence[Span]) -> int | None:
    """The key of the shortest candidate that covers ``span``; None when none does."""
    covering = [s for s in candidates if s.start <= span[0] and span[1] <= s.end]
    return min(covering, key=lambda s: s.end - s.start).key if covering else None


def one_line(text: str) -> str:
    """The text with each run of white space as one blank."""
    return _SPACE.sub(" ", text).strip()
