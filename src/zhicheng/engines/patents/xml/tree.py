"""Moving about in records whose names differ by hyphens, case and namespace only."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from zhicheng.engines.patents.publication import Doubt
from zhicheng.engines.patents.xml.stream import Element, character

_ENTITY = re.compile(r"&(\w+);")
# The same things under the names of ST.96 and of the Chinese gazette.
_SAME = {
    "wipost3code": "country",
    "ipofficecode": "country",
    "countrycode": "country",
    "publicationnumber": "docnumber",
    "applicationnumbertext": "docnumber",
    "patentnumber": "docnumber",
    "patentdocumentkindcode": "kind",
    "publicationdate": "date",
    "filingdate": "date",
    "mainclass": "class",
}


@lru_cache(maxsize=4096)
def folded(tag: str) -> str:
    """A tag without namespace, hyphens and case; names that mean the same are one."""
    name = tag.rpartition("}")[2].replace("-", "").lower()
    return _SAME.get(name, name)


def name_of(element: Element) -> str:
    """The folded name; "" for an instruction or an entity."""
    return folded(element.tag) if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these folded names."""
    return (one for one in element if name_of(one) in names)


def child(element: Element, *names: str) -> Element | None:
    return next(children(element, *names), None)


def descend(element: Element, *path: str) -> Iterator[Element]:
    """All elements at the end of a path of folded names."""
    if not path:
        yield element
        return
    for one in children(element, path[0]):
        yield from descend(one, *path[1:])


def within(element: Element, *names: str) -> Iterator[Element]:
    """The descendants of these folded names, in order."""
    return (one for one in element.iter() if name_of(one) in names)


def value(element: Element, *names: str) -> str:
    """The text of the first child of one of these names, "" where there is none."""
    found = child(element, *names)
    return "" if found is None else text_of(found)


def attribute(element: Element, *names: str) -> str:
    """The first attribute of these folded names that is there."""
    for key, content in element.items():
        if folded(str(key)) in names:
            return str(content).strip()
    return ""


def text_of(element: Element, without: frozenset[str] = frozenset()) -> str:
    """All text inside, blanks made one, named characters put in; other entities stay as written.

    without: folded names of elements whose text does not belong (page headers).
    """
    text = "".join(_pieces(element, without)) if without else raw_text(element)
    return " ".join(_with_characters(text).split())


def raw_text(element: Element) -> str:
    """All text inside with its blanks and entities as they are."""
    return "".join(map(str, element.itertext()))


def _with_characters(text: str) -> str:
    return _ENTITY.sub(lambda found: character(found[1]) or found[0], text) if "&" in text else text


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if name_of(one) in without:
            yield " "
        elif isinstance(one.tag, str):
            yield from _pieces(one, without)
        elif one.tag is etree.Entity:
            yield one.text or ""
        yield one.tail or ""


def unknown_entities(element: Element) -> tuple[Doubt, ...]:
    """A doubt for each entity of a record that no standard set has; its text stays ``&name;``."""
    names = dict.fromkeys(one.text or "" for one in element.iter(etree.Entity))
    return tuple(
        Doubt("text", "entity", "含有未定义的实体，未展开，原样保留", one)
        for one in names
        if character(one.strip("&;")) is None
    )
