"""Sentences and clauses of a paragraph, as offsets."""

import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[。!?]")
_CLAUSE_END = re.compile(r"[,;:。!?]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence without its full stop."""
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the clauses of ``text[start:end]``, cut at commas, semicolons and colons."""
    for stop in _CLAUSE_END.finditer(text, start, end):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if start < end:
        yield start, end
