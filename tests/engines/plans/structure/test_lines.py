"""Whatever a file does to its lines, the author's paragraphs come out."""

from tests.engines.plans.writing import document

from zhicheng.engines.plans import Block, BlockKind, Document
from zhicheng.engines.plans.structure.lines import passages_of


def texts(text: str) -> list[str]:
    return [one.text for one in passages_of(document(text))]


def wrapped(paragraphs: list[str], width: int = 24, page: int = 6) -> str:
    """Paragraphs as a PDF gives them: cut at a width, page numbers and a header between."""
    lines: list[str] = []
    for paragraph in paragraphs:
        for start in range(0, len(paragraph), width):
            lines.append(paragraph[start : start + width])
            if len(lines) % page == 0:
                lines += [f"— {len(lines) // page} —", "示例市人民政府公报"]
    return "\n".join(lines)


LONG = [
    "一、总体要求",
    "坚持以人民为中心的发展思想，立足本市实际，统筹推进各项工作，着力补齐短板，不断提升公共服务的质量和水平，让群众有更多获得感。",
    "二、重点任务",
    "（一）完善服务网点布局。在各县（市、区）建设服务网点，配备专门人员，建立统一的服务标准和流程，推动服务事项就近办理，到2026年达到300家以上。"
    "（责任单位：市科技局、市财政局、市人力资源和社会保障局，各县（市、区）人民政府）",
    "（二）提升服务能力。开展业务培训，每年组织集中培训不少于两次，引导社会力量参与，鼓励有条件的地方先行先试，总结推广好的经验做法。"
    "（责任单位：市科技局、市教育局、市民政局，各县（市、区）人民政府）",
]  # fmt: skip


def test_lines_cut_at_a_width_are_joined_and_page_furniture_is_dropped() -> None:
    assert texts(wrapped(LONG)) == texts("\n".join(LONG))


def test_a_paragraph_cut_by_a_page_break_is_joined() -> None:
    assert texts("1.做好巡回讲座。组织\n\n讲师逐县授课，编印讲义，收集意见。") == [
        "1.做好巡回讲座。组织讲师逐县授课,编印讲义,收集意见。"
    ]


def test_a_heading_alone_does_not_swallow_its_text() -> None:
    assert texts("（一）加强组织领导\n领导小组统筹协调。") == [
        "(一)加强组织领导",
        "领导小组统筹协调。",
    ]


def test_an_open_list_of_units_goes_on_over_lines() -> None:
    text = "（一）推进建设。加快实施。（责任单位：市科技局、市财政局；完成时限：\n2026年12月）\n（二）强化保障。"
    assert len(texts(text)) == 2


def test_a_date_or_heading_pulled_up_behind_a_full_stop_stands_alone_again() -> None:
    assert texts("请认真执行。2024年3月12日") == ["请认真执行。", "2024年3月12日"]
    assert texts("制定本方案。一、总体要求") == ["制定本方案。", "一、总体要求"]
    assert texts("制定本方案。## 一、总体要求") == ["制定本方案。", "一、总体要求"]


def test_markdown_heads_keep_their_depth_as_a_hint() -> None:
    read = passages_of(document("## **一、总体要求**\n---\n正文。"))
    assert [(one.text, one.level) for one in read] == [("一、总体要求", 2), ("正文。", 0)]


def test_signature_salutation_and_labels_stay_lines_of_their_own() -> None:
    lines = [
        "各县区人民政府，市政府各部门，各有关直属单位和驻市单位：",
        "现印发给你们",
        "示例市人民政府",
        "2024年3月12日",
        "责任单位：市科技局、市财政局",
        "附件：分工表",
    ]
    assert len(texts("\n".join(lines))) == 6


def test_a_document_without_blocks_is_read_by_its_lines() -> None:
    read = passages_of(Document("x", "txt", "一、目标\n达到。", ()))
    assert [one.text for one in read] == ["一、目标", "达到。"]


def test_tables_are_left_to_the_reader_of_tables() -> None:
    text = "正文。\n指标"
    blocks = (Block(BlockKind.PARAGRAPH, 0, 3), Block(BlockKind.TABLE, 4, 6))
    assert [one.text for one in passages_of(Document("x", "docx", text, blocks))] == ["正文。"]


ONE_LINE = (
    "示例市示范工作方案 为推进工作，制定本方案。 一、总体要求 坚持统筹推进，突出重点，补齐短板。 二、重点任务 "
    "（一）完善布局 1.建设网点。在各县区建设服务网点。 责任单位：市科技局、市财政局 2.配备人员。充实力量。"
    " 责任单位：市教育局 （二）提升能力 3.开展培训。每年培训不少于两次。三、保障措施 （一）加强领导。定期调度。"
) + " 补充说明。" * 90  # fmt: skip


def test_a_whole_document_in_one_line_is_unrolled() -> None:
    read = texts(" " + ONE_LINE)
    assert read[:4] == [
        "示例市示范工作方案",
        "为推进工作,制定本方案。",
        "一、总体要求",
        "坚持统筹推进,突出重点,补齐短板。",
    ]
    assert "1.建设网点。在各县区建设服务网点。" in read
    assert "责任单位:市教育局" in read
    assert "3.开展培训。每年培训不少于两次。" in read


def test_a_long_line_that_counts_nothing_stays_whole() -> None:
    assert len(texts("推进工作落实，统一、规范管理。" * 60)) == 1


def test_a_label_goes_on_after_the_bracket_that_opens_it_at_the_end_of_a_line() -> None:
    line = "这一行文字正好写满二十四个字用来显示固定的行宽。"
    units = "责任单位：市科技局、市财政局、市教育局、市民政局、"
    read = texts("\n".join([line[:23] + "，"] * 8 + [line[:23] + "（", units, "市商务局）"]))
    assert len(read) == 1
    assert read[0].endswith("(责任单位:市科技局、市财政局、市教育局、市民政局、市商务局)")


GLUED = (
    "推进示范建设的意见各县区人民政府，市政府各部门：为推进工作，制定本意见。一、指导思想坚持统筹推进，突出重点。"
    "二、主要目标到2026年，网点达到10家以上。三、重点任务（一）建设网点。在各县区建设服务网点。（责任单位：市科技局）"
    "四、组织领导和考核评价定期调度。"
) + "补充说明。" * 120  # fmt: skip


def test_titles_that_run_into_the_text_of_a_document_in_one_line_are_cut_off() -> None:
    read = texts(GLUED)
    assert read[:7] == [
        "推进示范建设的意见",
        "各县区人民政府,市政府各部门:",
        "为推进工作,制定本意见。",
        "一、指导思想",
        "坚持统筹推进,突出重点。",
        "二、主要目标",
        "到2026年,网点达到10家以上。",
    ]
    assert any(line.startswith("四、组织领导和考核评价") for line in read)


def test_a_long_title_is_not_joined_with_the_salutation_below_it() -> None:
    title = "示例市服务管理局关于贯彻落实市政府《关于提升服务、建设示范城市的实施意见》的实施意见"
    lines = [title, "各分局，本局机关各处室、直属单位：", "为推进工作，提出如下意见。"]
    assert len(texts("\n".join(lines))) == 3
