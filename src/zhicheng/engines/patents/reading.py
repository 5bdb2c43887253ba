"""A file of patents, whatever its form, as a stream of publications and faults."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from zhicheng.engines.patents import greenbook
from zhicheng.engines.patents.publication import Fault, Publication, UnreadableFile
from zhicheng.engines.patents.tables.columns import ColumnMap, guess
from zhicheng.engines.patents.tables.delimited import Row, csv_rows, encoding_of, json_rows
from zhicheng.engines.patents.tables.rows import Rows
from zhicheng.engines.patents.tables.workbook import Sheet, xls_sheets, xlsx_sheets
from zhicheng.engines.patents.xml import reader as xml

Found = Iterator[Publication | Fault]

_SAMPLE = 256 * 1024
_HEADER_ROWS = 20
"""A header stands among the first so many rows; exports put titles and dates before it."""
_LONGEST_ENTRY_NAME = 80
_ZIP, _GZIP, _OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_EMPTY_ZIP = b"PK\x05\x06"
_XLSX_PART = "xl/workbook.xml"
_BROKEN_GZIP = "压缩文件在此中断或已损坏，其后内容未读取"
_BROKEN_ZIP = "压缩包已损坏或不完整，无法打开。请重新下载或复制后再试。"
_EMPTY = "文件是空的。"
_UNKNOWN = (
    "看不出这是哪一种专利数据文件。可读：CSV、JSON 行、xlsx、xls，"
    "ST.36、ST.96、ST.32、DOCDB 等 XML，Greenbook，以及装有它们的 zip、gz。"
)
_NO_HEADER = "前{rows}行中没有带“公开（公告）号”或“申请号”的表头。请检查表头，或用 --map 指定各列。"
_NOTHING = "文件中没有可读的专利文献。"
_NESTED = "压缩包中的压缩包，只展开一层，未读取"
_DAMAGED_TABLE = "表格在此中断或已损坏，其后内容未读取"


@dataclass(slots=True)
class Reader:
    """One file, read once.

    path: the file. corrections: field → header, where a person knows better than the guess.
    maps: after reading, the mapping of each table that was in it, by sheet or entry.
    """

    path: Path
    corrections: Mapping[str, str] = field(default_factory=dict)
    maps: dict[str, ColumnMap] = field(default_factory=dict)

    def read(self) -> Found:
        """The publications in order, with a Fault wherever something was left out.

        Raises UnreadableFile for a file that cannot be opened, is of no known form or holds nothing, and
        MappingError for corrections that name a column or field that is not there.
        """
        try:
            stream = self.path.open("rb")
        except OSError:
            raise UnreadableFile(f"文件“{self.path}”打不开。请检查文件名和读取权限。") from None
        anything = False
        with stream:
            for one in self._any(stream, ""):
                anything = True
                yield one
        if not anything:
            raise UnreadableFile(_NOTHING)

    def _any(self, stream: IO[bytes], prefix: str, nested: bool = False) -> Found:
        sample = _peek(stream)
        if not sample:
            raise UnreadableFile(_EMPTY)
        if sample.startswith(_GZIP):
            yield from self._gzip(stream, prefix)
        elif sample.startswith((_ZIP, _EMPTY_ZIP)):
            yield from self._package(stream, prefix)
        elif sample.startswith(_OLE):
            yield from self._sheets(xls_sheets(stream), "xls", prefix)
        else:
            yield from self._text(stream, sample, prefix)

    def _text(self, stream: IO[bytes], sample: bytes, prefix: str) -> Found:
        start = sample.lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith(b"<") or sample.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
            yield from xml.publications(stream, prefix)
        elif start.startswith(b"{"):
            yield from self._table(json_rows(stream, sample), "jsonl", prefix)
        elif b"\nPATN" in b"\n" + sample and b"\nWKU" in sample:
            yield from greenbook.publications(stream, prefix)
        elif _is_table(sample):
            yield from self._table(csv_rows(stream, sample), "csv", prefix)
        else:
            raise UnreadableFile(_UNKNOWN)

    def _gzip(self, stream: IO[bytes], prefix: str) -> Found:
        try:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                sample = unpacked.peek(_SAMPLE)[:_SAMPLE]
                if sample.startswith((_ZIP, _GZIP)):
                    yield Fault(prefix or self.path.name, _NESTED)
                    return
                buffered = io.BufferedReader(unpacked, _SAMPLE)
                yield from self._text(buffered, buffered.peek(_SAMPLE), prefix)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Fault(prefix or self.path.name, _BROKEN_GZIP)

    def _package(self, stream: IO[bytes], prefix: str) -> Found:
        with _opened(stream) as package:
            names = package.namelist()
            if _XLSX_PART in names:
                stream.seek(0)
                yield from self._sheets(xlsx_sheets(stream), "xlsx", prefix)
                return
            for entry in package.infolist():
                if not entry.is_dir():
                    yield from self._entry(package, entry)

    def _entry(self, package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Found:
        """An entry of an archive. Pictures and other attachments are passed by, archives reported."""
        place = f"{entry.filename[:_LONGEST_ENTRY_NAME]} "
        try:
            with package.open(entry) as unpacked:
                buffered = io.BufferedReader(cast(zipfile.ZipExtFile, unpacked), _SAMPLE)
                sample = buffered.peek(_SAMPLE)
                if sample.startswith((_ZIP, _GZIP)):
                    yield Fault(place.strip(), _NESTED)
                elif _is_readable(sample):
                    yield from self._text(buffered, sample, place)
        except UnreadableFile as error:
            yield Fault(place.strip(), str(error))
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            yield Fault(place.strip(), f"压缩包中的这个文件读不出：{error}")

    def _sheets(self, sheets: Iterator[Sheet | Fault], standard: str, prefix: str) -> Found:
        for one in sheets:
            if isinstance(one, Fault):
                yield one._replace(place=prefix + one.place)
                continue
            name, rows = one
            try:
                yield from self._table(rows, standard, prefix, name)
            except UnreadableFile as error:
                yield Fault(f"{prefix}工作表“{name}”", str(error))
            except _TABLE_ERRORS:
                yield Fault(f"{prefix}工作表“{name}”", _DAMAGED_TABLE)

    def _table(
        self, rows: Iterator[Row | Fault], standard: str, prefix: str, name: str = ""
    ) -> Found:
        """The rows of a table below its header, which may have lines before it."""
        columns = None
        seen: list[Sequence[str]] = []
        for one in rows:
            if isinstance(one, Fault):
                yield one._replace(place=prefix + one.place)
                continue
            place, cells = one
            if columns is None:
                columns = self._columns(cells, seen)
                if columns is not None:
                    self.maps[name or prefix.strip() or self.path.name] = columns
                    table = Rows(columns, standard)
                continue
            yield table.read(cells, prefix + place)
        if columns is None:
            raise UnreadableFile(_NO_HEADER.format(rows=_HEADER_ROWS))

    def _columns(self, cells: Sequence[str], seen: list[Sequence[str]]) -> ColumnMap | None:
        """The mapping, when this row is the header. Raises UnreadableFile after too many that are none."""
        seen.append(cells)
        if len(seen) > _HEADER_ROWS:
            raise UnreadableFile(_NO_HEADER.format(rows=_HEADER_ROWS))
        if self.corrections and set(self.corrections.values()) <= set(map(str.strip, cells)):
            named = tuple(one.strip() for one in cells)
            return (guess(cells) or ColumnMap({}, named)).corrected(self.corrections)
        base = guess(cells)
        return base.corrected(self.corrections) if base else None


_TABLE_ERRORS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError, SyntaxError,
)  # fmt: skip


def _peek(stream: IO[bytes]) -> bytes:
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    return sample


@contextmanager
def _opened(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(_BROKEN_ZIP) from error
    with package:
        yield package


def _is_table(sample: bytes) -> bool:
    """Whether the first line is text with a separator."""
    if b"\x00" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        lines = sample.decode(encoding_of(sample), "ignore").splitlines()
    except UnreadableFile:
        return False
    return any(separator in line for line in lines[:_HEADER_ROWS] for separator in ",\t;")


def _is_readable(sample: bytes) -> bool:
    """Whether an entry of an archive is meant to be read; pictures and the like are not."""
    start = sample.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<", b"{", b"PATN")) or _is_table(sample)
