"""Working days and deadlines (R-T-1 to R-T-8): pure, exact where a calendar is published, else an estimate.

    from zhicheng.engines.calendar import Period, deadline, published

    deadline(date(2026, 9, 24), Period.parse("3wd"), published()).day  # 2026-09-30

Who asks for an exact day of a year without a published calendar gets ``CalendarUnknown``; ``estimate``
answers the same question from what the law fixes, and says that its answer is provisional.
"""

from zhicheng.engines.calendar.calendar import Calendar, CalendarUnknown
from zhicheng.engines.calendar.deadlines import Deadline, again, deadline, estimate
from zhicheng.engines.calendar.estimated import estimated
from zhicheng.engines.calendar.exclusions import Exclusion, Stop
from zhicheng.engines.calendar.periods import Period, PeriodError, Unit
from zhicheng.engines.calendar.published import published
from zhicheng.engines.calendar.years import CalendarYear

__all__ = [
    "Calendar",
    "CalendarUnknown",
    "CalendarYear",
    "Deadline",
    "Exclusion",
    "Period",
    "PeriodError",
    "Stop",
    "Unit",
    "again",
    "deadline",
    "estimate",
    "estimated",
    "published",
]
