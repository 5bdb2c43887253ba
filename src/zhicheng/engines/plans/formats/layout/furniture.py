"""Page numbers and running heads, which are no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from zhicheng.engines.plans.formats.layout.geometry import Line

_EDGE = 2  # lines at the head and at the foot of a page that may be furniture
_MIN_REPEATS = 3
_MIN_SHARE = 0.4  # of the pages: heads of odd and even pages may differ
_LONG_HEAD = 6  # characters without figures
_DASHED = re.compile(r"[-—–－─·•]\s*(\d{1,4})\s*[-—–－─·•]")
_NAMED = re.compile(r"第\s*(\d{1,4})\s*页(?:[，,\s/]*共\s*\d{1,4}\s*页)?|(\d{1,4})\s*/\s*\d{1,4}")
_BARE = re.compile(r"\d{1,4}")
_FIGURES = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the lines that are surely page numbers or running heads."""
    offsets = _bare_number_offsets(pages)
    repeated = _repeated(pages)
    return [
        [
            line
            for place, line in enumerate(page)
            if not (
                _is_edge(place, len(page))
                and (
                    _is_marked_number(line.text)
                    or _is_bare_number(line.text, index, offsets, len(pages))
                    or _key(line) in repeated
                )
            )
        ]
        for index, page in enumerate(pages)
    ]


def _is_edge(place: int, count: int) -> bool:
    return place < _EDGE or place >= count - _EDGE


def _edges(page: Sequence[Line]) -> list[Line]:
    return [line for place, line in enumerate(page) if _is_edge(place, len(page))]


def _is_marked_number(text: str) -> bool:
    return bool(_DASHED.fullmatch(text) or _NAMED.fullmatch(text))


def _bare_number_offsets(pages: Sequence[Sequence[Line]]) -> Counter[int]:
    """How often a lone figure at a page's edge stands in the same distance to the page's place."""
    return Counter(
        int(line.text) - index
        for index, page in enumerate(pages)
        for line in _edges(page)
        if _BARE.fullmatch(line.text)
    )


def _is_bare_number(text: str, index: int, offsets: Counter[int], pages: int) -> bool:
    if not _BARE.fullmatch(text):
        return False
    offset = int(text) - index
    return offsets[offset] >= 2 or (pages == 1 and offset == 1)


def _key(line: Line) -> tuple[str, int]:
    """The line's words and height; figures count in short ones (附件1, 附件2 are no head)."""
    words = _FIGURES.sub("", line.text)
    text = words if len(words) >= _LONG_HEAD else line.text
    return text, round(line.y / max(line.size, 1e-6) * 2)


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Edge lines that stand alike, figures aside, at the same height of many pages."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    enough = max(_MIN_REPEATS, _MIN_SHARE * len(pages))
    return {key for key, count in counts.items() if count >= enough}
