"""``zhicheng id check``: are these numbers what they look like? Loads no Django."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from zhicheng.engines.commandline import Parser, Wrong, say
from zhicheng.engines.identifiers.checking import Check, check
from zhicheng.engines.identifiers.reading import Reading, Scheme
from zhicheng.engines.identifiers.registry import SCHEMES

_WELL, _FAULTY, _WRONG = 0, 1, 2
_FROM_INPUT = "-"


def main(words: Sequence[str]) -> int:
    """Run ``id`` with these words.

    Returns 0 when every number is well, 1 when one is not, 2 for wrong usage.
    """
    try:
        arguments = _parser().parse_args(words)
        found = [check(value, arguments.kind) for value in _values(arguments.values)]
    except SystemExit:  # --help has been printed
        return _WELL
    except Wrong as error:
        print(error, file=sys.stderr)
        return _WRONG
    text = _json(found) if arguments.format == "json" else _told(found)
    say(f"{text}\n".encode(errors="replace"))
    return _WELL if all(one.valid for one in found) else _FAULTY


def _parser() -> argparse.ArgumentParser:
    kinds = "、".join(f"{name}（{kind.title}）" for name, kind in SCHEMES.items())
    parser = Parser(
        prog="zhicheng id",
        description="核对专利、商标等权利的号码和权利人的代码：格式、组成、校验位，并给出统一写法。",
        epilog="退出状态：0 全部通过；1 有不通过的；2 用法有误。身份证号码在输出中一律隐去。",
    )
    parser.add_argument("verb", choices=("check",), metavar="check", help="核对号码")
    parser.add_argument(
        "values", nargs="+", metavar="号码", help="一个或多个；写 - 则从标准输入逐行读取"
    )
    parser.add_argument(
        "--kind", choices=tuple(SCHEMES), metavar="种类", help=f"只按这一种核对：{kinds}"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="text 或 json"
    )
    return parser


def _values(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word == _FROM_INPUT:
            yield from _lines()
        else:
            yield word


def _lines() -> Iterator[str]:
    """Lines of the standard input that are not empty: UTF-8, whatever the terminal."""
    for line in sys.stdin.buffer:
        words = line.decode(errors="replace").strip().lstrip("\ufeff")
        if words:
            yield words


def _told(found: Sequence[Check]) -> str:
    return "\n".join(line for one in found for line in _lines_of(one))


def _lines_of(one: Check) -> Iterator[str]:
    yield f"{'通过' if one.valid else '不通过'}：{one.shown}"
    for kind, reading in one.readings:
        facts = "，".join(f"{name}：{fact}" for name, fact in reading.facts.items())
        yield f"  {kind.title} {reading.display}{f'（{facts}）' if facts else ''}"
        yield from (f"  提示：{note}" for note in reading.notes)
    for refused, error in one.refusals:
        yield f"  {f'不是{refused.title}：' if refused else ''}{error}"


def _json(found: Sequence[Check]) -> str:
    return json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2)


def _plain(one: Check) -> dict[str, Any]:
    return {
        "input": one.shown,
        "valid": one.valid,
        "readings": [_plain_reading(kind, reading) for kind, reading in one.readings],
        "refusals": [
            {
                "kind": kind.name if kind else None,
                "reason": error.reason.value,
                "message": str(error),
            }
            for kind, error in one.refusals
        ],
    }


def _plain_reading(kind: Scheme, reading: Reading) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "title": kind.title,
        "value": reading.display if kind.personal else reading.value,
        "display": reading.display,
        "facts": dict(reading.facts),
        "notes": list(reading.notes),
        "source": kind.source.text,
        "confidence": kind.source.confidence.value,
    }
