"""What a paragraph's style says: heading depth and list, inherited along w:basedOn."""

import re
from collections.abc import Iterator

from lxml import etree

from zhicheng.engines.plans.formats.word.names import W, find, number, value

_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TOC_NAME = re.compile(r"toc ?[1-9]|toc heading|目录 ?[1-9]", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题", "文档标题"})
_BODY_LEVEL = 9  # w:outlineLvl: 0 to 8 are headings, 9 is body text


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element) -> None:
        styles = root.findall(W + "style")
        self._by_id = {style.get(W + "styleId"): style for style in styles}
        self._default = next(
            (
                style.get(W + "styleId")
                for style in styles
                if style.get(W + "type") == "paragraph"
                and style.get(W + "default") in ("1", "true")
            ),
            None,
        )

    def chain(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """The paragraph's style, the style it is based on, and so on; each once."""
        identifier = value(paragraph, "pPr/pStyle") or self._default
        seen = set()
        while identifier in self._by_id and identifier not in seen:
            seen.add(identifier)
            yield self._by_id[identifier]
            identifier = value(self._by_id[identifier], "basedOn")

    def style(self, identifier: str | None) -> etree._Element | None:
        """A style by its id."""
        return self._by_id.get(identifier)

    def heading(self, paragraph: etree._Element) -> int | None:
        """1 to 9 for a heading, 0 for a title, None for body text."""
        level = number(paragraph, "pPr/outlineLvl")
        for style in self.chain(paragraph):
            name = (value(style, "name") or "").strip()
            if level is None:
                level = number(style, "pPr/outlineLvl")
            if level is None and (match := _HEADING_NAME.fullmatch(name)):
                level = int(match[1]) - 1
            if level is None and name.lower() in _TITLE_NAMES:
                return 0
        return None if level is None or not 0 <= level < _BODY_LEVEL else level + 1

    def is_contents(self, paragraph: etree._Element) -> bool:
        """A line of an automatic table of contents: it only repeats headings."""
        return any(_TOC_NAME.fullmatch(value(s, "name") or "") for s in self.chain(paragraph))

    def list_of(self, paragraph: etree._Element) -> tuple[str, int | None] | None:
        """(w:numId, level or None) of the list that the paragraph or its style is in."""
        own = find(paragraph, "pPr/numPr")
        places = [own, *(find(style, "pPr/numPr") for style in self.chain(paragraph))]
        level: int | None = None
        for place in places:
            level = number(place, "ilvl") if level is None else level
            identifier = value(place, "numId")
            if identifier is not None:
                return identifier, level
        return None
