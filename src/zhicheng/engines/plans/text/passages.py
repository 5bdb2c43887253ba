"""Passages: what the author wrote as one paragraph, whatever the file did to its lines.

A passage drops the white space of line wraps and page breaks and remembers where each of its
characters stands in the document, so that everything found in it can be shown in place.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from zhicheng.engines.plans.text.characters import fold

Span: TypeAlias = tuple[int, int]

# Markdown emphasis, white space, a page number spliced into a line: noise to a reader of sentences.
_NOISE = re.compile(r"[\s*]+(?:-\s?\d{1,3}\s?-[\s*]+)?|_{2,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or heading.

    text: folded, without white space except between two Latin words.
    at: for each character of ``text`` its offset in the document.
    source: the document's raw text.
    level: the depth that the file gives a heading, else 0.
    """

    text: str
    at: "array[int]"
    source: str
    level: int = 0

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The document offsets of ``text[start:end]``."""
        last = len(self.text) if end is None else end
        if last <= start:
            return (self.at[start], self.at[start]) if start < len(self.at) else (0, 0)
        return self.at[start], self.at[last - 1] + 1

    def raw(self, start: int = 0, end: int | None = None) -> str:
        """The characters of ``text[start:end]`` as the author wrote them, without line breaks."""
        return "".join(
            self.source[i] for i in self.at[start : len(self.text) if end is None else end]
        )

    def gap(self, index: int) -> bool:
        """Whether the file has white space before this character."""
        return index > 0 and self.at[index] - self.at[index - 1] > 1

    def find(self, offset: int) -> int:
        """The index in ``text`` of the first character at or after a document offset."""
        return bisect_left(self.at, offset)

    def cut(self, start: int, end: int | None = None) -> "Passage":
        last = len(self.text) if end is None else end
        return Passage(self.text[start:last], self.at[start:last], self.source, self.level)


def passage(source: str, ranges: Iterable[Span], level: int = 0) -> Passage:
    """One passage out of pieces of the document, given as ``(start, end)`` offsets in order."""
    text: list[str] = []
    at: array[int] = array("L")
    for start, end in _solid(source, ranges):
        piece = source[start:end]
        if text and _apart(source[at[-1] : start + 1]):
            text.append(" ")
            at.append(start - 1)
        text.append(fold(piece))
        at.extend(range(start, end))
    return Passage("".join(text), at, source, level)


def _solid(source: str, ranges: Iterable[Span]) -> Iterator[Span]:
    for start, end in ranges:
        here = start
        for noise in _NOISE.finditer(fold(source[start:end])):
            if start + noise.start() > here:
                yield here, start + noise.start()
            here = start + noise.end()
        if here < end:
            yield here, end


def _apart(stretch: str) -> bool:
    """Whether white space between two characters is more than layout: it parts two Latin words.

    A number cut by the end of a line is one number.
    """
    first, last = fold(stretch[0]), fold(stretch[-1])
    if not (first.isascii() and first.isalnum() and last.isascii() and last.isalnum()):
        return False
    return not (first.isdigit() and last.isdigit() and "\n" in stretch)
