"""The days of a holiday feed (iCalendar, RFC 5545), as phones subscribe to them.

Only what such feeds use: whole-day events whose title says 休 or 假 (a day off) or 班 (a make-up day).
Other festivals in the feed are passed over.
"""

import re
from collections.abc import Iterator
from datetime import date

from zhicheng.engines.calendar.files.drafts import CalendarFileError, Draft, Entry
from zhicheng.engines.calendar.files.plain import FIRST_YEAR, LAST_YEAR
from zhicheng.engines.calendar.years import DAY

_LINE = re.compile(r"([A-Z-]+)(?:;[^:]*)?:(.*)")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
_MARKS = re.compile(r"[（(]?(?:休|班|放假|补班|假期|调休|上班)[）)]?")


def drafts_of_feed(text: str, name: str) -> list[Draft]:
    """One draft for each year in which the feed has days. Raises CalendarFileError."""
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()  # long lines are folded
    source = next((line[13:] for line in lines if line.startswith("X-WR-CALNAME:")), name)
    drafts: dict[int, Draft] = {}
    for event in _events(lines):
        title = event.get("SUMMARY", "")
        works = "班" in title
        if not works and not re.search("[休假]", title):
            continue
        for part in _entry(event, title).by_year():
            draft = drafts.setdefault(part.first.year, Draft(part.first.year, source))
            (draft.work if works else draft.off).append(part)
    if not drafts:
        raise CalendarFileError(["日历中没有标明“休”或“班”的日子，不能用作放假调休安排。"])
    return [drafts[year] for year in sorted(drafts)]


def _events(lines: list[str]) -> Iterator[dict[str, str]]:
    event: dict[str, str] | None = None
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT" and event is not None:
            yield event
            event = None
        elif event is not None and (found := _LINE.fullmatch(line)):
            event.setdefault(found[1], found[2])


def _entry(event: dict[str, str], title: str) -> Entry:
    if "RRULE" in event:
        raise CalendarFileError([f"“{title}”是重复事件。放假调休每年不同，不能用重复事件表示。"])
    first = _day(event.get("DTSTART", ""), title)
    last = _day(event["DTEND"], title) - DAY if "DTEND" in event else first  # the end is exclusive
    return Entry(first, max(first, last), _MARKS.sub("", title).strip())


def _day(words: str, title: str) -> date:
    found = _DATE.fullmatch(words)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CalendarFileError([f"“{title}”的日期“{words}”无效。"])
    return day
