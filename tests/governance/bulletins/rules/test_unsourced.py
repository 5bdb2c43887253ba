"""Numbers that somebody typed are found; dates, ordinals and numbers of documents are none."""

import pytest

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
        *(first_summary(kind) for kind in Kind),
    ],
)
def test_what_counts_nothing_needs_no_source(text: str) -> None:
    assert unsourced(text) == []
