"""Rows as an .xlsx workbook, written as a stream, so that a long list needs little memory."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from zhicheng.foundation.face.records import Shown, Text, plain

_LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook can hold."""


def workbook(title: str, heads: Sequence[Text], rows: Iterable[Sequence[Shown]]) -> IO[bytes]:
    """A workbook with one sheet, its head in bold and frozen; the file stands at its beginning.

    Text is always written as text: what begins with ``=`` or ``@`` is no formula, here or when the cell
    is edited later. Days and numbers stay days and numbers.
    """
    book = Workbook(write_only=True)
    add_sheet(book, title, heads, rows)
    file = TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    book.save(file)
    file.seek(0)
    return file


def add_sheet(
    book: Workbook, title: str, heads: Sequence[Text], rows: Iterable[Sequence[Shown]]
) -> None:
    """One more sheet of a workbook that is written as a stream; see ``workbook``."""
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for index, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = max(12, 2 * len(str(head)) + 4)
    sheet.append([_head(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _sheet_name(title: str) -> str:
    """At most 31 characters and none of those that a sheet's name may not have."""
    return "".join(c for c in title if c not in r"[]:*?/\\")[:31] or "Sheet"


def _head(sheet: Any, head: Text) -> Cell:
    cell = _text(sheet, str(head))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Shown) -> Cell | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None)
        return _number(sheet, local, "yyyy-mm-dd hh:mm")
    if isinstance(value, date):
        return _number(sheet, value, "yyyy-mm-dd")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(sheet, value, "General")
    return _text(sheet, plain(value))


def _number(sheet: Any, value: Any, shape: str) -> Cell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = shape
    return cell


def _text(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT])
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
