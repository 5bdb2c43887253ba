"""``zhicheng address resolve``: lines of addresses in, JSON lines out. Loads no Django."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from zhicheng.engines.addresses.resolving import resolve
from zhicheng.engines.commandline import Parser, Wrong, say

_WELL, _WRONG = 0, 2


def main(words: Sequence[str]) -> int:
    """Run ``address`` with these words.

    Returns 0 when every line has been answered (an address that determines nothing has the code null), 2 for
    wrong usage or a file that cannot be read.
    """
    try:
        arguments = _parser().parse_args(words)
        _resolve(arguments.file)
    except SystemExit:  # --help has been printed
        return _WELL
    except Wrong as error:
        print(error, file=sys.stderr)
        return _WRONG
    return _WELL


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="zhicheng address", description="由地址确定行政区划。")
    verbs = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")
    one = verbs.add_parser(
        "resolve",
        help="逐行读入地址，逐行输出 JSON",
        description="逐行读入地址（前面可带邮政编码），逐行输出 JSON：代码、可信度、依据。",
    )
    one.add_argument(
        "file", nargs="?", metavar="文件", help="每行一个地址，UTF-8；不写时从标准输入读取"
    )
    return parser


def _resolve(file: str | None) -> None:
    if file is None:
        _answer(sys.stdin.buffer)
        return
    try:
        with Path(file).open("rb") as lines:
            _answer(lines)
    except OSError:
        raise Wrong(f"文件“{file}”打不开。请检查文件名和读取权限。") from None


def _answer(lines: Iterable[bytes]) -> None:
    """An answer for each line, empty ones too, so that the lines stay beside one another."""
    for number, line in enumerate(lines, start=1):
        try:
            address = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            raise Wrong(f"第{number}行不是 UTF-8 编码。请另存为 UTF-8 后再试。") from None
        content = {"address": address, **resolve(address).to_dict()}
        say(f"{json.dumps(content, ensure_ascii=False)}\n".encode())
