"""The pieces that the templates brought along are built from: a sheet as official documents have it.

Sizes after GB/T 9704-2012 (党政机关公文格式) 5.2, 6, 7.3: A4, type area 156 mm × 225 mm, body 三号仿宋 with 22
lines a page, headings 黑体 and 楷体, the page number between dashes. The office's own template may differ.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhicheng.foundation.documents.packing import packed

SONG, HEI, KAI, BIAO = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_BODY, _TITLE, _SMALL, _NUMBER = Pt(16), Pt(22), Pt(12), Pt(14)
_LINE = Pt(28.95)
_HEADING_FONTS = {1: HEI, 2: KAI}


class Sheet:
    """A document that is being built, from top to bottom. Texts may hold placeholders."""

    def __init__(self) -> None:
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        properties = self.document.core_properties
        properties.author = properties.comments = properties.title = ""
        _number_pages(section.footer.paragraphs[0])

    def title(self, text: str) -> None:
        """The heading of the whole, in the middle."""
        paragraph = self._paragraph(text, BIAO, _TITLE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = _LINE

    def heading(self, text: str, level: int = 1) -> None:
        """A heading in the text; level 1 or 2."""
        self._paragraph(text, _HEADING_FONTS[level], _BODY).paragraph_format.first_line_indent = (
            _BODY * 2
        )

    def line(self, text: str) -> None:
        """A paragraph of the text, indented by two characters."""
        self._paragraph(text, SONG, _BODY).paragraph_format.first_line_indent = _BODY * 2

    def label(self, name: str, text: str) -> None:
        """A line that names something: 时间：{{ day }}."""
        paragraph = self._paragraph(name, HEI, _BODY)
        _dressed(paragraph.add_run(text), SONG, _BODY)

    def signature(self, text: str) -> None:
        """A line at the right: who signs, and the day."""
        self._paragraph(text, SONG, _BODY).alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def each(self, name: str, rows: str) -> None:
        """What follows is repeated for each row of a list, until ``end``."""
        self._paragraph(f"{{%p for {name} in {rows} %}}", SONG, _BODY)

    def end(self) -> None:
        """The end of what ``each`` began."""
        self._paragraph("{%p endfor %}", SONG, _BODY)

    def when(self, name: str) -> None:
        """What follows is there only when a field has a value, until ``otherwise`` or ``end_when``."""
        self._paragraph(f"{{%p if {name} %}}", SONG, _BODY)

    def otherwise(self) -> None:
        self._paragraph("{%p else %}", SONG, _BODY)

    def end_when(self) -> None:
        self._paragraph("{%p endif %}", SONG, _BODY)

    def table(self, name: str, rows: str, columns: Sequence[tuple[str, str, int]]) -> None:
        """A table with one line for each row of a list.

        name: what a row is called in the cells. columns: head, text of the cell, width in millimetres.
        """
        table = self.document.add_table(rows=4, cols=len(columns), style="Table Grid")
        table.autofit = False
        for cell, (head, _text, _width) in zip(table.rows[0].cells, columns, strict=True):
            _write(cell, head, HEI)
        _write(table.rows[1].cells[0], f"{{%tr for {name} in {rows} %}}", SONG)
        for cell, (_head, text, _width) in zip(table.rows[2].cells, columns, strict=True):
            _write(cell, text, SONG)
        _write(table.rows[3].cells[0], "{%tr endfor %}", SONG)
        for column, (_head, _text, width) in zip(table.columns, columns, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        _repeat(table.rows[0]._tr)
        _narrow_margins(table._tbl.tblPr)

    def content(self) -> bytes:
        """The bytes of the .docx, the same each time."""
        target = BytesIO()
        self.document.save(target)
        return packed(target.getvalue())

    def _paragraph(self, text: str, font: str, size: int) -> Paragraph:
        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
        _dressed(paragraph.add_run(text), font, size)
        return paragraph


def _dressed(run: Run, font: str, size: int) -> Run:
    """Chinese type needs to be named apart: Word takes ``name`` for Latin letters alone."""
    run.font.name, run.font.size = "Times New Roman", size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _write(cell: _Cell, text: str, font: str) -> None:
    paragraph = cell.paragraphs[0]
    _dressed(paragraph.add_run(text), font, _SMALL)


def _repeat(row: Any) -> None:
    """Let the head of a table stand on every page that it reaches."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _narrow_margins(properties: Any) -> None:
    """A millimetre beside the text of a cell: two characters stand side by side in 12 mm, Word's own two would
    leave room for one. The element has its place before ``tblLook`` (ISO/IEC 29500-1 17.4.59)."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), str(Mm(1).twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.find(qn("w:tblLook")).addprevious(margins)


def _number_pages(paragraph: Paragraph) -> None:
    """— 1 —, as GB/T 9704-2012 7.5 has it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dressed(paragraph.add_run("— "), "宋体", _NUMBER)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = _dressed(paragraph.add_run("1"), "宋体", _NUMBER)
    field.append(run._element)
    paragraph._p.append(field)
    _dressed(paragraph.add_run(" —"), "宋体", _NUMBER)
