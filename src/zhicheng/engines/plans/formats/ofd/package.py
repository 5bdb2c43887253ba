"""From OFD.xml through the document to its pages (GB/T 33190 clauses 7.3 to 7.7)."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import xml
from zhicheng.engines.plans.formats.archive import Archive
from zhicheng.engines.plans.formats.layout.geometry import Page
from zhicheng.engines.plans.formats.limits import MAX_CHARACTERS, MAX_PAGES
from zhicheng.engines.plans.formats.ofd.content import add_content
from zhicheng.engines.plans.formats.ofd.names import children, descend

_ENTRY = "OFD.xml"
_LARGE = f"OFD 超过 {MAX_PAGES} 页或 {MAX_CHARACTERS // 10_000} 万字。请只上传方案正文。"


def read_pages(archive: Archive) -> list[Page]:
    """The pages of all documents in the package, templates included, in order.

    Raises KeyError, ValueError or an XML error where the package is damaged.
    """
    package = _Package(archive)
    pages: list[Page] = []
    room = MAX_CHARACTERS
    for page in package.pages():
        pages.append(page)
        room -= len(page.glyphs)
        if len(pages) > MAX_PAGES or room < 0:
            raise UnreadableDocument(_LARGE)
    return pages


class _Package:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names()}

    def pages(self) -> Iterator[Page]:
        for root in descend(self._parse(_ENTRY), "DocBody", "DocRoot"):
            place = _resolve("", root.text)
            document = self._parse(place)
            templates = {
                str(template.get("ID")): self._parse(_resolve(place, template.get("BaseLoc")))
                for template in descend(document, "CommonData", "TemplatePage")
            }
            for reference in descend(document, "Pages", "Page"):
                page = self._parse(_resolve(place, reference.get("BaseLoc")))
                yield _page(page, templates)

    def _parse(self, place: str) -> etree._Element:
        """Windows programs write names whose case differs from the reference."""
        return xml.parse(self._archive.read(self._names.get(place.lower(), place)))


def _page(source: etree._Element, templates: dict[str, etree._Element]) -> Page:
    page = Page()
    for reference in children(source, "Template"):
        template = templates.get(str(reference.get("TemplateID")))
        if template is not None:
            _add_layers(page, template)
    _add_layers(page, source)
    return page


def _add_layers(page: Page, source: etree._Element) -> None:
    for layer in descend(source, "Content", "Layer"):
        add_content(page, layer)


def _resolve(base: str, place: str | None) -> str:
    """A location (ST_Loc): absolute in the package, or relative to the file that names it."""
    place = (place or "").strip().replace("\\", "/")
    joined = place if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)
    return posixpath.normpath(joined).lstrip("/")
