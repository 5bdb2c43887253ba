"""Numbers that somebody typed are found; dates, ordinals and numbers of documents are none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhicheng.governance.bulletins.rules import Kind, first_summary, unsourced


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("拥有量达到987654件", ["第1行第6个字“987654件”"]),
        ("总体平稳。\n同比增长12.5%，", ["第2行第5个字“12.5%”"]),
        ("拥有量987,654件", ["第1行第4个字“987,654件”"]),
        ("新增１２家", ["第1行第3个字“12家”"]),
        ("提前3天", ["第1行第3个字“3天”"]),
        ("九十八万余件，占百分之五十", ["第1行第1个字“九十八万余件”", "第1行第9个字“百分之五十”"]),
        ("共30家（来源：市统计公报）。另有20家", ["第1行第18个字“20家”"]),
        ("共30家（来源：）", ["第1行第2个字“30家”"]),
        ("PCT 320件，PCT320件", ["第1行第5个字“320件”", "第1行第13个字“320件”"]),
        ("GDP 1,320亿元", ["第1行第5个字“1,320亿元”"]),
        ("ISO 9001家，A12家", ["第1行第5个字“9001家”", "第1行第12个字“12家”"]),
        (
            "增长两成，是上年的三倍，翻一番",
            ["第1行第3个字“两成”", "第1行第10个字“三倍”", "第1行第13个字“翻一番”"],
        ),
        (
            "三成五、三分之二、一半以上",
            ["第1行第1个字“三成五”", "第1行第5个字“三分之二”", "第1行第10个字“一半”"],
        ),
        ("共2026-98765件", ["第1行第2个字“2026”", "第1行第7个字“98765件”"]),
        ("{{ tasks.total }}中的5项", ["第1行第20个字“5项”"]),
    ],
)
def test_numbers_without_a_source_are_named_with_their_place(text: str, found: list[str]) -> None:
    assert unsourced(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年1—9月，2025-2026年，截至2026-09-30，3月15日前，5月至8月，9:30",
        "《规划（2021—2035年）》、国办发〔2026〕3号",
        "1.推进\n（2）做好\n2、完善",
        "第3次会议第1、2项，第十二条",
        "“4·26”宣传周，GB/T 29490-2023，5G产业，任务2026-0024",
        "三个方面、十百千万工程、十四五",
        "共{{ tasks.total }}，其中逾期{{ tasks.overdue }}",
        "共30家，新增5家（数据来源：市统计公报）",
        "第七十四条、第12条第（三）项、第2026-0024号，法释〔2021〕4号，（2026）3号",
        "十四五规划、“十五五”期间、十四五项目、三年行动、二十条措施",
        "按期完成，形成一成不变的做法，一体建成；两成员单位",
        "ZL202110123456.7、202110123456.X，DB41/T 2112—2021，GB/T 29490-2023，IPv6、AI2.0、5G项目",
        *(first_summary(kind) for kind in Kind),
    ],
)
def test_what_counts_nothing_needs_no_source(text: str) -> None:
    assert unsourced(text) == []


@settings(max_examples=100)
@given(
    st.sampled_from(
        ["", "PCT", "PCT ", "GDP", "ISO ", "GB/T ", "共", "“", "（", "2026-", "A", "第1、"]
    ),
    st.integers(1, 99_999),
    st.sampled_from(["", " ", "余", "万"]),
    st.sampled_from(["件", "家", "户", "亿元", "%", "倍"]),
)
def test_a_number_with_its_unit_is_found_whatever_stands_before(
    before: str, number: int, between: str, unit: str
) -> None:
    assert unsourced(f"总量{before}{number}{between}{unit}，较快增长")


@settings(max_examples=50)
@given(
    st.dates(),
    st.sampled_from(["{:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0.month}月{0.day}日"]),
)
def test_no_day_is_taken_for_a_number(day: date, written: str) -> None:
    day = day.replace(year=1900 + day.year % 200, day=min(day.day, 28))
    assert unsourced(f"截至{written.format(day)}，按期推进") == []
