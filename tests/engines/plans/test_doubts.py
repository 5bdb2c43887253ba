from tests.engines.plans.writing import document, plan, reading
from zhicheng.engines.plans import Document, Doubt, read


def doubts(
    goals: str = "逐步完善。", tasks: str = "（一）建设网点。做好。（市科技局、市财政局）"
) -> list[Doubt]:
    return list(reading(goals, tasks).doubts)


def kinds(found: list[Doubt]) -> list[tuple[str, str]]:
    return [(one.field, one.kind) for one in found]


def test_a_fraction_of_a_thing_is_read_as_written_and_doubted() -> None:
    found = reading(goals="到2026年，专利拥有量达到0.76件。")
    assert found.targets[0].value is not None and float(found.targets[0].value) == 0.76
    assert kinds(list(found.doubts)) == [("targets", "implausible")]
    assert "0.76" in found.doubts[0].text


def test_impossible_shares_and_nothing_at_all() -> None:
    assert kinds(doubts("到2026年，覆盖率达到120%。")) == [("targets", "implausible")]
    assert kinds(doubts("到2026年，事故达到0起。")) == [("targets", "implausible")]
    assert doubts("到2026年，产值增长率达到120%，人均拥有量达到1.5个。") == []


def test_a_due_time_before_the_issue() -> None:
    assert (
        kinds(
            doubts(tasks="（一）建设网点。到2020年底，2030年网点达到10家。（市科技局、市财政局）")
        )
        == []
    )
    assert ("due", "implausible") in kinds(
        list(read(document(
            "2024年3月12日\n示例市方案\n一、主要任务\n（一）甲工作。到2020年网点达到10家，2030年进一步提升。（市科技局、市财政局）\n二、保障\n（一）乙。做好。"
        )).doubts)
    )  # fmt: skip


def test_the_same_indicator_with_two_figures() -> None:
    assert kinds(doubts("到2026年，服务网点达到10家。到2026年，服务网点达到20家。")) == [
        ("targets", "contradiction")
    ]
    assert doubts("到2026年，服务网点达到10家。到2026年，服务网点达到10家。") == []


def test_a_figure_among_the_goals_that_no_unit_explains() -> None:
    assert kinds(doubts("到2026年，加工产值与总产值之比达到2.8∶1。")) == [("targets", "unread")]


def test_headings_out_of_order_or_with_a_lost_bracket() -> None:
    found = doubts(
        tasks="（一）甲工作。做好。（市科技局、市财政局）\n三)乙工作。做好。（市教育局）"
    )
    assert kinds(found) == [("outline", "numbering"), ("outline", "numbering")]


def test_a_second_plan_in_the_file() -> None:
    text = plan().text
    found = read(document(text + text))
    assert ("outline", "restart") in kinds(list(found.doubts))
    assert len(found.tasks) == 2 * len(read(plan()).tasks)


def test_numbered_demands_of_a_notice_are_passed_over_and_said_so() -> None:
    notice = (
        "现将方案印发给你们，并提出要求：\n一、提高认识。抓好落实。\n二、加强督导。及时报送。\n"
        "附件：示例市示范工作实施方案\n"
    )
    found = read(document(notice + plan().text))
    assert [task.title for task in found.tasks] == ["建设服务网点", "加强组织领导"]
    assert ("tasks", "skipped") in kinds(list(found.doubts))


def test_numbered_contents_of_an_appendix_are_passed_over_and_said_so() -> None:
    found = read(
        document(plan().text + "附件1\n领导小组名单\n一、组长\n市长。\n二、成员\n各部门。\n")
    )
    assert ("tasks", "skipped") in kinds(list(found.doubts))
    assert len(found.tasks) == 2


def test_pinyin_between_the_characters() -> None:
    spoiled = "推tuī进jìn建jiàn设shè工gōng作。"
    assert ("text", "script") in kinds(
        doubts(tasks=f"（一）建设网点。{spoiled}（市科技局、市财政局）")
    )


def test_traditional_script() -> None:
    text = plan(
        "到2026年，產業發展與經濟環境標準數據運營務實強責專項動設單們來開關點現這進區。" * 3
    ).text
    assert ("text", "script") in kinds(
        list(read(Document("x", "txt", text, document(text).blocks)).doubts)
    )


def test_a_table_taken_apart_into_lines_is_doubted_once() -> None:
    table = "附件\n序号\n工作任务\n责任单位\n完成时限\n1\n建设网点\n市科技局\n6月底"
    text = plan().text + table
    found = [one for one in read(document(text)).doubts if one.kind == "table_flattened"]
    assert [text[slice(*one.span)] for one in found] == ["序号\n工作任务\n责任单位"]
    text = plan().text + "附件\n工作任务\n责任单位\n另行通知"
    assert "table_flattened" not in {one.kind for one in read(document(text)).doubts}


def test_an_item_that_begins_with_its_text_has_no_title_of_its_own() -> None:
    sentence = "结合全市中长期规划，将服务设施纳入总体布局，将包括网点、管线、场站、仓储在内的各类设施纳入专项规划"
    found = reading(tasks=f"（一）{sentence}。做好。（责任单位：市科技局）\n（二）管理。做好。")
    assert [(one.kind, one.field, one.text) for one in found.doubts] == [
        ("untitled", "title", sentence)
    ]
