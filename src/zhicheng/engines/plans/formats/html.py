"""Web pages: blocks and tables in order; the page's chrome stays, for it holds metadata."""

import re
from abc import abstractmethod
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from zhicheng.engines.plans.document import Document
from zhicheng.engines.plans.formats.builder import Builder, FlowCell, flow
from zhicheng.engines.plans.formats.encodings import decode
from zhicheng.engines.plans.formats.html_tree import Walker, layout_tables, parse
from zhicheng.engines.plans.formats.numerals import numeral

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object"}
    | {"select", "-comment", "!doctype"}
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"}
    | {"font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.\-]{1,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding=[\"']([\w.\-]{1,40})")
_CHARSET_WITHIN = 4096  # bytes; browsers look no further than 1024

_SPACE = re.compile(r"[ \t\n]+")
_BREAK = "\x1e"  # stands for <br> while white space is collapsed; decoding leaves no such character

_LONGEST_CELL = 2000  # characters; a longer cell holds the page's body: a table for layout
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,5}:\s{0,5}([a-z\-]{1,40})", re.IGNORECASE)
_LIST_TYPES = {
    **dict.fromkeys(("1", "decimal"), ("decimal", ".")),
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), ("lowerLetter", ".")),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), ("upperLetter", ".")),
    **dict.fromkeys(("i", "lower-roman"), ("lowerRoman", ".")),
    **dict.fromkeys(("I", "upper-roman"), ("upperRoman", ".")),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"),
        ("chineseCounting", "、"),
    ),
}


def read_html(name: str, data: bytes) -> Document:
    """A web page.

    Raises UnreadableDocument where it holds no text or is in no known encoding.
    """
    source = decode(data, _declared_charset(data))
    builder = Builder(name, "html")
    for root in parse(source):
        _Page(builder, layout_tables(root)).walk(root)
    return builder.document()


def _declared_charset(data: bytes) -> str | None:
    head = data[:_CHARSET_WITHIN]
    match = _CHARSET.search(head) or _XML_ENCODING.match(head.lstrip())
    return match[1].decode("ascii", "replace") if match else None


class _Text(Walker):
    """Collects the lines of text under a node."""

    def __init__(self) -> None:
        self._buffer: list[str] = []
        self._preformatted = 0
        self._numbers: list[Iterator[str]] = []

    @abstractmethod
    def line(self, text: str) -> None:
        """Called for each line."""

    def enter(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            self._buffer.append(text.replace("\n", _BREAK) if self._preformatted else text)
        elif tag == "br":
            self._buffer.append(_BREAK)
        elif tag not in _INLINE and tag not in _DROPPED:
            self.flush()
            self._open_block(node, tag)
        return tag not in _DROPPED and tag not in ("-text", "br")

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag not in _INLINE:
            self.flush()
            self._preformatted -= tag == "pre"
            if tag in ("ol", "ul"):
                self._numbers.pop()

    def flush(self) -> None:
        text, self._buffer = "".join(self._buffer), []
        if text and not text.isspace():
            text = _SPACE.sub(" ", text)
            for line in text.split(_BREAK):
                self.line(line.strip())

    def _open_block(self, node: LexborNode, tag: str) -> None:
        self._preformatted += tag == "pre"
        if tag in ("ol", "ul"):
            self._numbers.append(_list_labels(node) if tag == "ol" else _no_labels())
        elif tag == "li" and self._numbers:
            self._buffer.append(next(self._numbers[-1]))


def _no_labels() -> Iterator[str]:
    while True:
        yield ""


def _list_labels(node: LexborNode) -> Iterator[str]:
    """一、 二、 or 1. 2. as a browser would show them before the items of an ordered list."""
    attributes = node.attributes
    style = _LIST_STYLE.search(attributes.get("style") or "")
    kind = style[1].lower() if style else (attributes.get("type") or "1")
    if kind not in _LIST_TYPES:
        yield from _no_labels()
    name, end = _LIST_TYPES[kind]
    number = _whole(attributes.get("start"), 1)
    while True:
        yield numeral(number, name) + end
        number += 1


class _CellText(_Text):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)


def _text_under(node: LexborNode) -> str:
    text = _CellText()
    text.walk(node)
    text.flush()
    return " ".join(text.lines).strip()


class _Page(_Text):
    """The page: paragraphs, headings and data tables go to the builder."""

    def __init__(self, builder: Builder, layout_tables: set[int]) -> None:
        super().__init__()
        self._builder = builder
        self._layout_tables = layout_tables
        self._level = 0

    def line(self, text: str) -> None:
        if self._level:
            self._builder.heading(text, self._level)
        else:
            self._builder.paragraph(text)

    def enter(self, node: LexborNode) -> bool:
        if node.tag == "table" and node.mem_id not in self._layout_tables:
            rows = _rows(node)
            if _is_data(rows):
                self.flush()
                for caption in _direct(node, ("caption",)):
                    self._builder.paragraph(_text_under(caption))
                self._builder.table(flow(rows))
                return False
        inside = super().enter(node)
        self._level = _HEADINGS.get(node.tag or "", self._level)
        return inside

    def leave(self, node: LexborNode) -> None:
        super().leave(node)
        if node.tag in _HEADINGS:
            self._level = 0


def _rows(table: LexborNode) -> list[list[FlowCell]]:
    parts = [table, *_direct(table, ("thead", "tbody", "tfoot"))]
    lines = [row for part in parts for row in _direct(part, ("tr",))]
    return [[_cell(cell) for cell in _direct(row, ("td", "th"))] for row in lines]


def _cell(node: LexborNode) -> FlowCell:
    rows, columns = (_whole(node.attributes.get(name), 1) for name in ("rowspan", "colspan"))
    return FlowCell(_text_under(node), min(rows, 65_534), min(columns, 1_000))


def _is_data(rows: list[list[FlowCell]]) -> bool:
    """A table of facts, and not one that only lays the page out."""
    texts = [cell.text for row in rows for cell in row]
    return (
        len(rows) > 1
        and max(map(len, rows)) > 1
        and all(len(text) <= _LONGEST_CELL for text in texts)
    )


def _direct(node: LexborNode, tags: tuple[str, ...]) -> Iterator[LexborNode]:
    return (child for child in node.iter() if child.tag in tags)


def _whole(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else otherwise
