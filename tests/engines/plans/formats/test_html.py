"""Web pages: blocks in order, data tables as tables, layout tables as text, no scripts."""

import pytest

from zhicheng.engines.plans.document import BlockKind, Document, UnreadableDocument
from zhicheng.engines.plans.formats import load_bytes
from zhicheng.engines.plans.formats.html import _LONGEST_CELL
from zhicheng.engines.plans.formats.limits import MAX_DEPTH, MAX_TAGS


def page(body: str, head: str = "") -> Document:
    return load_bytes("a.html", f"<!DOCTYPE html><html><head>{head}</head>{body}</html>".encode())


def lines(document: Document) -> list[str]:
    return document.text.rstrip("\n").split("\n")


def test_blocks_part_the_text_and_inline_elements_do_not() -> None:
    document = page(
        "<body>首页<div>一、<b>总体</b>\n  <span>目标</span></div><p>第一行<br>第二行</p>尾巴"
        "<h2 class=x>二、<em>任务</em></h2>后文</body>"
    )
    assert lines(document) == [
        "首页",
        "一、总体 目标",
        "第一行",
        "第二行",
        "尾巴",
        "二、任务",
        "后文",
    ]
    headings = [b for b in document.blocks if b.kind is BlockKind.HEADING]
    assert [(b.level, document.slice(b)) for b in headings] == [(2, "二、任务")]


def test_scripts_styles_comments_and_the_head_are_dropped() -> None:
    document = page(
        "<p>正文<!-- 注 --></p><script>var 脚本</script><style>样式</style><noscript>无</noscript>",
        head="<title>标题</title>",
    )
    assert lines(document) == ["正文"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines(page("<pre>甲\n乙</pre><p>丙\n丁</p>")) == ["甲", "乙", "丙 丁"]


def test_a_data_table_keeps_merged_cells_and_its_caption() -> None:
    document = page(
        "<table><caption>指标表</caption><thead><tr><th rowspan=2>指标<th colspan='2'>年度</tr>"
        "</thead>"
        "<tr><td>2025<td><p>2027</p><p>预期</p></tr><tr><td>专利<td>5件<td>9件</tr></table>"
    )
    caption, table = document.blocks
    assert document.slice(caption) == "指标表"
    assert [[document.slice(cell) for cell in row] for row in table.rows] == [
        ["指标", "年度", "年度"],
        ["指标", "2025", "2027 预期"],
        ["专利", "5件", "9件"],
    ]
    assert table.rows[0][0] == table.rows[1][0]
    assert document.slice(table) == "指标\t年度\t\n\t2025\t2027 预期\n专利\t5件\t9件"


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>导航</p><td><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></table>",
        "<table><tr><td>甲<td>乙</table>",
        "<table><tr><td>甲<tr><td>乙</table>",
        f"<table><tr><td>甲<td>乙<tr><td>{'文' * (_LONGEST_CELL + 1)}<td>丁</table>",
    ],
)
def test_tables_that_lay_out_the_page_are_read_as_text(table: str) -> None:
    document = page(table)
    assert document.blocks[0].kind is BlockKind.PARAGRAPH


def test_ordered_lists_show_their_numbers() -> None:
    document = page(
        "<ol><li>甲<li>乙<ul><li>点</ul></ol>"
        "<ol type=A start=3><li>丙</ol>"
        "<ol style='list-style-type: simp-chinese-informal'><li>丁</ol>"
        "<ol style='list-style:none'><li>戊</ol><ol start='很多'><li>己</ol><li>散"
    )
    assert lines(document) == ["1.甲", "2.乙", "点", "C.丙", "一、丁", "戊", "1.己", "散"]


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        (
            "<meta charset='gb2312'><p>知识产权强市建设工作方案，市政府各部门请认真组织实施。</p>",
            "gb18030",
        ),
        ("<meta http-equiv=Content-Type content='text/html; charset=gbk'><p>通知</p>", "gb18030"),
        ("<?xml version='1.0' encoding='gbk'?><html><p>通知</p></html>", "gb18030"),
        ("<html><p>通知</p></html>", "utf-16"),
    ],
)
def test_the_charset_is_what_the_page_declares(source: str, encoding: str) -> None:
    document = load_bytes("a.htm", source.encode(encoding))
    assert document.format == "html"
    assert "通知" in document.text or "知识产权" in document.text


def test_thousands_of_unclosed_elements_are_no_matter() -> None:
    assert lines(page("<font><div>" * 2000 + "<p>" * 9000 + "</b></b>深处</p>")) == ["深处"]


@pytest.mark.parametrize("source", ["<div>" * (MAX_DEPTH + 1), "<br>" * (MAX_TAGS + 1)])
def test_a_page_built_to_hang_the_parser_is_refused(source: str) -> None:
    with pytest.raises(UnreadableDocument, match="结构异常"):
        page(source + "文")


@pytest.mark.parametrize("source", ["<html></html>", "<p> </p><script>x</script>"])
def test_a_page_without_text_is_refused(source: str) -> None:
    with pytest.raises(UnreadableDocument, match="没有文字"):
        load_bytes("a.html", source.encode())


def test_a_table_that_claims_a_million_places_is_refused() -> None:
    row = "<td rowspan=60000 colspan=1000>格"
    with pytest.raises(UnreadableDocument, match="万格"):
        page("<table>" + f"<tr>{row}{row}" * 300 + "</table>")
