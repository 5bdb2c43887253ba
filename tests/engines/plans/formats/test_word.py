"""Word documents as Word shows them: numbers, merged cells, text boxes, notes, tracked changes."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.engines.plans.formats.sample import saved
from zhicheng.engines.plans.document import BlockKind, Document
from zhicheng.engines.plans.formats import load_bytes


def read(document: WordDocument) -> Document:
    return load_bytes("方案.docx", saved(document))


def lines(document: Document) -> list[str]:
    return document.text.rstrip("\n").split("\n")


def add_xml(document: WordDocument, xml: str) -> None:
    """Append block-level XML to the body; the w: namespace is declared for it."""
    declared = xml.replace(">", f" {nsdecls('w')}>", 1)
    document.element.body.insert(len(document.element.body) - 1, parse_xml(declared))


def define_list(document: WordDocument, number: int, levels: str, num: str = "") -> None:
    """A list definition with these levels and a w:num of the same number."""
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    use_list(document, number, number, num)


def use_list(document: WordDocument, num: int, abstract: int, inside: str = "") -> None:
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>'
            f"{inside}</w:num>"
        )
    )


def level(index: int, style: str, text: str, more: str = "", start: str = "1") -> str:
    start = f'<w:start w:val="{start}"/>' if start else ""
    return (
        f'<w:lvl w:ilvl="{index}">{start}<w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(document: WordDocument, text: str, num: int, index: int | None = 0) -> None:
    depth = "" if index is None else f'<w:ilvl w:val="{index}"/>'
    add_xml(
        document,
        f'<w:p><w:pPr><w:numPr>{depth}<w:numId w:val="{num}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>",
    )


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.", start="")
    + level(3, "decimal", "%1-%4", "<w:isLgl/>")
    + level(4, "bullet", "\uf0b7")
)


def test_headings_have_their_depth_and_a_title_none() -> None:
    document = docx.Document()
    document.add_heading("示例市工作方案", 0)
    document.add_heading("一、目标", 1)
    document.add_heading("（一）创造", 2)
    document.add_paragraph("正文。")
    add_xml(
        document,
        '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>按大纲级别</w:t></w:r></w:p>',
    )
    add_xml(
        document, '<w:p><w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>正文级</w:t></w:r></w:p>'
    )
    found = read(document)
    assert [(b.kind, b.level) for b in found.blocks] == [
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_a_style_may_be_a_heading_by_its_name_alone() -> None:
    document = docx.Document()
    style = document.styles.add_style("标题 2", 1)
    style.base_style = None
    document.add_paragraph("（一）保护", style="标题 2")
    assert read(document).blocks[0].level == 2


def test_automatic_numbers_are_written_out() -> None:
    document = docx.Document()
    define_list(document, 50, OFFICIAL)
    for text, index in [
        ("目标", 0), ("任务", 0), ("创造", 1), ("培育", 2), ("品牌", 2), ("点", 4),
        ("运用", 1), ("转化", 2), ("附", 3), ("保障", 0), ("组织", 1),
    ]:  # fmt: skip
        item(document, text, 50, index)
    assert lines(read(document)) == [
        "一、目标", "二、任务", "（一）创造", "1.培育", "2.品牌", "点",
        "（二）运用", "1.转化", "2-1 附", "三、保障", "（一）组织",
    ]  # fmt: skip


def test_an_empty_numbered_paragraph_counts_and_is_not_shown() -> None:
    document = docx.Document()
    define_list(document, 50, OFFICIAL)
    item(document, "", 50)
    item(document, "任务", 50)
    assert lines(read(document)) == ["二、任务"]


def test_lists_of_one_definition_share_their_count_unless_one_starts_anew() -> None:
    document = docx.Document()
    define_list(document, 50, OFFICIAL)
    use_list(document, 51, 50)
    use_list(
        document, 52, 50, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    )
    own = level(0, "upperLetter", "%1.")
    use_list(document, 53, 50, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    for num in (50, 51, 52, 52, 53):
        item(document, "项", num)
    assert lines(read(document)) == ["一、项", "二、项", "一、项", "二、项", "C.项"]


def test_a_level_that_does_not_restart_runs_on() -> None:
    document = docx.Document()
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')
    define_list(document, 50, levels)
    for index in (0, 1, 0, 1):
        item(document, "项", 50, index)
    assert lines(read(document)) == ["1.项", "(1)项", "2.项", "(2)项"]


def test_the_list_may_come_from_the_style_and_its_level_be_tied_to_it() -> None:
    document = docx.Document()
    tied = level(1, "decimal", "%2)", '<w:pStyle w:val="Tied"/>')
    define_list(document, 50, level(0, "decimal", "%1.") + tied)
    for name in ("Tied", "Plain"):
        style = document.styles.add_style(name, 1)
        properties = f'<w:pPr {nsdecls("w")}><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr>'
        style.element.append(parse_xml(properties))
        document.add_paragraph("项", style=name)
    item(document, "无号", 0)
    assert lines(read(document)) == ["1)项", "1.项", "无号"]


def test_a_definition_may_be_linked_through_a_style() -> None:
    document = docx.Document()
    define_list(document, 50, level(0, "decimal", "%1)"))
    style = document.styles.add_style("Listed", 1)
    properties = f'<w:pPr {nsdecls("w")}><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr>'
    style.element.append(parse_xml(properties))
    define_list(document, 60, '<w:numStyleLink w:val="Listed"/>')
    define_list(document, 61, '<w:numStyleLink w:val="Missing"/>')
    item(document, "项", 60)
    item(document, "项", 61)
    item(document, "项", 999)
    assert lines(read(document)) == ["1)项", "项", "项"]


def test_a_level_that_is_not_defined_has_no_number() -> None:
    document = docx.Document()
    define_list(document, 50, level(0, "decimal", "%1.%3 "))
    item(document, "项", 50, 7)
    item(document, "项", 50, 0)
    assert lines(read(document)) == ["项", "1.1 项"]


def test_merged_cells_are_repeated_with_the_same_span() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"第{row}行{column}列"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "目标\n9件"
    found = read(document)
    rows = found.blocks[0].rows
    assert [[found.slice(cell) for cell in row] for row in rows] == [
        ["指标", "第0行1列", "第0行2列"],
        ["指标", "第1行1列", "第1行2列"],
        ["第2行0列", "目标 9件", "目标 9件"],
    ]
    assert rows[0][0] == rows[1][0]
    assert found.slice(found.blocks[0]).split("\n")[1] == "\t第1行1列\t第1行2列"


def test_rows_may_begin_later_and_a_stray_continuation_is_a_cell() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, "甲乙丙丁", strict=True):
        cell.text = text
    second = table.rows[1]._tr
    second.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="1"/></w:trPr>'))
    first = table.cell(0, 0)._tc.get_or_add_tcPr()
    first.append(parse_xml(f"<w:vMerge {nsdecls('w')}/>"))
    found = read(document)
    assert found.slice(found.blocks[0]) == "甲\t乙\t\n\t丙\t丁"


def test_rows_and_cells_in_content_controls_are_read() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    for cell, text in zip(table._cells, "甲乙", strict=True):
        cell.text = text
    row = table.rows[0]._tr
    wrapper = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    row.addprevious(wrapper)
    wrapper[0].append(row)
    assert lines(read(document)) == ["甲\t乙"]


def test_tables_for_layout_are_read_as_paragraphs_and_inner_tables_as_text() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "一、目标"
    frame.add_table(1, 2).cell(0, 1).text = "内"
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "里"
    long = document.add_table(1, 2)
    long.cell(0, 0).text = "正文" * 1200
    long.cell(0, 1).text = "旁"
    document.add_table(1, 2)
    found = read(document)
    assert [b.kind.value for b in found.blocks] == [
        "paragraph", "table", "table", "paragraph", "paragraph",
    ]  # fmt: skip
    assert [found.slice(b)[:4] for b in found.blocks] == [
        "一、目标",
        "\t内",
        "外\t里",
        "正文正文",
        "旁",
    ]


def test_line_breaks_part_lines_and_signs_are_kept() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("示例市人民政府")
    run.add_break()
    run.add_text("关于印发方案的通知\t")
    add_xml(document, "<w:p><w:r><w:t>2025</w:t><w:noBreakHyphen/><w:t>2027</w:t></w:r></w:p>")
    assert lines(read(document)) == ["示例市人民政府", "关于印发方案的通知", "2025-2027"]


def test_what_is_deleted_hidden_or_a_field_code_is_not_read_and_what_is_inserted_is() -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink w:anchor="x"><w:r><w:t>链接</w:t>'
        "</w:r></w:hyperlink><!-- 注 --><w:r><w:t/></w:r></w:p>",
    )
    add_xml(
        document,
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert lines(read(document)) == ["新显链接", "控件"]


def test_an_automatic_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、目标\t1", style="toc 1")
    add_xml(
        document,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>目录</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.add_paragraph("一、目标")
    assert lines(read(document)) == ["一、目标"]


BOX = (
    '<w:p {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>'
    "{choice}<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>旧框</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
CHOICE = (
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p>'
    "</w:txbxContent></w:drawing></mc:Choice>"
)


@pytest.mark.parametrize(("choice", "box"), [(CHOICE, "文本框"), ("", "旧框")])
def test_a_text_box_follows_its_paragraph_once(choice: str, box: str) -> None:
    document = docx.Document()
    xml = BOX.format(w=nsdecls("w"), choice=choice)
    document.element.body.insert(0, parse_xml(xml))
    table = document.add_table(1, 2)
    table.cell(0, 0)._tc.append(parse_xml(xml))
    table.cell(0, 1).text = "右"
    assert lines(read(document)) == ["正文", box, f"正文 {box}\t右"]


FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def with_footnotes(data: bytes, notes: str) -> bytes:
    """The document with a footnotes part (python-docx makes none)."""
    source, target = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES}"/>'
                text = text.replace(b"</Types>", f"{part}</Types>".encode())
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rF" Type="{RELATION}" Target="footnotes.xml"/>'
                text = text.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
            archive.writestr(name, text)
        archive.writestr(
            "word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
        )
    return target.getvalue()


def test_notes_stand_at_the_end_and_their_marks_not_in_the_sentence() -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:p><w:r><w:t>达到9件</w:t><w:footnoteReference w:id="3"/></w:r>'
        '<w:r><w:t>以上。</w:t><w:endnoteReference w:id="8"/></w:r></w:p>',
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in ((1, "未引用"), (3, "按常住人口计算"))
    )
    found = load_bytes("a", with_footnotes(saved(document), notes))
    assert lines(found) == ["达到9件以上。", "[1] 按常住人口计算"]


def test_a_document_without_numbering_or_default_style_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("通知")
    for style in document.styles.element.findall(qn("w:style")):
        document.styles.element.remove(style)
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del part.rels[key]
    assert lines(read(document)) == ["通知"]
