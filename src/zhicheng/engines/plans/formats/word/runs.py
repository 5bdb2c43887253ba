"""The text of one paragraph: what is shown, not what is deleted, hidden or a field's code."""

from dataclasses import dataclass, field

from lxml import etree

from zhicheng.engines.plans.formats.word.names import MC, M, W, is_on

_SIGNS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_SKIPPED = frozenset(
    W + name
    for name in ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "rt", "sdtPr", "rubyPr")
)
_NOTES = {W + "footnoteReference": "footnoteReference", W + "endnoteReference": "endnoteReference"}


@dataclass(slots=True)
class ParagraphText:
    """parts: pieces of text, ``\\n`` for line and page breaks. boxes: text boxes anchored here.

    notes: (kind of reference, id) of the notes referred to.
    """

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return "".join(self.parts)


def paragraph_text(paragraph: etree._Element) -> ParagraphText:
    """Collect a w:p."""
    content = ParagraphText()
    _collect(paragraph, content)
    return content


def _collect(element: etree._Element, content: ParagraphText) -> None:
    """Depth is bounded: the XML parser refuses more than 256 levels."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str) or _is_hidden(child):
            continue
        if tag in (W + "t", M + "t"):
            content.parts.append(child.text or "")
        elif tag in _SIGNS:
            content.parts.append(_SIGNS[tag])
        elif tag in _NOTES:
            content.notes.append((_NOTES[tag], child.get(W + "id", "")))
        elif tag == W + "txbxContent":
            content.boxes.append(child)
        else:
            _collect(_shown(child), content)


def _is_hidden(element: etree._Element) -> bool:
    return element.tag == W + "r" and is_on(element, "rPr/vanish")


def _shown(element: etree._Element) -> etree._Element:
    """Of the versions of one drawing (new and old markup) only the first is shown."""
    if element.tag != MC + "AlternateContent":
        return element
    choice = element.find(MC + "Choice")
    return element if choice is None else choice
