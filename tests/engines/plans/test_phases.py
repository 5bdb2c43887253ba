import pytest

from tests.engines.plans.writing import document
from zhicheng.engines.plans import Phase, Reading, read
from zhicheng.engines.plans.facts.stretches import stretch
from zhicheng.engines.plans.text.characters import fold


def reading(steps: str, title: str = "示例市示范工作方案") -> Reading:
    return read(
        document(
            f"{title}\n为推进工作，制定本方案。\n一、重点任务\n（一）建设网点。做好。（市科技局、市财政局）\n"
            f"二、实施步骤\n{steps}\n三、保障措施\n加强领导。"
        )
    )


def phases(steps: str) -> list[Phase]:
    return list(reading(steps).phases)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2023年8月—10月", "2023-08", "2023-10"),
        ("2023年8月至2025年12月", "2023-08", "2025-12"),
        ("2023.3-2023.5", "2023-03", "2023-05"),
        ("20238月一202310月", "2023-08", "2023-10"),
        ("20261月﹣20267月", "2026-01", "2026-07"),
        ("20267月以后", "2026-07", None),
        ("2023年8月", "2023-08", "2023-08"),
        ("2024年3月底前", None, "2024-03"),
        ("2024年—2025年", "2024", "2025"),
        ("即日起至2024年6月", None, "2024-06"),
    ],
)
def test_stretches_of_time(written: str, start: str | None, end: str | None) -> None:
    read_stretch = stretch(fold(written))
    assert read_stretch is not None
    assert (read_stretch.start, read_stretch.end) == (start, end)


def test_no_months_no_stretch() -> None:
    assert stretch("启动阶段") is None


def test_headings_with_months_in_brackets() -> None:
    read_phases = phases(
        "（一）启动阶段（2023年8月—10月）\n动员部署。\n（二）实施阶段（2023年11月—2025年12月）。全面推进。"
    )
    assert [(one.name, one.start, one.end) for one in read_phases] == [
        ("启动阶段", "2023-08", "2023-10"), ("实施阶段", "2023-11", "2025-12"),
    ]  # fmt: skip
    assert read_phases[0].text == "动员部署。"


def test_months_in_the_first_words() -> None:
    read_phases = phases(
        "（一）启动阶段。2023年8月至10月，动员部署。\n（二）2024年全面推进。抓好落实。"
    )
    assert [(one.name, one.start, one.end) for one in read_phases] == [
        ("启动阶段", "2023-08", "2023-10"), ("全面推进", "2024", "2024"),
    ]  # fmt: skip


def test_phases_without_numbers() -> None:
    read_phases = phases(
        "第一阶段：动员部署（2024年3月—4月）。制定方案。\n第二阶段：全面实施（2024年5月以后）。推进工作。\n其他事项另行通知。"
    )
    assert [(one.name, one.end) for one in read_phases] == [
        ("第一阶段：动员部署", "2024-04"),
        ("第二阶段：全面实施", None),
    ]


def test_mangled_dates_are_read_and_doubted() -> None:
    found = reading(
        "（一）启动阶段（20238月一202310月）\n动员。\n（二）巩固阶段（20267月以后）\n巩固。"
    )
    assert [(doubt.text, doubt.kind) for doubt in found.doubts] == [
        ("20238月一202310月", "date_mangled"), ("20267月以后", "date_mangled"),
    ]  # fmt: skip


def test_a_stage_without_months_is_no_phase() -> None:
    assert phases("（一）启动阶段\n动员部署。\n（二）实施阶段（全面铺开）\n推进。") == []


BARE = """（一）动员部署阶段（9月上旬）：全面部署，开展宣传。
（二）集中整治阶段（10-12月）：开展巡查。
（三）回头看阶段（1月中旬至2月底前）：总结经验。"""


