"""CSV and JSON lines, row by row: memory does not grow with the file."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import IO

from zhicheng.engines.patents.publication import Fault, UnreadableFile

_LONGEST_CELL = 8 * 1024 * 1024
_LONGEST_LINE = 32 * 1024 * 1024
_SAMPLE = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = "文件编码不是 UTF-8、UTF-16 或 GB18030，无法读取。请用原软件另存为 UTF-8 后再试。"
_BROKEN = "读到第{line}行时文件中断或编码有误，其后内容未读取：{why}"

Row = tuple[str, Sequence[str]]
"""The place of a row, and its cells."""


def encoding_of(sample: bytes) -> str:
    """Of the first bytes of a text. Raises UnreadableFile where no encoding fits."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    for name in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            decoder.decode(sample)  # not final: the last character may be cut
        except UnicodeDecodeError:
            continue
        return name
    raise UnreadableFile(_NOT_TEXT)


def csv_rows(stream: IO[bytes], sample: bytes) -> Iterator[Row | Fault]:
    """The rows of a CSV or tab-separated file. The separator is the one that the first line has most of."""
    encoding = encoding_of(sample)
    first = sample.decode(encoding, "ignore").splitlines()[:1] or [""]
    separator = max(",\t;", key=first[0].count)
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(stream, encoding, newline="")
    reader = csv.reader(text, delimiter=separator)
    try:
        for cells in reader:
            if any(cells):
                yield f"第{reader.line_num}行", cells
    except (UnicodeDecodeError, csv.Error, EOFError, OSError) as error:
        why = "编码有误" if isinstance(error, UnicodeDecodeError) else str(error)
        yield Fault(f"第{reader.line_num + 1}行", _BROKEN.format(line=reader.line_num + 1, why=why))


def json_rows(stream: IO[bytes], sample: bytes) -> Iterator[Row | Fault]:
    """JSON lines as rows: first the keys of the first object, then each object's values in that order.

    A line that is no object is a Fault, and the next one is read.
    """
    text = io.TextIOWrapper(stream, encoding_of(sample), errors="replace")
    keys: list[str] = []
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if not line.strip():
            continue
        try:
            content = json.loads(line)
        except (ValueError, RecursionError):
            yield Fault(f"第{number}行", "不是完整的 JSON，未读取这一行")
            continue
        if not isinstance(content, dict):
            yield Fault(f"第{number}行", "不是 JSON 对象，未读取这一行")
            continue
        if not keys:
            keys = list(map(str, content))
            yield f"第{number}行", keys
        yield (
            f"第{number}行",
            [one if isinstance(one, str) else _cell(one) for one in map(content.get, keys)],
        )


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(_cell, value))
    return "" if value is None else str(value)
