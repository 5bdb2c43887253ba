"""The notice itself (国务院办公厅关于……部分节假日安排的通知), as its text is pasted or saved.

One habit of writing for as long as there have been such notices: a holiday to a sentence, its span with
放假, and after it the days that are worked with 上班. The notice says much twice – the weekday of each
date, the number of days – and what it says twice is compared.
"""

import re
from collections.abc import Iterator
from datetime import date

from zhicheng.engines.calendar.files.drafts import CalendarFileError, Draft, Entry
from zhicheng.engines.calendar.files.plain import FIRST_YEAR, LAST_YEAR
from zhicheng.engines.calendar.years import is_weekend

_YEAR = re.compile(r"(\d{4})年(?:部分)?节假日安排")
_TITLE = re.compile(r"[^\n]*\d{4}年(?:部分)?节假日安排的通知")
_SENTENCE = re.compile(r"[^。；;\n]+")
_NAME = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])?\s*([^：:\d]{1,20})[：:]"
)
_DATE = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日(?P<{0}note>[（(][^）)]*[)）])?"
_SPAN = re.compile(f"{_DATE.format('a')}(?:[至到—-]+{_DATE.format('b')})?")
_COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


def is_notice(text: str) -> bool:
    return "放假" in text and _YEAR.search(text) is not None


def draft_of_notice(text: str) -> Draft:
    """Raises CalendarFileError for dates that do not exist or contradict what stands beside them."""
    draft = _titled(text)
    problems: list[str] = []
    name = ""
    for sentence in _SENTENCE.findall(text):
        heading = _NAME.match(sentence)
        name = heading[1].strip() if heading else name
        try:
            _take(sentence, name, draft)
        except CalendarFileError as error:
            problems += error.problems
    if problems:
        raise CalendarFileError(problems)
    return draft


def _titled(text: str) -> Draft:
    """An empty year, called as the notice calls itself."""
    year = _YEAR.search(text)
    if year is None or not FIRST_YEAR <= int(year[1]) <= LAST_YEAR:
        raise CalendarFileError(["找不到“××××年部分节假日安排”，不知道是哪一年的通知。"])
    title = _TITLE.search(text)
    return Draft(int(year[1]), title[0].strip()[-200:] if title else year[0])


def _take(sentence: str, name: str, draft: Draft) -> None:
    """What one sentence orders: days off, or days that are worked."""
    off = "放假" in sentence
    if not off and "上班" not in sentence:
        return
    entries = [_entry(found, name, draft.year) for found in _SPAN.finditer(sentence) if found["am"]]
    parts = [part for entry in entries for part in entry.by_year()]
    (draft.off if off else draft.work).extend(
        part for part in parts if not (off and _says_nothing(part, draft.year))
    )
    count = _COUNT.search(sentence)
    days = sum(1 for entry in entries for _ in entry.days())
    if off and entries and count and int(count[1]) != days:
        raise CalendarFileError(
            [f"“{name}”写明{count[1]}天，所列日期却是 {days} 天。请对照通知原文核对。"]
        )


def _says_nothing(part: Entry, year: int) -> bool:
    """The Saturday and Sunday before a New Year's Day: of another year, where they are off anyway."""
    return part.first.year != year and all(is_weekend(day) for day in part.days())


def _entry(found: re.Match[str], name: str, year: int) -> Entry:
    first = _day(found, "a", year, 0)
    last = _day(found, "b", first.year, first.month) if found["bd"] else first
    return Entry(first, last, name)


def _day(found: re.Match[str], end: str, year: int, month: int) -> date:
    """One end of a span; what it leaves out is as before it. Compared with its weekday, where it names one."""
    words = found[0]
    try:
        day = date(
            int(found[f"{end}y"] or year), int(found[f"{end}m"] or month), int(found[f"{end}d"])
        )
    except ValueError:
        raise CalendarFileError([f"“{words}”不是有效的日期。"]) from None
    for said in _weekdays(found[f"{end}note"]):
        if said != day.weekday():
            actual = _WEEKDAYS[day.weekday()]
            raise CalendarFileError(
                [f"“{words}”：{day} 是星期{actual}，与所写的星期不符。请核对年份和日期。"]
            )
    return day


def _weekdays(note: str | None) -> Iterator[int]:
    for sign in _WEEKDAY.findall(note or ""):
        yield _WEEKDAYS.index("日" if sign == "天" else sign)
