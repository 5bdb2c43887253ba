"""``zhicheng deadline``: the last day of a period, and how it was found. Loads no Django."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from zhicheng.engines.calendar.calendar import Calendar, CalendarUnknown
from zhicheng.engines.calendar.deadlines import Deadline, deadline, estimate
from zhicheng.engines.calendar.exclusions import Exclusion
from zhicheng.engines.calendar.files import CalendarFileError, read_calendar
from zhicheng.engines.calendar.periods import Period, PeriodError
from zhicheng.engines.calendar.published import published
from zhicheng.engines.calendar.telling import told
from zhicheng.engines.commandline import Parser, Wrong, say

_WELL, _WRONG, _UNKNOWN = 0, 2, 3
_HINT = "用 --calendar 指明载入系统的文件，或加上 --estimate 得到预计日期。"


def main(words: Sequence[str]) -> int:
    """Run ``deadline`` with these words.

    Returns 0 when there is an answer, 2 for wrong usage or input, 3 when a calendar that the answer
    needs is not published (the reason is on standard error, in Chinese).
    """
    try:
        arguments = _parser().parse_args(words)
        found = _found(arguments)
    except SystemExit:  # --help has been printed
        return _WELL
    except (Wrong, PeriodError, CalendarFileError) as error:
        print(error, file=sys.stderr)
        return _WRONG
    except CalendarUnknown as error:
        hint = "" if arguments.estimate else _HINT
        print(f"{error}{hint}", file=sys.stderr)
        return _UNKNOWN
    text = _json(found) if arguments.format == "json" else told(found)
    say(f"{text}\n".encode())
    return _WELL


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="zhicheng deadline",
        description="计算期限的最后一日，并说明起算、扣除、顺延和所依据的规则。"
        "只用软件自带的已发布年份；在本市系统中载入的年份，请用 --calendar 指明同一文件。",
        epilog="退出状态：0 已算出；2 输入有误；3 所需年份的放假调休安排尚未发布（见 --estimate）。",
    )
    parser.add_argument(
        "--from", dest="start", required=True, metavar="日期", help="起算事件发生之日，不计入期限"
    )
    parser.add_argument(
        "--period",
        required=True,
        metavar="期限",
        help="15wd（工作日）、30d（日）、3m（月）、1y（年），或 15个工作日、30日、3个月、1年",
    )
    parser.add_argument(
        "--excluded",
        action="append",
        default=[],
        metavar="起..止[=事由]",
        help="不计入期限的区间，首尾两日都不计；可写多次",
    )
    parser.add_argument(
        "--calendar",
        type=Path,
        metavar="文件",
        help="放假调休安排（通知正文、JSON 或 .ics），代替或补充软件自带的年份",
    )
    parser.add_argument(
        "--estimate", action="store_true", help="年份尚未发布时，给出预计日期并注明"
    )
    parser.add_argument(
        "--no-roll",
        dest="roll",
        action="store_false",
        help="最后一日遇休息日不顺延（如专利权期限）",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="text 或 json"
    )
    return parser


def _found(arguments: argparse.Namespace) -> Deadline:
    start, period = _day(arguments.start), Period.parse(arguments.period)
    excluded = [_exclusion(words) for words in arguments.excluded]
    calendar = _calendar(arguments.calendar)
    try:
        if arguments.estimate:
            return estimate(start, period, calendar, excluded, roll=arguments.roll)
        return deadline(start, period, calendar, excluded, roll=arguments.roll)
    except OverflowError:
        raise Wrong("期限的最后一日超出可计算的日期范围。") from None


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise Wrong(f"“{words}”不是有效的日期，写法如 2026-09-24。") from None


def _exclusion(words: str) -> Exclusion:
    span, _, cause = words.partition("=")
    first, dots, last = span.partition("..")
    if not dots:
        raise Wrong(f"看不懂扣除区间“{words}”，写法如 2026-08-03..2026-08-12=鉴定。")
    try:
        return Exclusion(_day(first), _day(last), cause.strip())
    except ValueError as error:
        raise Wrong(str(error)) from None


def _calendar(path: Path | None) -> Calendar:
    if path is None:
        return published()
    try:
        content = path.read_bytes()
    except OSError:
        raise Wrong(f"日历文件“{path}”打不开。请检查文件名和读取权限。") from None
    return published().replaced_by(read_calendar(content, path.name))


def _json(found: Deadline) -> str:
    return json.dumps(found.to_dict(), ensure_ascii=False, indent=2)
