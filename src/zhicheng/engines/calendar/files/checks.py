"""Whether a file's year can be right: what a slip of the pen makes wrong is found here."""

from collections.abc import Iterable, Iterator
from datetime import date

from zhicheng.engines.calendar.files.drafts import CalendarFileError, Draft, Entry
from zhicheng.engines.calendar.holidays import statutory_rule
from zhicheng.engines.calendar.years import CalendarYear, is_weekend

_WEEKDAYS = "一二三四五六日"


def checked(draft: Draft) -> CalendarYear:
    """The year, when nothing is wrong with it. Raises CalendarFileError with everything that is."""
    off, work = _days(draft.off), _days(draft.work)
    problems = [
        *_twice(draft.off, "放假"),
        *_twice(draft.work, "上班"),
        *_both(off, work),
        *_elsewhere(draft.year, off | work),
        *_needless(work - off),
        *_missing(draft.year, off),
    ]
    if problems:
        raise CalendarFileError(problems)
    return CalendarYear(draft.year, off, work, draft.source)


def _days(entries: Iterable[Entry]) -> frozenset[date]:
    return frozenset(day for entry in entries for day in entry.days())


def _twice(entries: list[Entry], kind: str) -> Iterator[str]:
    """Overlapping holidays: a day that two entries name."""
    first: dict[date, Entry] = {}
    for entry in entries:
        for day in entry.days():
            if day in first:
                yield f"{day} 的{kind}安排重复：“{first[day]}”和“{entry}”都包含这一天。"
            first.setdefault(day, entry)


def _both(off: frozenset[date], work: frozenset[date]) -> Iterator[str]:
    for day in sorted(off & work):
        yield f"{day} 既列为放假，又列为上班。"


def _elsewhere(year: int, days: frozenset[date]) -> Iterator[str]:
    for day in sorted(days):
        if day.year != year:
            yield f"{day} 不属于{year}年。跨年的安排请写入{day.year}年的日历。"


def _needless(work: frozenset[date]) -> Iterator[str]:
    """Monday to Friday is worked anyway: a make-up day there is a slip."""
    for day in sorted(work):
        if not is_weekend(day):
            yield f"{day}（星期{_WEEKDAYS[day.weekday()]}）本来就是工作日，不能列为调休上班。"


def _missing(year: int, off: frozenset[date]) -> Iterator[str]:
    """A day that the law makes a holiday and the file does not: the file is incomplete."""
    rule = statutory_rule(year)
    if rule is None:
        return
    for day, name in sorted(rule.days(year).items()):
        if day not in off:
            yield f"缺少 {day}（{name}）。按{rule.source}，这一天放假。"
