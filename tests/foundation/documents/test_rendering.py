"""Filling templates, and refusing what is none."""

import time
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.documents.kinds import FIELDS, VALUES, sheet, whole

from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.documents.paper import Sheet
from zhicheng.foundation.documents.rendering import rendered, template_faults


def words(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


def cells(content: bytes) -> list[str]:
    [table] = Document(BytesIO(content)).tables
    return [cell.text for row in table.rows for cell in row.cells]


def test_a_template_is_filled() -> None:
    made = rendered(whole(), FIELDS, VALUES)
    title = "第一次<会议> & 纪要"
    said = ["1 甲", "张说", "李说", "2 乙", "附注：第一行\n第二行"]
    assert words(made) == [title, f"标题：{title}", *said, title]
    assert cells(made) == ["序号", "姓名", "1", "王", "2", "赵"]


def test_lists_may_be_empty() -> None:
    made = rendered(whole(), FIELDS, {"title": "函", "note": "", "items": [], "rows": []})
    assert words(made) == ["函", "标题：函", "附注：", "函"]
    assert cells(made) == ["序号", "姓名"]


def test_the_same_values_give_the_same_bytes() -> None:
    assert whole() == whole()
    assert rendered(whole(), FIELDS, VALUES) == rendered(whole(), FIELDS, VALUES)
    other = rendered(whole(), FIELDS, {**VALUES, "note": "改"})
    before = parts(rendered(whole(), FIELDS, VALUES))
    differing = {name for name, part in parts(other).items() if before[name] != part}
    assert differing == {"word/document.xml"}


@given(st.text(max_size=40))
def test_values_are_words_never_markup(text: str) -> None:
    made = rendered(TITLE_ALONE, FIELDS, {**VALUES, "title": f"甲{text}乙"})
    [said] = words(made)
    assert said.startswith("甲")
    assert said.endswith("乙")


TITLE_ALONE = sheet(lambda made: made.title("{{ title }}"))


def test_a_sound_template_has_no_faults() -> None:
    assert template_faults(whole(), FIELDS) == []


def test_unknown_placeholders_are_named_wherever_they_stand() -> None:
    made = Sheet()
    made.line("{{ one }}")
    made.document.sections[0].header.paragraphs[0].text = "{{ two }}"
    made.document.sections[0].footer.paragraphs[0].text = "{{ three }}"
    made.document.core_properties.subject = "{{ four }}"
    assert template_faults(made.content(), FIELDS) == [
        f"没有“{name}”这个字段。" for name in ("one", "two", "three", "four")
    ]


def test_a_placeholder_in_a_footnote_is_looked_at_too() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    note = "<w:footnote><w:p><w:r><w:t>{{ no }}</w:t></w:r></w:p></w:footnote>"
    notes = f'<w:footnotes xmlns:w="{word}">{note}</w:footnotes>'
    found = parts(TITLE_ALONE)
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{office}/footnotes" Target="footnotes.xml"/>'
    found[types] = found[types].replace(b"</Types>", override.encode())
    found[relations] = found[relations].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )
    found["word/footnotes.xml"] = notes.encode()
    assert template_faults(zipped(found), FIELDS) == ["没有“no”这个字段。"]


def test_loops_that_do_not_stand_alone_are_refused() -> None:
    def build(made: Sheet) -> None:
        made.document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% for row in rows %}"
        made.line("{% endfor %}")

    [fault] = template_faults(sheet(build), FIELDS)
    assert "单独成行" in fault


def linked(reltype: str, *, outside: bool, to: str = "https://example.org/x.dotm") -> bytes:
    made = Sheet()
    made.title("{{ title }}")
    part = made.document.part
    if outside:
        part.relate_to(to, reltype, is_external=True)
    else:
        part.relate_to(part, reltype)
    return made.content()


def test_what_reaches_out_is_refused() -> None:
    base = RELATIONSHIP_TYPE.HYPERLINK.rpartition("/")[0]
    assert template_faults(linked(RELATIONSHIP_TYPE.HYPERLINK, outside=True), FIELDS) == []
    [fault] = template_faults(linked(f"{base}/attachedTemplate", outside=True), FIELDS)
    assert "attachedTemplate" in fault
    [fault] = template_faults(linked(f"{base}/image", outside=True), FIELDS)
    assert "外部链接" in fault
    [fault] = template_faults(linked(f"{base}/oleObject", outside=False), FIELDS)
    assert "oleObject" in fault


@pytest.mark.parametrize("to", ["https://example.gov.cn/", "mailto:zscq@example.gov.cn", "#附表"])
def test_links_to_pages_and_mailboxes_are_taken(to: str) -> None:
    assert template_faults(linked(RELATIONSHIP_TYPE.HYPERLINK, outside=True, to=to), FIELDS) == []


