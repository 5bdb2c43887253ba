"""Made-up days lie in office hours, in the order in which they were made up."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.calendars.hours import in_office_hours

START = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=4000)).map(lambda after: START + after)


@given(moments)
def test_a_moment_of_the_night_is_one_of_a_working_day(moment: datetime) -> None:
    local = timezone.localtime(in_office_hours(moment))
    assert local.weekday() < 5
    assert 9 <= local.hour < 18
    assert abs(local - moment) < timedelta(days=3)


@given(moments, moments)
def test_what_was_later_stays_later(one: datetime, other: datetime) -> None:
    earlier, later = sorted([one, other])
    assert in_office_hours(earlier) <= in_office_hours(later)
