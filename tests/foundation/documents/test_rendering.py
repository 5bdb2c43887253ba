"""Filling templates, and refusing what is none."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
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


def linked(reltype: str, *, outside: bool) -> bytes:
    made = Sheet()
    made.title("{{ title }}")
    part = made.document.part
    if outside:
        part.relate_to("https://example.org/x.dotm", reltype, is_external=True)
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


@pytest.mark.parametrize("attribute", [True, False])
def test_fields_that_call_programs_are_refused(attribute: bool) -> None:
    made = Sheet()
    run = made.document.add_paragraph().add_run("x")
    if attribute:
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), " DDEAUTO c:\\\\cmd.exe ")
        run._element.append(simple)
    else:
        for piece in ("INCL", "UDETEXT http://example.org"):
            text = OxmlElement("w:instrText")
            text.text = piece
            run._element.append(text)
    [fault] = template_faults(made.content(), FIELDS)
    assert "域" in fault


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
