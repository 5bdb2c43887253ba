"""Goals that stand before the first heading."""

from tests.engines.plans.writing import document, rows

from zhicheng.engines.plans import Period, read

PLAN = """示例市能源局
2024年3月12日
示例市能源示范行动方案
{}
一、主要任务
（一）建设网点。完善布局。（责任单位：市科技局、市财政局）
二、保障措施
加强领导。
"""


def test_goals_in_the_preamble_are_read_with_their_due_times() -> None:
    found = read(
        document(PLAN.format("全市已有网点9家，制定本方案。到2027年，网点达到20家。力争达到30家。"))
    )
    assert rows((one.outline, one.value, one.due) for one in found.targets) == [
        ("¶1", 20, "2027"), ("¶1", 30, "2027"),
    ]  # fmt: skip
    assert found.period == Period(None, "2027")


def test_a_preamble_without_a_due_time_has_no_goals() -> None:
    found = read(document(PLAN.format("为落实到位2020年的要求，网点达到20家，制定本方案。")))
    assert found.targets == ()
