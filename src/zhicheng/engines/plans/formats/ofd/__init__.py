"""OFD, the national format for fixed layouts (GB/T 33190): its text layer."""

from zhicheng.engines.plans.document import Document, UnreadableDocument
from zhicheng.engines.plans.formats.archive import ENCRYPTED, Archive
from zhicheng.engines.plans.formats.builder import Builder
from zhicheng.engines.plans.formats.damage import damaged_as
from zhicheng.engines.plans.formats.layout.flow import add_pages
from zhicheng.engines.plans.formats.layout.scans import report_scans
from zhicheng.engines.plans.formats.legible import require_legible
from zhicheng.engines.plans.formats.ofd.package import read_pages

_DAMAGED = "OFD 文件已损坏或不完整，无法打开。请用 OFD 阅读器打开检查，或重新下载，再上传。"
_GARBLED = (
    "OFD 的文字层是乱码（字体没有对应的文字编码），无法读取。请上传 Word、WPS 原文或 PDF 后再试。"
)


def read_ofd(name: str, data: bytes) -> Document:
    """A .ofd file, in paragraphs and ruled tables, without page numbers and running heads.

    Raises UnreadableDocument where it is encrypted, damaged, scanned, a bomb, or too long.
    """
    archive = Archive(data, "OFD ")
    if any("encrypt" in entry.lower() for entry in archive.names()):  # GM/T 0099
        raise UnreadableDocument(ENCRYPTED)
    with damaged_as(_DAMAGED):
        pages = read_pages(archive)
    text = "".join(glyph.text for page in pages for glyph in page.glyphs)
    require_legible(text, _GARBLED)
    builder = Builder(name, "ofd")
    report_scans(builder, pages, "OFD")
    add_pages(builder, pages)
    return builder.document()
