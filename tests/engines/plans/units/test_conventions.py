"""Rules that a document gives for all its lists."""

from tests.engines.plans.writing import reading


def test_a_standing_clause_adds_to_the_later_lists_and_says_so() -> None:
    read = reading(
        tasks="（一）建设网点。做好。（责任单位：市科技局，各县（市、区）政府。以下均需各县（市、区）政府落实，不再列出）\n"
        "（二）配备人员。做好。（责任单位：市教育局）\n（三）总结。做好。"
    )
    assert read.tasks[1].responsible == ("市教育局", "各县（市、区）政府")
    assert "以下均需" in read.tasks[1].note
    assert read.tasks[2].responsible == ()


def test_an_alias_is_expanded() -> None:
    read = reading(
        tasks="（一）建设网点。做好。（责任单位：市科技局，各旗县政府及托管乡的园区办事机构，"
        "以下将各旗县政府及托管乡的园区办事机构统称各旗县政府）\n（二）配备人员。做好。（责任单位：市教育局、各旗县政府）"
    )
    assert read.tasks[1].responsible == ("市教育局", "各旗县政府", "托管乡的园区办事机构")
    assert "统称" in read.tasks[1].note


def test_a_name_that_includes_others_is_expanded() -> None:
    read = reading(
        tasks="（一）建设网点。做好。（责任单位：市科技局、各区政府（含高新区管委会，下同））\n（二）配备人员。做好。（责任单位：各区政府）"
    )
    assert read.tasks[1].responsible == ("各区政府", "高新区管委会")


def test_an_alias_without_several_members_changes_nothing() -> None:
    read = reading(tasks="（一）建设网点。以下将市科技局统称科技部门。（责任单位：科技部门）")
    assert read.tasks[0].responsible == ("科技部门",)


def test_the_first_named_may_lead_everywhere() -> None:
    read = reading(
        tasks="各项任务列第一位的为牵头单位。\n（一）建设网点。做好。（市科技局、市财政局）\n（二）管理。做好。（牵头单位：市教育局；责任单位：市财政局）"
    )
    assert [task.lead for task in read.tasks[:2]] == [("市科技局",), ("市教育局",)]
    assert read.tasks[0].responsible == ("市财政局",)


def test_those_before_the_first_comma_may_lead() -> None:
    read = reading(
        tasks="责任单位中第一个逗号前的单位为牵头单位。\n（一）建设网点。做好。（市科技局、市财政局，市教育局）\n（二）管理。做好。（市民政局、市教育局）"
    )
    assert read.tasks[0].lead == ("市科技局", "市财政局")
    assert read.tasks[1].lead == ("市民政局",)
