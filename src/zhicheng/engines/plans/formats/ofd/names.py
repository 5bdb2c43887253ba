"""Elements of OFD by local name: producers disagree on the namespace's address."""

from collections.abc import Iterator

from lxml import etree


def local(element: etree._Element) -> str:
    """The element's name without namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The direct children of these names."""
    return (child for child in element if local(child) in names)


def descend(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """All elements at the end of the path of names."""
    if not path:
        yield element
        return
    for child in children(element, path[0]):
        yield from descend(child, *path[1:])


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute such as a box (ST_Box) or an array (ST_Array)."""
    return [float(word) for word in (text or "").split()]


def content(element: etree._Element) -> str:
    """The text inside the element."""
    return "".join(map(str, element.itertext()))
