"""``zhicheng plan read | text | compare``: the plan engine as a command. Loads no Django."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zhicheng.engines.commandline import Parser, Wrong, say
from zhicheng.engines.plans.document import Document, UnreadableDocument

_WELL, _WRONG = 0, 2
_SUFFIXES = {".json": "json", ".md": "md", ".xlsx": "xlsx", ".txt": "table"}
_TERMINAL = (100, 40)


def main(words: Sequence[str]) -> int:
    """Run ``plan`` with these words.

    Returns 0 when all went well, 2 for wrong usage and for a file that cannot be read (the reason
    is on standard error, in Chinese).
    """
    try:
        arguments = _parser().parse_args(words)
        _COMMANDS[arguments.command](arguments)
    except SystemExit:  # --help has been printed
        return _WELL
    except (UnreadableDocument, Wrong) as error:
        print(error, file=sys.stderr)
        return _WRONG
    return _WELL


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="zhicheng plan", description="读取政策方案：指标、任务、责任单位、疑点。")
    verbs = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")
    read = verbs.add_parser("read", help="读出方案中的指标和任务", description="读出方案的内容。")
    read.add_argument(
        "file", metavar="文件", help="方案文件（docx、pdf、ofd、doc、wps、html、md、txt）"
    )
    _add_output(read, ("table", "json", "xlsx", "md"))
    text = verbs.add_parser("text", help="输出方案的文字", description="输出各项位置所依据的文字。")
    text.add_argument("file", metavar="文件", help="方案文件")
    compare = verbs.add_parser("compare", help="对照两份方案", description="对照两份方案。")
    compare.add_argument("a", metavar="方案甲", help="例如省级方案")
    compare.add_argument("b", metavar="方案乙", help="例如本市方案")
    _add_output(compare, ("table", "json", "md"))
    return parser


def _add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    parser.add_argument(
        "--format",
        choices=formats,
        metavar="格式",
        help=f"{'、'.join(formats)} 之一；不写时依输出文件的扩展名，否则为 table",
    )
    parser.add_argument(
        "--output", metavar="输出文件", type=Path, help="写入文件，不写则输出到屏幕"
    )


def _load(path: str) -> Document:
    from zhicheng.engines.plans.formats import load

    document = load(path)
    for notice in document.notices:
        print(f"提示：{notice}", file=sys.stderr)
    return document


def _read_form(path: str) -> dict[str, Any]:
    from zhicheng.engines.plans import read

    return read(_load(path)).to_dict()


def _text(arguments: argparse.Namespace) -> None:
    _write(_load(arguments.file).text.encode(), None)


def _read(arguments: argparse.Namespace) -> None:
    form = _format(arguments)
    if form == "xlsx" and arguments.output is None and sys.stdout.isatty():
        raise Wrong("Excel 文件不能显示在屏幕上。请加上 --output 文件名.xlsx。")
    reading = _read_form(arguments.file)
    if form == "json":
        from zhicheng.engines.plans.exports.plain import to_json

        _write(to_json(reading).encode(), arguments.output)
        return
    from zhicheng.engines.plans.exports.sheets import reading_sheets

    sheets = reading_sheets(reading)
    title = str(reading.get("title") or reading.get("source"))
    if form == "xlsx":
        from zhicheng.engines.plans.exports.workbook import to_xlsx

        _write(to_xlsx(sheets), arguments.output)
    else:
        _write_text(form, title, sheets, arguments.output)


def _compare(arguments: argparse.Namespace) -> None:
    from zhicheng.engines.plans.compare import compare
    from zhicheng.engines.plans.exports.comparisons import comparison_sheets
    from zhicheng.engines.plans.exports.plain import to_json

    form = _format(arguments)
    comparison = compare(_read_form(arguments.a), _read_form(arguments.b))
    if form == "json":
        _write(to_json(comparison.to_dict()).encode(), arguments.output)
        return
    names = (str(one.get("title") or one.get("source")) for one in (comparison.a, comparison.b))
    _write_text(form, " 与 ".join(names) + " 对照", comparison_sheets(comparison), arguments.output)


_COMMANDS = {"read": _read, "text": _text, "compare": _compare}


def _format(arguments: argparse.Namespace) -> str:
    """The format asked for, else the one that the output's name says, else a table."""
    if arguments.format:
        return str(arguments.format)
    return _SUFFIXES.get(arguments.output.suffix.lower(), "table") if arguments.output else "table"


def _write_text(form: str, title: str, sheets: Any, output: Path | None) -> None:
    from zhicheng.engines.plans.exports.plain import to_markdown, to_table

    if form == "md":
        _write(to_markdown(title, sheets).encode(), output)
    else:
        width = shutil.get_terminal_size(_TERMINAL).columns
        _write(to_table(title, sheets, width).encode(), output)


def _write(content: bytes, output: Path | None) -> None:
    """Bytes as they are: UTF-8 and ``\\n`` whatever the terminal's encoding and system."""
    if output is None:
        say(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Wrong("输出文件无法写入。请检查文件夹是否存在、是否有写入权限。") from error
