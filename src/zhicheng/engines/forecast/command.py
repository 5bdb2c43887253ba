"""``zhicheng forecast``: where a file of days and values goes. Loads no Django."""

import argparse
import csv
import itertools
import json
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from zhicheng.engines.commandline import Parser, Wrong, say
from zhicheng.engines.forecast.drift import CONFIDENCE, FEWEST, Drift, Estimate, Point, drift_of
from zhicheng.engines.forecast.looking_back import BackTest, back_test

_WELL, _WRONG, _TOO_FEW = 0, 2, 3
_PLACES = Decimal("0.000001")
_DIGITS = 15


def main(words: Sequence[str]) -> int:
    """Run ``forecast`` with these words.

    Returns 0 when there is a forecast, 2 for wrong usage or input, 3 when there are fewer points than the
    method needs (the reason is on standard error, in Chinese).
    """
    try:
        arguments = _parser().parse_args(words)
        points, to = _points(arguments.file), _day(arguments.to)
    except SystemExit:  # --help has been printed
        return _WELL
    except Wrong as error:
        print(error, file=sys.stderr)
        return _WRONG
    if len(points) < FEWEST:
        print(f"需要至少{FEWEST}个时点，只有{len(points)}个，不作推算。", file=sys.stderr)
        return _TOO_FEW
    if to < points[-1].at:
        print(f"推算日期{to}早于最近的时点{points[-1].at}。", file=sys.stderr)
        return _WRONG
    drift = drift_of(points)
    tell = _json if arguments.format == "json" else _told
    say(f"{tell(drift, drift.on(to), back_test(points))}\n".encode())
    return _WELL


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="zhicheng forecast",
        description=(
            "按平均速度推算一列数值到某一日的水平，给出区间和回测误差。"
            "文件为 .csv，每行“日期,数值”，首行可以是表头。"
        ),
        epilog=f"退出状态：0 已推算；2 输入有误；3 时点不足{FEWEST}个。",
    )
    parser.add_argument("file", type=Path, metavar="文件", help="日期和数值，UTF-8 编码的 .csv")
    parser.add_argument("--to", required=True, metavar="日期", help="推算到哪一日")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="text 或 json"
    )
    return parser


def _points(path: Path) -> list[Point]:
    try:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError):
        raise Wrong(f"文件“{path}”打不开，或不是 UTF-8 编码的 .csv。") from None
    headed = bool(rows) and not any(sign.isdigit() for sign in "".join(rows[0]))
    first = 1 if headed else 0
    points = [_point(row, n) for n, row in enumerate(rows[first:], start=first + 1) if any(row)]
    points.sort(key=lambda point: point.at)
    for before, after in itertools.pairwise(points):
        if before.at == after.at:
            raise Wrong(f"{after.at}有两个数值，每日只能有一个。")
    return points


def _point(row: Sequence[str], line: int) -> Point:
    if len(row) < 2:
        raise Wrong(f"第{line}行应有日期和数值两列。")
    try:
        value = Decimal(row[1].strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value.adjusted() >= _DIGITS or value.adjusted() < -_DIGITS:
        raise Wrong(f"第{line}行的“{row[1]}”不是数值，或位数太多。")
    return Point(_day(row[0]), value)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise Wrong(f"“{words}”不是有效的日期，写法如 2026-09-24。") from None


def _told(drift: Drift, found: Estimate, looked_back: BackTest) -> str:
    share = "" if looked_back.share is None else f"，平均相对误差{looked_back.share:.1%}"
    return "\n".join(
        (
            f"{found.at}：{_short(found.value)}",
            f"{CONFIDENCE}%区间：{_short(found.low)}至{_short(found.high)}",
            f"平均速度：每年{_short(drift.pace * Decimal('365.25'))}",
            f"回测：推算下一时点{looked_back.times}次，平均误差{_short(looked_back.error)}{share}；"
            f"有区间的{looked_back.intervals}次中{looked_back.inside}次落在区间内",
        )
    )


def _json(drift: Drift, found: Estimate, looked_back: BackTest) -> str:
    values = {
        "at": found.at.isoformat(),
        "value": _short(found.value),
        "low": _short(found.low),
        "high": _short(found.high),
        "confidence": CONFIDENCE,
        "pace_a_day": _short(drift.pace),
        "back_test": {
            "times": looked_back.times,
            "mean_error": _short(looked_back.error),
            "mean_share": None if looked_back.share is None else _short(looked_back.share),
            "intervals": looked_back.intervals,
            "inside": looked_back.inside,
        },
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _short(value: Decimal | None) -> str:
    """As many places as say something. There is an interval wherever there are four points."""
    return f"{(value or Decimal(0)).quantize(_PLACES).normalize():f}"
