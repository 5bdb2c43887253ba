"""Chapters that share out duties unit by unit, without brackets."""

from tests.engines.plans.writing import document

from zhicheng.engines.plans import Reading, read

DUTIES = """示例市示范工作实施方案
一、总体要求
坚持稳中求进。
二、重点任务
（一）建设服务网点。完善布局。
三、{title}
{duties}
四、保障措施
加强组织领导。
"""


def given(duties: str, title: str = "职责分工") -> Reading:
    return read(document(DUTIES.format(title=title, duties=duties)))


def shared(duties: str, title: str = "职责分工") -> list[tuple[str, str, tuple[str, ...]]]:
    tasks = given(duties, title).tasks
    return [(t.outline, t.title, t.responsible) for t in tasks if t.outline.startswith("三")]


def test_a_heading_that_is_a_unit() -> None:
    assert shared(
        "（一）市园林局\n制定年度计划。\n（二）市住建局、市水务局等建设主管部门\n落实经费。"
    ) == [
        ("三/(一)", "市园林局", ("市园林局",)),
        ("三/(二)", "市住建局、市水务局等建设主管部门", ("市住建局", "市水务局")),
    ]


def test_a_unit_before_a_colon() -> None:
    assert shared("（一）市财政局：落实经费。\n（二）加强会商：定期通报。") == [
        ("三/(一)", "市财政局", ("市财政局",)),
        ("三/(二)", "加强会商", ()),
    ]


def test_paragraphs_without_numbers_that_open_with_a_unit() -> None:
    duties = (
        "坚持属地管理。\n市民政局：负责制定计划；指导建设。\n每年组织检查。\n"
        "市经委（商务委）：负责督促商户。\n各镇政府、示例集团：负责落实。"
    )
    assert shared(duties) == [
        ("三/¶2", "市民政局", ("市民政局",)),
        ("三/¶3", "市经委（商务委）", ("市经委（商务委）",)),
        ("三/¶4", "各镇政府、示例集团", ("各镇政府", "示例集团")),
    ]
    (first, *_) = [one for one in given(duties).tasks if one.outline == "三/¶2"]
    assert first.text.endswith("每年组织检查。")
    assert first.note == "标题即责任单位"


def test_titles_under_other_headings_are_no_units() -> None:
    assert shared("（一）服务企业\n走访企业。\n（二）市财政局\n落实经费。", "服务事项") == [
        ("三/(一)", "服务企业", ()),
        ("三/(二)", "市财政局", ()),
    ]


def test_a_list_of_units_in_brackets_goes_before_the_title() -> None:
    assert shared(
        "（一）市财政局。落实经费。（责任单位：市财政局、市审计局）\n（二）市民政局。指导。"
    ) == [
        ("三/(一)", "市财政局", ("市财政局", "市审计局")),
        ("三/(二)", "市民政局", ("市民政局",)),
    ]
