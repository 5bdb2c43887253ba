"""One year as JSON: our own notation, and that of holiday-cn."""

import json
from datetime import date
from typing import Any

from zhicheng.engines.calendar.files.drafts import CalendarFileError, Draft, Entry

FIRST_YEAR, LAST_YEAR = 1990, 2099
_LONGEST_SOURCE = 200


def draft_of_json(text: str, name: str) -> Draft:
    """Raises CalendarFileError for what is no calendar, or holds something that is no day."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise CalendarFileError(
            ["看不懂这份内容：不是放假通知的正文，也不是 JSON 或 .ics 日历。"]
        ) from None
    if not isinstance(found, dict):
        raise CalendarFileError(["日历文件应是一个 JSON 对象，含 year、off、work、source。"])
    year = _year(found.get("year"))
    if "days" in found:
        return _holiday_cn(year, found, name)
    return Draft(
        year,
        _source(found.get("source")),
        _entries(found, "off", required=True),
        _entries(found, "work", required=False),
    )


def _year(value: Any) -> int:
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
        raise CalendarFileError([f"year 应是 {FIRST_YEAR} 到 {LAST_YEAR} 之间的年份。"])
    return value


def _source(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_SOURCE:
        raise CalendarFileError(
            [
                f"source 应写明依据的通知（不超过 {_LONGEST_SOURCE} 字），如“国务院办公厅关于……的通知”。"
            ]
        )
    return value.strip()


def _entries(found: dict[str, Any], key: str, *, required: bool) -> list[Entry]:
    values = found.get(key, None if required else [])
    if not isinstance(values, list):
        raise CalendarFileError([f'{key} 应是日期的列表，如 ["2027-01-01"]。'])
    entries: list[Entry] = []
    problems: list[str] = []
    for value in values:
        try:
            entries.append(entry(value))
        except CalendarFileError as error:
            problems += error.problems
    if problems:
        raise CalendarFileError(problems)
    return entries


def entry(value: Any) -> Entry:
    """``2027-01-01``, ``2027-01-01..2027-01-03``, either with ``=元旦``. Raises CalendarFileError."""
    if not isinstance(value, str):
        raise CalendarFileError([f"“{value}”不是日期，应写作“2027-01-01”。"])
    span, _, name = value.partition("=")
    first, dots, last = span.partition("..")
    return Entry(day(first), day(last if dots else first), name.strip())


def day(words: str) -> date:
    """Raises CalendarFileError for what is no day of the calendar."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise CalendarFileError(
            [f"“{words.strip()}”不是有效的日期，应写作“2027-01-01”。"]
        ) from None


def _holiday_cn(year: int, found: dict[str, Any], name: str) -> Draft:
    papers = found.get("papers")
    source = papers[0] if isinstance(papers, list) and papers else name
    draft = Draft(year, _source(source))
    rows = found["days"]
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise CalendarFileError(["days 应是列表，每项含 date、name、isOffDay。"])
    for row in rows:
        on = day(row["date"])
        (draft.off if row["isOffDay"] else draft.work).append(Entry(on, on, row["name"]))
    return draft


def _is_row(row: Any) -> bool:
    kinds = {"date": str, "name": str, "isOffDay": bool}
    return isinstance(row, dict) and all(isinstance(row.get(k), t) for k, t in kinds.items())
