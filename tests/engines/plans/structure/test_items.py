from tests.engines.plans.writing import reading


def test_paragraphs_with_their_own_units_are_tasks_of_their_own() -> None:
    tasks = reading(
        tasks="（一）建设网点\n优化布局。科学选址。（牵头单位：市科技局；责任单位：市财政局）\n"
        "农业方面:推广技术。（牵头单位：市农业农村局）\n没有标题的一段话"
        "（责任单位：市教育局）"
    ).tasks
    assert [(task.outline, task.title) for task in tasks[:3]] == [
        ("三/(一)/¶1", "优化布局"),
        ("三/(一)/¶2", "农业方面"),
        ("三/(一)/¶3", "没有标题的一段话"),
    ]
    assert tasks[0].lead == ("市科技局",)
    assert tasks[0].text == "科学选址。"


def test_units_on_a_line_of_their_own_belong_to_the_paragraph_before() -> None:
    (task, *_) = reading(tasks="（一）建设网点。科学选址。\n责任单位：市科技局、市财政局").tasks
    assert task.responsible == ("市科技局", "市财政局")
    assert task.text == "科学选址。"


def test_several_lists_in_one_task_are_kept_apart() -> None:
    (task, *_) = reading(tasks="（一）建设网点。科学选址。（市科技局）配齐人员。（市教育局）").tasks
    assert [one.responsible for one in task.assignments] == [("市科技局",), ("市教育局",)]
    assert task.responsible == ("市科技局", "市教育局")


def test_steps_are_one_task_if_units_stand_only_behind_the_last() -> None:
    read = reading(
        tasks="1.建设网点。\n（1）选址。做好。\n（2）装修。做好。（责任单位：市科技局）\n2.配齐人员。抓好。（市教育局）"
    )
    assert [task.outline for task in read.tasks[:2]] == ["三/1", "三/2"]
    assert "装修" in read.tasks[0].text


def test_steps_with_their_own_units_are_tasks() -> None:
    read = reading(
        tasks="1.建设网点。\n（1）选址。做好。（市科技局）\n（2）装修。做好。（市财政局）\n2.配齐人员。抓好。（市教育局）"
    )
    assert [task.outline for task in read.tasks[:3]] == ["三/1/(1)", "三/1/(2)", "三/2"]


def test_units_at_a_heading_hold_for_the_tasks_below_it() -> None:
    read = reading(
        tasks="（一）建设网点（责任单位：市科技局）\n1.选址。做好。\n2.装修。做好。（市财政局）\n（二）管理。做好。"
    )
    assert [task.responsible for task in read.tasks[:3]] == [("市科技局",), ("市财政局",), ()]
    assert "三/(一)" in read.tasks[0].note


def test_an_item_of_the_goals_that_names_units_is_a_task() -> None:
    read = reading(goals="（一）建成网点。达到10家。（责任单位：市科技局、市财政局）")
    assert read.tasks[0].outline == "二/(一)"


def test_a_paragraph_may_be_nothing_but_its_lead_in() -> None:
    tasks = reading(
        tasks="（一）建设网点\n选好地址。\n责任单位：市科技局\n配齐人员。\n责任单位：市财政局"
    ).tasks
    assert [(task.outline, task.title, task.responsible) for task in tasks[:2]] == [
        ("三/(一)/¶1", "选好地址", ("市科技局",)),
        ("三/(一)/¶2", "配齐人员", ("市财政局",)),
    ]


def test_a_heading_without_a_title_is_kept() -> None:
    assert (
        reading(tasks="（一）。做好工作，到2026年网点达到10家。（市科技局、市财政局）")
        .tasks[0]
        .title
        == ""
    )


def test_lists_below_the_last_of_several_items_hold_for_all_of_them() -> None:
    read = reading(
        tasks="（一）建设网点\n1.选好地址，配齐设施。\n2.配齐人员，开展培训。\n牵头单位：市科技局\n责任单位：市财政局\n"
        "（二）加强管理。做好。（市教育局）"
    )
    assert [(task.outline, task.lead, task.responsible) for task in read.tasks[:2]] == [
        ("三/(一)/1", ("市科技局",), ("市财政局",)),
        ("三/(一)/2", ("市科技局",), ("市财政局",)),
    ]
