"""A computed date in words, with everything that led to it (appendix B 9)."""

from collections.abc import Iterator
from datetime import date

from zhicheng.engines.calendar.deadlines import Deadline
from zhicheng.engines.calendar.exclusions import Exclusion, Stop
from zhicheng.engines.calendar.periods import Unit

_WEEKDAYS = "一二三四五六日"
RULES = {
    "R-T-1": "起算当日不计入；按月、按年的期限止于相应日，没有相应日的止于月末",
    "R-T-2": "最后一日是休息日，顺延至其后第一个工作日",
    "R-T-3": "工作日按放假调休安排：周一至周五及调休上班日，除去放假日",
    "R-T-4": "所需年份的放假调休安排尚未发布，按周一至周五和法定节日预计",
    "R-T-7": "中止和不计入的区间先行扣除，再看是否顺延",
}
"""What each rule says, for the person who reads the date."""
_STOPS = {Stop.SUSPENDED: "中止", Stop.EXCLUDED: "不计入"}


def told(found: Deadline) -> str:
    """The text that the command prints."""
    return "\n".join(_lines(found))


def _lines(found: Deadline) -> Iterator[str]:
    mark = "（预计，正式安排发布后须重算）" if found.provisional else ""
    yield f"最后一日：{_weekday(found.day)}{mark}"
    yield f"起算：{_weekday(found.start)}，当日不计入"
    yield f"期限：{found.period}"
    for one in found.excluded:
        yield f"扣除：{_interval(one)}"
    if found.excluded:
        unit = "个工作日" if found.period.unit is Unit.WORKING_DAYS else "日"
        yield f"共扣除：{found.excluded_days}{unit}"
    yield f"顺延前：{_weekday(found.unrolled)}"
    yield f"顺延：{'至' + _weekday(found.day) if found.rolled else '无'}"
    for rule in found.rules:
        yield f"规则：{rule} {RULES[rule]}"
    yield f"日历：{found.calendar_version}"


def _weekday(day: date) -> str:
    return f"{day} 星期{_WEEKDAYS[day.weekday()]}"


def _interval(one: Exclusion) -> str:
    words = "，".join(word for word in (one.cause, one.document) if word)
    return f"{one.first} 至 {one.last} {_STOPS[one.kind]}{f'（{words}）' if words else ''}"
