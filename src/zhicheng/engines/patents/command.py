"""``zhicheng patents read | columns``: what the readers make of a file, without a database. Loads no Django."""

import argparse
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from zhicheng.engines.commandline import Parser, Wrong, say
from zhicheng.engines.patents.publication import Fault, Publication, UnreadableFile
from zhicheng.engines.patents.reading import Reader
from zhicheng.engines.patents.tables.columns import FIELDS, MappingError

_WELL, _WRONG, _IN_PART = 0, 2, 3
_AT_ONCE = 500


def main(words: Sequence[str]) -> int:
    """Run ``patents`` with these words.

    Returns 0 when all was read, 2 for wrong usage or an unreadable file, 3 when parts of the file could not
    be read (each is named on standard error, in Chinese).
    """
    try:
        arguments = _parser().parse_args(words)
        reader = Reader(Path(arguments.file), _corrections(arguments.map))
        return _COMMANDS[arguments.command](reader, arguments)
    except SystemExit:  # --help has been printed
        return _WELL
    except (UnreadableFile, MappingError, Wrong) as error:
        print(error, file=sys.stderr)
        return _WRONG


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="zhicheng patents", description="读取专利数据文件，不需要数据库。")
    verbs = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")
    read = verbs.add_parser(
        "read",
        help="读出文件中的专利文献",
        description="读出文件中的专利文献。",
        epilog="退出状态：0 全部读出；2 文件不能读取或用法有误；3 有若干行或篇未能读取（见标准错误输出）。",
    )
    columns = verbs.add_parser(
        "columns", help="列出表格各列怎样对应", description="列出表格各列怎样对应，不输出内容。"
    )
    for one in (read, columns):
        one.add_argument(
            "file", metavar="文件", help="CSV、JSON 行、xlsx、xls、XML、Greenbook，或 zip、gz"
        )
        one.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="项=列名",
            help=f"更正一列，可写多次；列名留空表示没有这一列。项：{'、'.join(FIELDS)}",
        )
    read.add_argument(
        "--format",
        choices=("text", "json", "jsonl"),
        default="text",
        metavar="格式",
        help="text（每篇一行）、json（一个对象）或 jsonl（每行一篇）",
    )
    read.add_argument("--limit", type=int, metavar="篇数", help="只读前若干篇")
    return parser


def _corrections(words: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in words]
    for one, (_, sign, _) in zip(words, pairs, strict=True):
        if not sign:
            raise Wrong(f"看不懂“--map {one}”，写法如 --map app_no=专利号。")
    return {field.strip(): header.strip() for field, _, header in pairs}


def _read(reader: Reader, arguments: argparse.Namespace) -> int:
    found = itertools.islice(reader.read(), arguments.limit)
    faults: list[Fault] = []
    tell = {"text": _lines, "json": _document, "jsonl": _json_lines}[arguments.format]
    for piece in tell(reader, _without_faults(found, faults), faults):
        say(piece.encode())
    return _IN_PART if faults else _WELL


def _without_faults(
    found: Iterator[Publication | Fault], faults: list[Fault]
) -> Iterator[Publication]:
    for one in found:
        if isinstance(one, Fault):
            faults.append(one)
            print(f"{one.place}：{one.said}", file=sys.stderr)
        else:
            yield one


def _json_lines(
    _reader: Reader, found: Iterator[Publication], _faults: list[Fault]
) -> Iterator[str]:
    while piece := list(itertools.islice(found, _AT_ONCE)):
        yield "".join(f"{_plain(one.to_dict())}\n" for one in piece)


def _document(reader: Reader, found: Iterator[Publication], faults: list[Fault]) -> Iterator[str]:
    """One JSON object, given out piece by piece, so that a file of any length fits."""
    yield f'{{"file": {_plain(reader.path.name)}, "publications": ['
    between = ""
    while piece := list(itertools.islice(found, _AT_ONCE)):
        yield between + ",\n".join(_plain(one.to_dict()) for one in piece)
        between = ",\n"
    maps = {name: one.to_dict() for name, one in reader.maps.items()}
    yield f'], "columns": {_plain(maps)}, "faults": {_plain([one._asdict() for one in faults])}}}\n'


def _lines(_reader: Reader, found: Iterator[Publication], _faults: list[Fault]) -> Iterator[str]:
    doubts = count = 0
    for one in found:
        count += 1
        doubts += bool(one.doubts)
        yield f"{_line(one)}\n"
    yield f"共{count}篇，其中{doubts}篇有疑点。\n"


def _line(one: Publication) -> str:
    parts = (
        one.publication.written or f"{one.application.country}{one.application.number}",
        str(one.publication.date or ""),
        one.title,
        "；".join(party.name for party in one.applicants),
        *(f"〔{doubt.said}〕" for doubt in one.doubts),
    )
    return "  ".join(filter(None, parts))


def _columns(reader: Reader, _arguments: argparse.Namespace) -> int:
    next((one for one in reader.read() if isinstance(one, Publication)), None)
    for name, columns in reader.maps.items():
        tried = "" if columns.genuine else "（未用真实文件验证）"
        say(f"{name}：{columns.title}{tried}\n".encode())
        for field, place in columns.columns.items():
            say(f"  {field:<10} {FIELDS[field]} ← {columns.headers[place]}\n".encode())
        if columns.unused:
            say(f"  未使用的列：{'、'.join(columns.unused)}\n".encode())
    return _WELL


_COMMANDS = {"read": _read, "columns": _columns}


def _plain(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
