import pytest

from zhicheng.engines.plans.facts.dates import Clock, day, due_value, dues, five_year_plan, years


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024年3月12日", "2024-03-12"),
        ("二〇一二年三月十三日", "2012-03-13"),
        ("2024-03-12 10:00", "2024-03-12"),
        ("2024年13月12日", None),
        ("日期", None),
    ],
)
def test_days(written: str, date: str | None) -> None:
    assert day(written) == date


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("到2026年", "2026"),
        ("2026年12月底前", "2026-12"),
        ("2026年上半年", "2026-06"),
        ("2026年一季度末", "2026-03"),
        ("到“十四五”末", "2025"),
        ("较2020年", None),
        ("年底前", None),
    ],
)
def test_due_times(written: str, due: str | None) -> None:
    assert due_value(written, Clock()) == due


def test_due_times_without_a_year_need_a_clock() -> None:
    assert due_value("今年底前", Clock("2024")) == "2024"
    assert due_value("年底前", Clock("2024", "2024")) == "2024"
    assert due_value("6月底前", Clock("2024", "2024")) == "2024-06"
    assert due_value("三年内", Clock("2024", "2024")) is None
    assert [one.value for one in dues("到2025年底前，今年内", Clock("2024", "2024"))] == [
        "2025",
        "2024",
    ]


def test_ranges_of_years_and_five_year_plans() -> None:
    assert years("方案(2022-2025年)") == ("2022", "2025")
    assert years("方案(2022-25年)") == ("2022", "2025")
    assert years("方案(2025-2022年)") is None
    assert years("方案") is None
    assert five_year_plan("“十四五”规划") == ("2021", "2025")
    assert five_year_plan("规划") is None
