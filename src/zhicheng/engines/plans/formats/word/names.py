"""Names of WordprocessingML, and small questions to its elements."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def value(element: etree._Element | None, path: str) -> str | None:
    """The w:val of the element that the path (names joined by /) leads to, None without one."""
    found = find(element, path)
    return None if found is None else found.get(W + "val")


def number(element: etree._Element | None, path: str) -> int | None:
    """The w:val as a whole number, None where there is none."""
    text = value(element, path)
    return int(text) if text is not None and text.strip().lstrip("-").isdecimal() else None


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at the path, None without one."""
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))


def is_on(element: etree._Element | None, path: str) -> bool:
    """Whether a toggle such as w:vanish is there and not switched off."""
    return find(element, path) is not None and value(element, path) not in ("0", "false", "off")