def test_bare_months_are_in_the_year_of_the_plan_and_roll_over() -> None:
    found = reading(BARE, "示例市2024年清洁行动工作方案")
    assert [(one.name, one.start, one.end) for one in found.phases] == [
        ("动员部署阶段", "2024-09", "2024-09"),
        ("集中整治阶段", "2024-10", "2024-12"),
        ("回头看阶段", "2025-01", "2025-02"),
    ]
    assert found.phases[0].text == "全面部署，开展宣传。"
    assert [one.title for one in found.outline[1].children] == [
        "动员部署阶段（9月上旬）", "集中整治阶段（10-12月）", "回头看阶段（1月中旬至2月底前）",
    ]  # fmt: skip
    assert [(one.text, one.kind) for one in found.doubts] == [
        ("9月上旬", "year_inferred"),
        ("10-12月", "year_inferred"),
        ("1月中旬至2月底前", "year_inferred"),
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            "（一）启动阶段（4月底前）\n动员。\n（二）巩固阶段（5月以后）\n巩固。",
            [(None, "2024-04"), ("2024-05", None)],
        ),
        (
            "（一）启动阶段（2025年11月）\n动员。\n（二）巩固阶段（12月至次年3月）\n巩固。",
            [("2025-11", "2025-11"), ("2025-12", "2026-03")],
        ),
        (
            "第一阶段：3月至4月，制定方案。\n第二阶段：5月，全面实施。",
            [("2024-03", "2024-04"), ("2024-05", "2024-05")],
        ),
    ],
)
def test_ways_to_write_bare_months(
    steps: str, expected: list[tuple[str | None, str | None]]
) -> None:
    found = reading(steps, "示例市2024年清洁行动工作方案").phases
    assert [(one.start, one.end) for one in found] == expected


def test_bare_months_in_a_plan_without_any_year_are_doubted() -> None:
    found = reading("（一）启动阶段（4月底前）\n动员。\n（二）巩固阶段\n巩固。")
    assert [(one.name, one.start, one.end) for one in found.phases] == [("启动阶段", None, None)]
    assert [one.kind for one in found.doubts] == ["year_missing"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            "（一）启动阶段（2024年上半年）\n动员。\n（二）总结阶段（2024年第四季度）\n总结。",
            [("启动阶段", "2024-01", "2024-06"), ("总结阶段", "2024-10", "2024-12")],
        ),
        (
            "（一）推进阶段（2024年一季度至三季度）\n推进。\n（二）总结阶段（2024年4季度）\n总结。",
            [("推进阶段", "2024-01", "2024-09"), ("总结阶段", "2024-10", "2024-12")],
        ),
        (
            "（一）启动阶段（二〇二四年三月）\n动员。\n（二）整治阶段（二〇二四年四月至十月）\n推进。",
            [("启动阶段", "2024-03", "2024-03"), ("整治阶段", "2024-04", "2024-10")],
        ),
        (
            "（一）启动阶段。时间：2024年3月1日至4月30日。广泛宣传。",
            [("启动阶段", "2024-03", "2024-04")],
        ),
        (
            "2024年3月底前，完成方案编制。\n2024年4月至10月，全面推进。\n其他事项另行通知。",
            [("完成方案编制", None, "2024-03"), ("全面推进", "2024-04", "2024-10")],
        ),
        (
            "——2024年，启动建设。\n——2025年，全面推开。",
            [("启动建设", "2024", "2024"), ("全面推开", "2025", "2025")],
        ),
        (
            "分三步进行：动员阶段（2024年3月），整治阶段（每月一次），总结阶段（2024年10月）。",
            [("动员阶段", "2024-03", "2024-03"), ("总结阶段", "2024-10", "2024-10")],
        ),
        (
            "一是启动阶段（2024年3月）。制定方案。二是推进阶段（2024年4月至11月）。推进。",
            [("启动阶段", "2024-03", "2024-03"), ("推进阶段", "2024-04", "2024-11")],
        ),
    ],
)
def test_unusual_ways_to_date_a_stage(
    steps: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(one.name, one.start, one.end) for one in phases(steps)] == expected
