"""PDF with a text layer, through PDFium."""

import ctypes
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from zhicheng.engines.plans.document import Document, UnreadableDocument
from zhicheng.engines.plans.formats.archive import ENCRYPTED
from zhicheng.engines.plans.formats.builder import Builder
from zhicheng.engines.plans.formats.damage import damaged_as
from zhicheng.engines.plans.formats.layout.flow import add_pages
from zhicheng.engines.plans.formats.layout.geometry import Glyph, Page, Rule, plain, straight
from zhicheng.engines.plans.formats.layout.scans import report_scans
from zhicheng.engines.plans.formats.legible import require_legible
from zhicheng.engines.plans.formats.limits import MAX_CHARACTERS, MAX_PAGES

_DAMAGED = "PDF 文件已损坏或不完整，无法打开。请重新下载，或向发文单位索取原始文件后再上传。"
_GARBLED = (
    "PDF 的文字层是乱码（字体没有对应的文字编码），无法读取。"
    "请上传 Word、WPS 原文，或用文字识别（OCR）软件重新转换后再上传。"
)
_LARGE = f"PDF 超过 {MAX_PAGES} 页或 {MAX_CHARACTERS // 10_000} 万字。请只上传方案正文。"
_NOT_CHARACTERS = frozenset({0x0, 0x2, 0xFFFE, 0xFFFF})  # PDFium's marks for hyphens and unknowns
_SLANT = 0.1  # radians: text that leans further is a watermark
_MAX_RULES = 20_000  # on a page; beyond, it is a drawing
_LOCK = threading.Lock()  # PDFium may be used by one thread at a time


def read_pdf(name: str, data: bytes) -> Document:
    """A .pdf file, in paragraphs and ruled tables, without page numbers and running heads.

    Raises UnreadableDocument where it is encrypted, damaged, scanned, garbled or too long.
    """
    with _LOCK, damaged_as(_DAMAGED):
        pages = _pages(data)
    text = "".join(glyph.text for page in pages for glyph in page.glyphs)
    require_legible(text, _GARBLED)
    builder = Builder(name, "pdf")
    report_scans(builder, pages, "PDF")
    add_pages(builder, pages)
    return builder.document()


def _pages(data: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableDocument(ENCRYPTED) from error
        raise
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument(_LARGE)
        pages: list[Page] = []
        room = MAX_CHARACTERS
        for index in range(len(document)):
            pages.append(_page(document[index], room))
            room -= len(pages[-1].glyphs)
        return pages
    finally:
        document.close()


def _page(source: pypdfium2.PdfPage, room: int) -> Page:
    view = _View(source.get_rotation(), *source.get_bbox())
    page = Page()
    text = source.get_textpage()
    if text.count_chars() > room:
        raise UnreadableDocument(_LARGE)
    page.glyphs = list(_glyphs(text, view))
    for found in source.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]):
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            page.has_picture = True
        elif len(page.rules) < _MAX_RULES:
            page.rules += _rules(found, view)
    text.close()
    source.close()
    return page


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is shown: its rotation in degrees and its box in the file's coordinates."""

    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """As shown: from the left and from the top."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _glyphs(text: pypdfium2.PdfTextPage, view: _View) -> Iterator[Glyph]:
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        generated = raw.FPDFText_IsGenerated(text, index) == 1
        if generated or code in _NOT_CHARACTERS or code > 0x10FFFF or _slants(text, index):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        ends = (view.point(box.left, y.value)[0], view.point(box.right, y.value)[0])
        if view.rotation in (90, 270):
            ends = (view.point(x.value, box.bottom)[0], view.point(x.value, box.top)[0])
        yield Glyph(
            plain(chr(code)), min(ends), max(ends), view.point(x.value, y.value)[1], size or 1.0
        )


def _slants(text: pypdfium2.PdfTextPage, index: int) -> bool:
    angle: float = raw.FPDFText_GetCharAngle(text, index)
    return min(angle % (math.pi / 2), -angle % (math.pi / 2)) > _SLANT


def _rules(path: pypdfium2.PdfObject, view: _View) -> Iterator[Rule]:
    """The path's straight lines that run along the page's edges."""
    shown = _shown(path.get_matrix(), view)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), _MAX_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = shown(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from straight(before, here)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from straight(here, start)
        before = here


def _shown(
    matrix: pypdfium2.PdfMatrix, view: _View
) -> Callable[[float, float], tuple[float, float]]:
    return lambda x, y: view.point(*matrix.on_point(x, y))
