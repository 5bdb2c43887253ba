"""Spreadsheets: .xlsx row by row, .xls (at most 65,536 rows) sheet by sheet."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO

from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from zhicheng.engines.patents.publication import Fault, UnreadableFile
from zhicheng.engines.patents.tables.delimited import Row

_EMPTY_ROWS = 1_000
"""So many rows without a cell end a sheet: formats that reach to the last row are no data."""
_WIDEST = 256
_LARGEST_XLS = 256 * 1024 * 1024
_MAX_UNPACKED = 4 * 1024 * 1024 * 1024
_DAMAGED = "电子表格已损坏或不完整，无法打开。请用原软件打开检查后另存，再试。"
_TOO_LARGE = "电子表格解压后体积异常，已拒绝读取。"

Sheet = tuple[str, Iterator[Row]]
"""A sheet's name and its rows."""


def xlsx_sheets(stream: IO[bytes]) -> Iterator[Sheet | Fault]:
    """The visible sheets. A hidden sheet is a Fault: it is not read, and a person is told.

    Formulas come as their text, beginning with ``=``. Raises UnreadableFile for a damaged file.
    """
    _refuse_bombs(stream)
    try:
        book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises anything for damaged files
        raise UnreadableFile(_DAMAGED) from error
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            yield Fault(f"工作表“{sheet.title}”", "是隐藏的工作表，未读取")
            continue
        yield sheet.title, _rows(sheet.title, sheet.iter_rows(values_only=True, max_col=_WIDEST))


def xls_sheets(stream: IO[bytes]) -> Iterator[Sheet | Fault]:
    """As xlsx_sheets, for the old format; formulas come as their stored results, as it keeps no text."""
    content = stream.read(_LARGEST_XLS + 1)
    if len(content) > _LARGEST_XLS:
        raise UnreadableFile(_TOO_LARGE)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for meta in book.sheets_metadata:
            if meta.visible != SheetVisibleEnum.Visible:
                yield Fault(f"工作表“{meta.name}”", "是隐藏的工作表，未读取")
                continue
            yield meta.name, _rows(meta.name, iter(book.get_sheet_by_name(meta.name).iter_rows()))
    except CalamineError as error:
        raise UnreadableFile(_DAMAGED) from error


def _refuse_bombs(stream: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(stream) as package:
            if sum(one.file_size for one in package.infolist()) > _MAX_UNPACKED:
                raise UnreadableFile(_TOO_LARGE)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(_DAMAGED) from error
    stream.seek(0)


def _rows(name: str, rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    empty = 0
    for number, cells in enumerate(rows, start=1):
        texts = [_cell(one) for one in cells]
        if any(texts):
            empty = 0
            yield f"工作表“{name}”第{number}行", texts
            continue
        empty += 1
        if empty >= _EMPTY_ROWS:
            return


def _cell(value: object) -> str:
    """A cell's text. A whole number that the sheet keeps as a float loses its ``.0``."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
