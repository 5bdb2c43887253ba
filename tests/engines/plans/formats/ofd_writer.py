"""A small writer of OFD files (GB/T 33190), for no tool on a developer's machine makes one."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

NAMESPACE = "http://www.ofdspec.org/2016"
WIDTH, HEIGHT = 210.0, 297.0  # A4 in millimetres
LEFT, TOP, BOTTOM = 28.0, 37.0, 35.0  # the margins of an official document (GB/T 9704)
SIZE = 5.64  # 三号
CHARACTERS = 28  # in a line
PITCH = 10.0


@dataclass
class Page:
    """Objects of one page, as XML."""

    objects: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = SIZE, extra: str = "") -> None:
        """A line of text whose baseline starts at x, y; ASCII characters are half as wide."""
        steps = [size / 2 if character.isascii() else size for character in text[:-1]]
        delta = " ".join(f"{step:.3f}" for step in steps)
        self.objects.append(
            f'<ofd:TextObject ID="{len(self.objects) + 100}" Font="2" Size="{size}" {extra} '
            f'Boundary="{x} {y - size} {size * len(text)} {size * 1.3}">'
            f'<ofd:TextCode X="0" Y="{size}" DeltaX="{delta}">{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A drawn line."""
        self.objects.append(
            f'<ofd:PathObject ID="{len(self.objects) + 100}" Boundary="{x0} {y0} {x1 - x0} '
            f'{y1 - y0}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )

    def picture(self) -> None:
        """An image over the whole page."""
        self.objects.append(
            f'<ofd:ImageObject ID="9" ResourceID="5" Boundary="0 0 {WIDTH} {HEIGHT}"/>'
        )

    def table(self, y: float, rows: Sequence[Sequence[str]]) -> float:
        """A ruled table with one line of text a row; returns where it ends."""
        longest = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        share = (WIDTH - 2 * LEFT) / sum(longest)
        edges = [LEFT + share * sum(longest[:column]) for column in range(len(longest) + 1)]
        for row in range(len(rows) + 1):
            self.line(LEFT, y + row * PITCH, edges[-1], y + row * PITCH)
        for edge in edges:
            self.line(edge, y, edge, y + len(rows) * PITCH)
        for row, cells in enumerate(rows):
            for edge, text in zip(edges, cells, strict=False):
                self.text(edge + 1, y + row * PITCH + 6.5, text, size=4)
        return y + (len(rows) + 1) * PITCH


def package(
    pages: Iterable[Page], changes: dict[str, str | bytes | None] | None = None, template: str = ""
) -> bytes:
    """The file. changes: entries to put in another's place, None to leave one out."""
    pages = list(pages)
    entries: dict[str, str | bytes | None] = {
        "OFD.xml": _xml(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
            'Version="1.0" DocType="OFD"',
        ),
        "Doc_0/Document.xml": _document(len(pages), bool(template)),
    }
    if template:
        entries["Doc_0/Tpls/Tpl_0/Content.xml"] = _content(template, with_template=False)
    for number, page in enumerate(pages):
        entries[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(
            "".join(page.objects), with_template=bool(template)
        )
    entries.update(changes or {})
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


def typeset(blocks: Iterable[str | Sequence[Sequence[str]]]) -> bytes:
    """Paragraphs (with the indentation of an official document) and tables, on numbered pages."""
    pages = [Page()]
    y = TOP
    for block in blocks:
        lines = _wrapped(block) if isinstance(block, str) else []
        if not isinstance(block, str):
            if y + len(block) * PITCH > HEIGHT - BOTTOM:
                pages.append(Page())
                y = TOP
            y = pages[-1].table(y, block)
        for indent, line in lines:
            if y > HEIGHT - BOTTOM:
                pages.append(Page())
                y = TOP
            pages[-1].text(LEFT + indent * SIZE, y, line)
            y += PITCH
    for number, page in enumerate(pages, 1):
        page.text(WIDTH / 2 - 8, HEIGHT - 20, f"— {number} —", size=4.9)
    return package(pages)


def _wrapped(paragraph: str) -> list[tuple[int, str]]:
    """(indentation, text) of each line; figures and Latin words are not broken."""
    lines, line, used, indent = [], "", 2.0, 2
    for word in _words(paragraph):
        width = sum(0.5 if character.isascii() else 1 for character in word)
        if used + width > CHARACTERS:
            lines.append((indent, line))
            line, used, indent = "", 0.0, 0
        line += word
        used += width
    return [*lines, (indent, line)]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        if words and words[-1][-1].isascii() and character.isascii():
            words[-1] += character
        else:
            words.append(character)
    return words


def _xml(name: str, inside: str, attributes: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="{NAMESPACE}" {attributes}>'
        f"{inside}</ofd:{name}>"
    )


def _document(pages: int, with_template: bool) -> str:
    template = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    references = "".join(
        f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(pages)
    )
    return _xml(
        "Document",
        f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 "
        f"{WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>{template if with_template else ''}"
        f"</ofd:CommonData><ofd:Pages>{references}</ofd:Pages>",
    )


def _content(objects: str, *, with_template: bool) -> str:
    reference = '<ofd:Template TemplateID="7" ZOrder="Background"/>' if with_template else ""
    return _xml(
        "Page",
        f'{reference}<ofd:Content><ofd:Layer ID="3" Type="Body">{objects}</ofd:Layer>'
        "</ofd:Content>",
    )