@pytest.mark.parametrize(
    "to",
    [
        "file:///C:/x.exe", "FILE://server/x", "\\\\server\\x", "javascript:alert(1)", "ms-word:ofe|u|x",
        "x.exe", "",
    ],
)  # fmt: skip
def test_links_to_files_and_programs_are_refused(to: str) -> None:
    [fault] = template_faults(linked(RELATIONSHIP_TYPE.HYPERLINK, outside=True, to=to), FIELDS)
    assert "链接只能指向" in fault and to[:10] in fault


def with_body(xml: str) -> bytes:
    """A template with one more paragraph, as somebody would write it into the archive by hand."""
    found = parts(TITLE_ALONE)
    name = "word/document.xml"
    found[name] = found[name].replace(b"<w:sectPr", f"<w:p>{xml}</w:p><w:sectPr".encode(), 1)
    return zipped(found)


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(*codes: str, inside: str = "") -> str:
    written = "".join(map(code, codes))
    return f"{mark('begin')}{written}{inside}{mark('separate')}<w:r><w:t>1</w:t></w:r>{mark('end')}"


@pytest.mark.parametrize(
    "xml",
    [
        field("PAGE") + field("DDEAUTO c:\\cmd.exe"),
        field("D&#68;EAUTO c:\\cmd.exe"),
        field("<![CDATA[DDEAUTO]]> c:\\cmd.exe"),
        field("INCL", "UDETEXT http://example.org"),
        field("D", "<!-- x -->DE", "AUTO x"),
        field("TC<!-- x -->DDE x"),
        field("dde x"),
        field("IF 1=1", inside=field("LINK x")),
        field("", inside=field("QUOTE DDEAUTO")),
        field("PAGE {{ title }}"),
        field('HYPERLINK "file:///C:/x.exe"'),
        field("hyperlink file://server/x"),
        field('HYPERLINK "\\\\\\\\server\\\\x"'),
        field("HYPERLINK \\\\server\\share"),
        field('HYPERLINK \\o "提示" “file:///x”'),
        field("HYPER", 'LINK "java', 'script:x"'),
        field("HYPERLINK ", inside=field("QUOTE file:///x")),
        mark("begin") + code("HYPERLINK ") + "<w:r><w:t>file:///x</w:t></w:r>" + mark("end"),
        mark("begin") + code("DATE ") + "<w:r><w:t>{% if title %}</w:t></w:r>" + mark("end"),
        mark("{{ title }}"),
        mark("end") + code("DDEAUTO x"),
        mark("begin") + code("DDEAUTO x"),
        code("INCL") + code("UDETEXT x"),
        '<w:fldSimple w:instr=" DDEAUTO c:\\cmd.exe "/>',
        '<w:fldSimple w:instr="&#68;DEAUTO x"/>',
        '<x:fldSimple xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" x:instr="LINK x"/>',
        "<w:r><w:delInstrText>DDEAUTO x</w:delInstrText></w:r>",
    ],
)
def test_fields_that_call_programs_are_refused(xml: str) -> None:
    faults = template_faults(with_body(xml), FIELDS)
    assert any("不能使用的域" in fault for fault in faults), faults


def test_fields_that_show_the_document_itself_are_let_in() -> None:
    simple = (
        '<w:fldSimple w:instr=" NUMPAGES \\* MERGEFORMAT "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    )
    sum_of = field("= 1 + ", inside=field("SEQ", " 表"))
    xml = field(" PAGE ", r"\* MERGEFORMAT") + field("TOC \\o") + sum_of + simple
    assert template_faults(with_body(xml), FIELDS) == []


def test_entities_of_its_own_are_refused() -> None:
    found = parts(TITLE_ALONE)
    name = "word/document.xml"
    entity = b'<!DOCTYPE w:document [<!ENTITY a "DDE">]><w:document'
    found[name] = found[name].replace(b"<w:document", entity, 1)
    [fault] = template_faults(zipped(found), FIELDS)
    assert "打不开" in fault


def test_what_is_too_much_is_refused_at_once() -> None:
    row = "<w:r><w:t>{{tr title }}</w:t></w:r>" * 20_000
    table = f"<w:tbl><w:tr><w:tc><w:p>{row}</w:p></w:tc></w:tr></w:tbl>"
    began = time.process_time()
    [fault] = template_faults(with_body(f"</w:p>{table}<w:p>"), FIELDS)
    assert "占位符过多" in fault
    assert time.process_time() - began < 5  # with regular expressions alone it took twelve seconds
    [fault] = template_faults(with_body(f"<w:r><w:t>{'字' * 1_500_000}</w:t></w:r>"), FIELDS)
    assert "文字过多" in fault


def test_what_is_no_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", b"PK\x03\x04", zipped({"word/document.xml": b"<x>"})):
        [fault] = template_faults(content, FIELDS)
        assert "打不开" in fault
    monkeypatch.setattr("zhicheng.foundation.documents.rendering._UNPACKED_LARGEST", 100)
    [fault] = template_faults(whole(), FIELDS)
    assert "过大" in fault


def zipped(found: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return target.getvalue()
