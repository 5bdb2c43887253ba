"""How a statute counts its days (R-T-5), and on which day a paper is served (R-T-6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhicheng.engines.calendar.periods import Period, Unit


@dataclass(frozen=True, slots=True)
class DayCount:
    """Which periods "in days" of a statute are working days. source: the article that says so."""

    statute: str
    working_days: frozenset[int]
    valid_from: date
    source: str


DAY_COUNTS = (
    DayCount(
        statute="行政处罚法",
        working_days=frozenset({2, 3, 5, 7}),
        valid_from=date(2021, 7, 15),
        source="行政处罚法（2021年修订）第八十五条",
    ),
)


def days_of(statute: str, number: int, *, on: date) -> Period:
    """The period that a statute's "``number`` 日" means to somebody who reads it on a day (R-T-5).

    Calendar days, unless the statute in force says that these are working days.
    """
    counts = (c for c in DAY_COUNTS if c.statute == statute and c.valid_from <= on)
    working = any(number in count.working_days for count in counts)
    return Period(number, Unit.WORKING_DAYS if working else Unit.DAYS)


MAIL_DAYS = timedelta(days=15)
"""专利法实施细则（2023年修订）第四条: a paper sent by mail is deemed received 15 days after dispatch."""


def served_electronically(entered: date) -> date:
    """The day on which a paper entered the party's system, when CNIPA sends it electronically (R-T-6)."""
    return entered


def served_by_mail(dispatched: date) -> date:
    """The day on which a mailed paper is deemed received (R-T-6); not moved when it is a rest day."""
    return dispatched + MAIL_DAYS
