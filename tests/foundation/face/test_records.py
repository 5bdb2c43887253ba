"""How values are written: days, moments, numbers, and what is not known."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy

from zhicheng.foundation.face.records import (
    Light,
    Link,
    Progress,
    Shown,
    Tone,
    long_date,
    moment,
    plain,
    short_date,
)

LATE_EVENING = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)  # half past midnight in the city


def test_days_are_written_one_way_in_text_and_another_in_tables() -> None:
    assert long_date(date(2026, 1, 2)) == "2026年1月2日"
    assert short_date(date(2026, 1, 2)) == "2026-01-02"


def test_a_moment_falls_on_the_day_of_the_city() -> None:
    assert long_date(LATE_EVENING) == "2026年11月22日"
    assert short_date(LATE_EVENING) == "2026-11-22"
    assert moment(LATE_EVENING) == "2026-11-22 00:30"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (0, "0"),
        (12345, "12,345"),
        (Decimal("1234.50"), "1,234.50"),
        (True, "是"),
        (False, "否"),
        (date(2026, 11, 22), "2026-11-22"),
        (LATE_EVENING, "2026-11-22 00:30"),
        ("云溪县", "云溪县"),
        (gettext_lazy("云溪县"), "云溪县"),
        (Light("逾期", Tone.DANGER), "逾期"),
        (Link("云溪县", "/units/1/"), "云溪县"),
    ],
)
def test_every_shown_value_has_plain_words(value: Shown, words: str) -> None:
    assert plain(value) == words


def test_work_is_going_on_finished_or_ended_badly() -> None:
    assert Progress("导入", 1, 3).light.word == "进行中"
    assert Progress("导入", 3, 3, finished=True).light.tone is Tone.GOOD
    assert Progress("导入", 1, 3, finished=True, failed="文件已损坏").light.word == "未成功"
