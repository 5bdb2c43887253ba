"""Sheets as an Excel workbook."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from zhicheng.engines.plans.exports.sheets import Sheet
from zhicheng.engines.plans.exports.wording import Value

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_HEAD_FILL = PatternFill("solid", fgColor="DDE6EE")
_CHARACTER = 2.1  # Excel measures a column in digits; a Chinese character takes two of them
_LONGEST_TITLE = 31
_FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def to_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """The workbook's bytes: one worksheet each, head frozen and filtered, no text a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        title = sheet.title.translate(_FORBIDDEN_IN_TITLE)[:_LONGEST_TITLE]
        _fill(book.create_sheet(title), sheet)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns, 1):
        head = page.cell(1, place)
        _put(head, column.title)
        head.font, head.fill = Font(bold=True), _HEAD_FILL
        page.column_dimensions[get_column_letter(place)].width = column.width * _CHARACTER
    for line, row in enumerate(sheet.rows(), 2):
        for place, value in enumerate(row, 1):
            cell = page.cell(line, place)
            _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _put(cell: Cell | MergedCell, value: Value) -> None:
    """Text stays text, even where Excel would compute it (OWASP: CSV injection)."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    if value.startswith(_FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True
