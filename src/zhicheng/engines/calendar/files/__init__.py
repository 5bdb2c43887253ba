"""A calendar as a file: the notice's own text, one year as JSON, or the days of a holiday feed (.ics).

    {"year": 2027,
     "off": ["2027-01-01..2027-01-03=元旦", "2027-04-05"],
     "work": ["2027-02-20"],
     "source": "国务院办公厅关于2027年部分节假日安排的通知"}

An entry is a day or ``FROM..TO``, both counted, and may be named with ``=``. The JSON of holiday-cn
(``days`` with ``date``, ``name``, ``isOffDay``) is read as well.
"""

from zhicheng.engines.calendar.files.checks import checked
from zhicheng.engines.calendar.files.drafts import CalendarFileError, Draft
from zhicheng.engines.calendar.files.feed import drafts_of_feed
from zhicheng.engines.calendar.files.notice import draft_of_notice, is_notice
from zhicheng.engines.calendar.files.plain import draft_of_json
from zhicheng.engines.calendar.years import CalendarYear

__all__ = ["LARGEST", "CalendarFileError", "read_calendar"]

LARGEST = 1_000_000  # bytes; the largest feeds have a hundredth of it


def read_calendar(content: bytes, name: str) -> tuple[CalendarYear, ...]:
    """The years in a file, each checked; of a JSON file it is one.

    name: the file's, to name the source where the file does not. Raises CalendarFileError with all
    that is wrong, in Chinese; then nothing of the file is to be used.
    """
    if len(content) > LARGEST:
        raise CalendarFileError(["文件过大，不像日历文件。"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CalendarFileError(["文件不是 UTF-8 编码的文本。请另存为 UTF-8 后再试。"]) from None
    return _checked(_drafts(text, name))


def _drafts(text: str, name: str) -> list[Draft]:
    if text.lstrip().startswith("{"):
        return [draft_of_json(text, name)]
    if text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        return drafts_of_feed(text, name)
    if is_notice(text):
        return [draft_of_notice(text)]
    return [draft_of_json(text, name)]


def _checked(drafts: list[Draft]) -> tuple[CalendarYear, ...]:
    years: list[CalendarYear] = []
    problems: list[str] = []
    for draft in drafts:
        try:
            years.append(checked(draft))
        except CalendarFileError as error:
            problems += error.problems
    if problems:
        raise CalendarFileError(problems)
    return tuple(years)
