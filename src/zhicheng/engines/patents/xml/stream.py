"""XML of any length, of hostile origin, record by record.

No entity is expanded, no document type and no address fetched. A file may hold many documents after one
another, each with its own declaration (the weekly files of the USPTO do): they are read in turn.
"""

from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import IO, cast

from lxml import etree

from zhicheng.engines.patents.publication import Fault

_CHUNK = 64 * 1024
_LARGEST_RECORD = 64 * 1024 * 1024
_DECLARATION = b"<?xml "
_TOO_LONG = "单篇文献超过64MB仍未结束，已停止读取这一份 XML"
_ENTITIES = "自带实体声明（可能被用来耗尽内存或读取其他文件），未读取"
_BROKEN = "XML 在此中断或有误，其后内容未读取：{why}"

# ISO 8879 ISOgrk1, which HTML does not have: &agr; is α, &PHgr; Φ.
_GREEK_NAMES = "a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh"
_GREEK = {
    f"{name.upper() if upper else name}gr": chr(first + place)
    for upper, first in ((False, 0x3B1), (True, 0x391))
    for place, name in enumerate(_GREEK_NAMES.split())
    if not (upper and name == "sf")
}

Element = etree._Element


def records(stream: IO[bytes], names: Mapping[str, frozenset[str]]) -> Iterator[Element | Fault]:
    """The outermost elements of these local names, in order, each usable until the next is asked for.

    names: local name → local names of the parents under which it counts, none for any parent.
    A document that breaks off or is not allowed is a Fault; the documents after it in the file are read.
    """
    for number, document in enumerate(_documents(stream), start=1):
        yield from _records_of(document, names, number)


def _records_of(
    chunks: Iterator[bytes], names: Mapping[str, frozenset[str]], number: int
) -> Iterator[Element | Fault]:
    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=[f"{{*}}{one}" for one in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    place, since, depth, checked = f"第{number}份 XML", 0, 0, False
    try:
        for chunk in chunks:
            parser.feed(chunk)
            since += len(chunk)
            for event, found in parser.read_events():
                element = cast(Element, found)  # of these two events it always is one
                if not checked and declares_entities(element):
                    yield Fault(place, _ENTITIES)
                    _exhaust(chunks)
                    return
                checked = True
                if not _counts(element, names):
                    continue
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 0:
                    yield element
                    _forget(element)
                    since = 0
            if since > _LARGEST_RECORD:
                yield Fault(place, _TOO_LONG)
                _exhaust(chunks)
                return
        parser.close()
    except (etree.XMLSyntaxError, EOFError, OSError) as error:
        yield Fault(place, _BROKEN.format(why=_first_line(error)))
        _exhaust(chunks)


def _counts(element: Element, names: Mapping[str, frozenset[str]]) -> bool:
    parents = names[etree.QName(element).localname]
    above = element.getparent()
    return not parents or (above is not None and etree.QName(above).localname in parents)


def declares_entities(element: Element) -> bool:
    """Whether the document declares entities other than pictures (NDATA), which are never part of the text."""
    dtd = element.getroottree().docinfo.internalDTD
    return dtd is not None and any(
        one.orig is not None
        for one in dtd.iterentities()  # type: ignore[attr-defined]  # the stubs forget it
    )


def _forget(element: Element) -> None:
    """Free a record and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _exhaust(chunks: Iterator[bytes]) -> None:
    try:
        for _ in chunks:
            pass
    except (EOFError, OSError):
        return  # the archive breaks off here as well


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _documents(stream: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """The documents of a file, cut before each XML declaration that begins a line (or the file)."""
    cutter = _Cutter(stream)
    while not cutter.ended:
        yield cutter.document()


class _Cutter:
    """Bytes of one stream, given out document by document."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._rest = b""
        self.ended = False

    def document(self) -> Iterator[bytes]:
        """The chunks up to the next declaration. The next document begins where this one was read to."""
        searched = len(_DECLARATION)  # its own declaration does not end it
        while True:
            at = self._rest.find(b"\n" + _DECLARATION, searched - len(_DECLARATION))
            if at >= 0:
                piece, self._rest = self._rest[: at + 1], self._rest[at + 1 :]
                yield piece
                return
            keep = len(_DECLARATION) + 1
            if len(self._rest) > keep:
                piece, self._rest = self._rest[:-keep], self._rest[-keep:]
                yield piece
            self.ended = True  # should the archive break off in here
            chunk = self._stream.read(_CHUNK)
            self.ended = not chunk
            if not chunk:
                yield self._rest
                return
            self._rest += chunk
            searched = len(_DECLARATION)


def character(name: str) -> str | None:
    """What a named character of the standard sets is (``&lsquo;``); None for any other entity."""
    return html5.get(f"{name};") or _GREEK.get(name)
