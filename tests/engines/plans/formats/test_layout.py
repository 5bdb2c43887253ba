"""Pages of placed characters become lines, tables and paragraphs, without page furniture."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.plans.document import BlockKind, Document, UnreadableDocument
from zhicheng.engines.plans.formats.builder import Builder
from zhicheng.engines.plans.formats.layout.flow import add_pages
from zhicheng.engines.plans.formats.layout.furniture import without_furniture
from zhicheng.engines.plans.formats.layout.geometry import Glyph, Line, Page, Rule, plain, straight
from zhicheng.engines.plans.formats.layout.lines import lines
from zhicheng.engines.plans.formats.layout.scans import report_scans
from zhicheng.engines.plans.formats.layout.tables import cut_tables

WIDE = 20  # characters in a full line


def glyphs(text: str, y: float, left: float = 0, size: float = 10) -> list[Glyph]:
    return [
        Glyph(character, left + place * size, left + (place + 1) * size, y, size)
        for place, character in enumerate(text)
    ]


def page(*rows: str | tuple[str, float], start: float = 20, size: float = 10) -> Page:
    """Lines of text one below the other; a tuple gives the indentation in characters."""
    made = Page()
    for number, row in enumerate(rows):
        text, indent = row if isinstance(row, tuple) else (row, 0)
        made.glyphs += glyphs(text, start + number * 15, indent * size, size)
    return made


def flowed(*pages: Page) -> Document:
    builder = Builder("a.pdf", "pdf")
    add_pages(builder, pages)
    return builder.document()


def texts(document: Document) -> list[str]:
    return [document.slice(block) for block in document.blocks]


def line(text: str, y: float = 0) -> Line:
    return Line(text, 0, 10 * len(text), y, 10)


FULL = "全" * WIDE


def test_full_lines_run_on_and_short_ones_end_the_paragraph() -> None:
    assert texts(flowed(page((FULL[:18], 2), FULL, "末行。", ("新段落。", 2)))) == [
        FULL[:18] + FULL + "末行。",
        "新段落。",
    ]


@pytest.mark.parametrize(
    "next_line",
    ["一、目标", "（二）任务", "3.培育", "第二章 总则", "## **四、任务**", "2025年3月18日"],
)
def test_numbered_headings_and_dates_begin_a_paragraph_after_a_full_line(next_line: str) -> None:
    assert texts(flowed(page(FULL, FULL, next_line))) == [FULL * 2, next_line]


def test_a_decimal_at_the_start_of_a_line_is_no_heading() -> None:
    assert texts(flowed(page(FULL, "4.26世界知识产权日"))) == [FULL + "4.26世界知识产权日"]


def test_a_line_cut_short_by_a_long_number_runs_on() -> None:
    assert texts(flowed(page(FULL, FULL[:17], "20000000件。"))) == [
        FULL + FULL[:17] + "20000000件。"
    ]


def test_a_wide_gap_and_another_size_part_paragraphs() -> None:
    far = page(FULL, FULL, FULL)
    far.glyphs += glyphs("远处", 120)
    large = page(FULL)
    large.glyphs += glyphs("大字", 40, size=14)
    assert texts(flowed(far)) == [FULL * 3, "远处"]
    assert texts(flowed(large)) == [FULL, "大字"]


def test_a_paragraph_runs_on_over_a_page() -> None:
    body = [FULL] * 9
    assert texts(flowed(page(*body), page("接上页。", ("另起", 2)))) == [
        FULL * 9 + "接上页。",
        "另起",
    ]


def test_latin_words_are_joined_with_a_space() -> None:
    rows = page("x" * WIDE, "word", start=20)
    assert texts(flowed(rows)) == ["x" * WIDE + " word"]


def test_gaps_become_spaces_and_doubled_characters_are_one() -> None:
    row = [
        *glyphs("达到", 10),
        *glyphs("12", 10.5, left=24),
        *glyphs(" 件", 10, left=44),
        *glyphs("件", 10, left=54.5),
        Glyph("", 90, 100, 10, 10),
    ]
    assert [found.text for found in lines(row)] == ["达到 12 件"]
    assert lines([]) == []
    assert lines(glyphs("  ", 10)) == []


def test_look_alike_characters_are_the_ones_meant() -> None:
    assert plain("\u2f00") == "一"
    assert plain("\uf900") == "豈"
    assert plain("\uf0b7") == ""
    assert plain("市") == "市"


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [
            line(f"示例市人民政府公报{n}", 5),
            line(f"附件{n}", 40),
            line(f"尾{n}", 60),
            line(f"— {n} —", 90),
        ]
        for n in (1, 2, 3)
    ]
    kept = without_furniture(pages)
    assert [[found.text for found in one] for one in kept] == [
        ["附件1", "尾1"],
        ["附件2", "尾2"],
        ["附件3", "尾3"],
    ]


@pytest.mark.parametrize("number", ["第 1 页", "第1页 共3页", "1/3", "- 1 -", "1"])
def test_forms_of_page_numbers(number: str) -> None:
    assert (
        without_furniture([[line("正文"), line("末行", 20), line(number, 90)]])[0][-1].text
        == "末行"
    )


def test_bare_figures_are_page_numbers_only_where_they_count_the_pages() -> None:
    counting = [[line("甲"), line("5", 90)], [line("乙"), line("6", 90)]]
    odd = [[line("甲"), line("7", 90)], [line("乙"), line("30", 90)]]
    assert [len(one) for one in without_furniture(counting)] == [1, 1]
    assert [len(one) for one in without_furniture(odd)] == [2, 2]


def test_what_stands_in_the_middle_or_twice_only_stays() -> None:
    middle = [[line("甲"), line("乙"), line("— 1 —"), line("丙"), line("丁")]]
    assert len(without_furniture(middle)[0]) == 5
    assert [len(one) for one in without_furniture([[line("同样")], [line("同样")]])] == [1, 1]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    lying = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return lying + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def table_page(*texts_: str, top: float = 100, rules: list[Rule] | None = None) -> Page:
    """Two columns, as many rows as needed."""
    rows = (len(texts_) + 1) // 2
    ys = [top + 20 * row for row in range(rows + 1)]
    made = Page(rules=grid([0, 100, 200], ys) if rules is None else rules)
    for place, text in enumerate(texts_):
        made.glyphs += glyphs(text, top + 20 * (place // 2) + 14, 5 + 100 * (place % 2))
    return made


def test_a_ruled_table_between_paragraphs() -> None:
    made = table_page("指标", "目标", "专利", "9件")
    made.glyphs += glyphs("前文", 50) + glyphs("后文", 200)
    document = flowed(made)
    assert [b.kind for b in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.TABLE,
        BlockKind.PARAGRAPH,
    ]
    assert texts(document) == ["前文", "指标\t目标\n专利\t9件", "后文"]


def test_cells_that_no_line_parts_are_one() -> None:
    rules = [
        *(Rule(0, y, 200, y) for y in (100, 140)),
        Rule(100, 120, 200, 120),
        *(Rule(x, 100, x, 140) for x in (0, 100, 200)),
        Rule(150, 120, 150, 140),
    ]
    made = Page(rules=rules)
    made.glyphs = glyphs("并", 124, 40) + glyphs("上", 114, 120)
    made.glyphs += glyphs("左", 134, 130) + glyphs("右", 134, 160)
    document = flowed(made)
    rows = document.blocks[0].rows
    assert [[document.slice(cell) for cell in row] for row in rows] == [
        ["并", "上", "上"],
        ["并", "左", "右"],
    ]


def test_borders_drawn_piece_by_piece_are_one_line() -> None:
    pieces = [
        *(Rule(x, y, x + 50, y) for y in (100, 120, 140) for x in (0, 50, 100, 150)),
        *(Rule(x, y, x, y + 20) for x in (0, 100, 200) for y in (100, 120)),
        *(Rule(0, y, 200, y) for y in (101, 102.6)),
        *(Rule(x, 500, x + 20, 500) for x in (0, 90)),
        Rule(0, 100, 1, 100),
    ]
    assert texts(flowed(table_page("指标", "目标", "专利", "9件", rules=pieces))) == [
        "指标\t目标\n专利\t9件"
    ]


def test_a_table_that_goes_on_over_the_page_is_one_without_its_repeated_head() -> None:
    first = table_page("指标", "目标", "专利", "9件")
    second = table_page("指标", "目标", "商标", "6件")
    third = table_page("地标", "3件")
    third = table_page("地标", "3件", "版权", "1件")
    assert texts(flowed(first, second, third)) == [
        "指标\t目标\n专利\t9件\n商标\t6件\n地标\t3件\n版权\t1件"
    ]


def test_tables_of_other_width_stay_apart() -> None:
    wide = Page(rules=grid([0, 60, 120, 200], [100, 120, 140]))
    for place, text in enumerate("甲乙丙丁戊己"):
        wide.glyphs += glyphs(text, 114 + 20 * (place // 3), 5 + 62 * (place % 3))
    assert len(flowed(table_page("指标", "目标", "专利", "9件"), wide).blocks) == 2


def test_frames_and_drawings_are_no_tables() -> None:
    framed = page("正文")
    framed.rules = grid([0, 300], [0, 200])
    assert [b.kind for b in flowed(framed).blocks] == [BlockKind.PARAGRAPH]
    drawing = page("正文")
    drawing.rules = [Rule(x * 7, x * 9, x * 7, x * 9 + 6) for x in range(700)]
    assert cut_tables(drawing) == ([], drawing.glyphs)
    assert cut_tables(Page(rules=grid([0, 1], [0, 1])))[0] == []


def test_lines_that_slant_are_no_rules() -> None:
    assert straight((0, 0), (10, 10)) == []
    assert straight((10, 5), (0, 5)) == [Rule(0, 5, 10, 5)]


def test_scanned_pages_are_noted_or_refused() -> None:
    scan = Page(has_picture=True)
    builder = Builder("a.pdf", "pdf")
    builder.paragraph("正文")
    report_scans(builder, [page("正文")] * 20 + [scan] * 9, "PDF")
    report_scans(builder, [page("正文")] * 2 + [scan], "PDF")
    assert builder.document().notices == (
        "第 21、22、23、24、25、26、27、28 等 页只有图片，没有文字，未能读取。",
        "第 3 页只有图片，没有文字，未能读取。",
    )
    with pytest.raises(UnreadableDocument, match="扫描件 OFD"):
        report_scans(builder, [scan, page("封面")], "OFD")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("示例市1a，"),
            st.floats(0, 500),
            st.floats(0, 800),
            st.floats(0.1, 40),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_no_character_is_lost_or_invented_wherever_it_stands(
    placed: list[tuple[str, float, float, float]],
) -> None:
    made = [Glyph(text, x, x + size, y, size) for text, x, y, size in placed]
    read = "".join(found.text for found in lines(made))
    assert set(read) - {" "} <= {text for text, *_ in placed}
    assert set(read) - {" "} == {text for text, *_ in placed}
