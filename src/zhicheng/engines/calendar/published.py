"""The calendars that the State Council has published, as the library chinesecalendar has them."""

from functools import cache
from importlib.metadata import version

from chinese_calendar.constants import holidays, workdays

from zhicheng.engines.calendar.calendar import Calendar
from zhicheng.engines.calendar.years import CalendarYear


@cache
def published() -> Calendar:
    """Every year from 2004 to the last one that the installed library knows."""
    source = f"国务院办公厅关于部分节假日安排的通知（chinesecalendar {version('chinesecalendar')}）"
    return Calendar.of(
        CalendarYear(
            year=year,
            off=frozenset(day for day in holidays if day.year == year),
            work=frozenset(day for day in workdays if day.year == year),
            source=source,
        )
        for year in sorted({day.year for day in holidays})
    )
