"""The tree of a web page: bounded before it is parsed, walked without recursion."""

import re
from abc import ABC, abstractmethod

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats.limits import MAX_DEPTH, MAX_TAGS

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
# Elements that never have content, or whose end careless pages leave out and parsers supply.
_SELF_CLOSING = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "body", "html"}
)


def parse(source: str) -> list[LexborNode]:
    """The root of the page (a list of one). Raises UnreadableDocument where it is built to hang."""
    _check_structure(source)
    return LexborHTMLParser(source).css("html")


def _check_structure(source: str) -> None:
    """Before parsing: raises UnreadableDocument for more tags or depth than a page needs."""
    depth = 0
    for tags, tag in enumerate(_TAG.finditer(source), 1):
        if tag[2].lower() not in _SELF_CLOSING:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if tags > MAX_TAGS or depth > MAX_DEPTH:
            raise UnreadableDocument(
                "网页结构异常，无法读取。请在浏览器中打开，把正文复制到 Word 或 WPS，"
                "另存为 .docx 后再上传。"
            )


class Walker(ABC):
    """Goes through a tree without recursion: careless pages nest thousands of elements deep."""

    def walk(self, root: LexborNode) -> None:
        """Enter and leave every node under the root, in document order."""
        stack = [(root, True)]
        while stack:
            node, entering = stack.pop()
            if not entering:
                self.leave(node)
            elif self.enter(node):
                stack.append((node, False))
                children = list(node.iter(include_text=True))
                stack.extend((child, True) for child in reversed(children))

    @abstractmethod
    def enter(self, node: LexborNode) -> bool:
        """Whether to go into the node's children."""

    @abstractmethod
    def leave(self, node: LexborNode) -> None:
        """Called after the children of a node that was entered."""


class _Nesting(Walker):
    """Finds the tables that contain tables."""

    def __init__(self) -> None:
        self.outer: set[int] = set()
        self._open: list[int] = []

    def enter(self, node: LexborNode) -> bool:
        if node.tag == "table":
            self.outer.update(self._open[-1:])
            self._open.append(node.mem_id)
        return True

    def leave(self, node: LexborNode) -> None:
        if node.tag == "table":
            self._open.pop()


def layout_tables(root: LexborNode) -> set[int]:
    """The ids (``mem_id``) of the tables that contain tables."""
    nesting = _Nesting()
    nesting.walk(root)
    return nesting.outer
