"""Pages that are pictures only: refused where they are most of a file, mentioned where some."""

from collections.abc import Sequence

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats.builder import Builder
from zhicheng.engines.plans.formats.layout.geometry import Page

_SOME = 8  # pages named in a notice


def report_scans(builder: Builder, pages: Sequence[Page], kind: str) -> None:
    """Note the scanned pages. Raises UnreadableDocument where they are half of the file or more."""
    scanned = [
        number
        for number, page in enumerate(pages, 1)
        if page.has_picture and not any(glyph.text.strip() for glyph in page.glyphs)
    ]
    if not scanned:
        return
    if 2 * len(scanned) >= len(pages):
        raise UnreadableDocument(
            f"这是扫描件 {kind}，页面只有图片，没有可以读取的文字。"
            f"请先用文字识别（OCR）软件转成带文字层的 {kind} 或 .docx，核对后再上传。"
        )
    numbers = "、".join(map(str, scanned[:_SOME])) + (" 等" if len(scanned) > _SOME else "")
    builder.notice(f"第 {numbers} 页只有图片，没有文字，未能读取。")
