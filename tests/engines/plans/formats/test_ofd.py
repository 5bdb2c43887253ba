"""OFD: text in reading order by geometry, templates, tables; encrypted, scanned, damaged files."""

import pytest

from tests.engines.plans.formats.ofd_writer import NAMESPACE, Page, package, typeset
from tests.engines.plans.formats.sample import SAMPLE, TARGETS
from zhicheng.engines.plans.document import BlockKind, UnreadableDocument
from zhicheng.engines.plans.formats import load_bytes
from zhicheng.engines.plans.formats.ofd import package as reader


def with_objects(*objects: str) -> bytes:
    return package([Page(list(objects))])


def text_object(inside: str, attributes: str = "") -> str:
    return (
        f'<ofd:TextObject Size="6" Boundary="30 40 100 10" {attributes}>{inside}</ofd:TextObject>'
    )


def read(*objects: str) -> str:
    return load_bytes("方案.ofd", with_objects(*objects)).text


def test_paragraphs_tables_and_no_page_numbers() -> None:
    document = load_bytes("方案.ofd", typeset(SAMPLE))
    assert document.format == "ofd"
    assert len(document.blocks) == len(SAMPLE)
    (table,) = (block for block in document.blocks if block.kind is BlockKind.TABLE)
    assert [[document.slice(cell) for cell in row] for row in table.rows] == [
        list(row) for row in TARGETS
    ]
    assert "—" not in document.slice(document.blocks[-1])


def test_reading_order_is_by_place_and_not_by_the_order_of_the_file() -> None:
    page = Page()
    page.text(60, 80, "下行在后")
    page.text(60, 60, "上行")
    page.text(30, 60, "左边")
    assert load_bytes("a.ofd", package([page])).text == "左边 上行\n下行在后\n"


@pytest.mark.parametrize(
    ("inside", "attributes", "text"),
    [
        ('<ofd:TextCode X="0" Y="5" DeltaX="g 3 6">甲乙丙丁</ofd:TextCode>', "", "甲乙丙丁"),
        ('<ofd:TextCode X="0" Y="5" DeltaX="g 1 6 20">甲乙丙</ofd:TextCode>', "", "甲乙 丙"),
        ('<ofd:TextCode X="0" Y="5">甲b乙</ofd:TextCode>', "", "甲b乙"),
        (
            '<ofd:TextCode X="0" Y="5">甲</ofd:TextCode><ofd:TextCode X="6">乙</ofd:TextCode>',
            "",
            "甲乙",
        ),
        ('<ofd:TextCode X="0" Y="5" DeltaY="0 0">甲乙丙</ofd:TextCode>', 'HScale="0.5"', "甲乙丙"),
        ('<ofd:TextCode X="0" Y="5">甲乙</ofd:TextCode>', 'CTM="2 0 0 2 0 0"', "甲乙"),
        ('<ofd:TextCode X="0" Y="5" DeltaX="g 99999999 6">甲\n乙</ofd:TextCode>', "", "甲\n乙"),
    ],
)
def test_text_codes(inside: str, attributes: str, text: str) -> None:
    assert read(text_object(inside, attributes)).strip() == text.replace("\n", "")


def test_what_slants_is_hidden_or_has_no_size_is_not_read() -> None:
    code = '<ofd:TextCode X="0" Y="5">水印</ofd:TextCode>'
    text = read(
        text_object(code, 'CTM="0.7 0.7 -0.7 0.7 0 0"'),
        text_object(code, 'Visible="false"'),
        f'<ofd:TextObject Boundary="0 0 9 9">{code}</ofd:TextObject>',
        "<!-- 注 --><ofd:PageBlock>",
        text_object(code.replace("水印", "正文")),
        "</ofd:PageBlock><ofd:CompositeObject ResourceID='3'/>",
    )
    assert text == "正文\n"


def test_paths_other_than_straight_lines_are_followed() -> None:
    table = Page()
    table.table(60, [("甲", "乙"), ("丙", "丁")])
    curve = (
        '<ofd:PathObject Boundary="28 60 154 20"><ofd:AbbreviatedData>S 0 0 M 0 0 B 1 1 2 2 3 3 '
        "Q 1 1 0 0 A 1 1 0 0 0 5 5 M 0 0 L 154 0 L 154 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    document = load_bytes("a.ofd", package([Page([*table.objects, curve])]))
    assert document.text == "甲\t乙\n丙\t丁\n"


def test_a_template_stands_behind_every_page() -> None:
    header = Page()
    header.text(60, 20, "示例市人民政府办公室文件")
    bodies = []
    for text in ("一、甲的内容", "二、乙的内容", "三、丙的内容"):
        body = Page()
        body.text(30, 60, text)
        bodies.append(body)
    template = "".join(header.objects)
    one = load_bytes("a.ofd", package(bodies[:1], template=template))
    three = load_bytes("a.ofd", package(bodies, template=template))
    assert one.text == "示例市人民政府办公室文件\n一、甲的内容\n"
    assert three.text == "一、甲的内容\n二、乙的内容\n三、丙的内容\n"


def test_a_reference_to_a_missing_template_is_no_matter() -> None:
    body = Page()
    body.text(30, 60, "内容")
    content = (
        f'<ofd:Page xmlns:ofd="{NAMESPACE}"><ofd:Template TemplateID="404"/>'
        "<ofd:Content><ofd:Layer>"
        f"{''.join(body.objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    data = package([body], {"Doc_0/Pages/Page_0/Content.xml": content})
    assert load_bytes("a.ofd", data).text == "内容\n"


@pytest.mark.parametrize(
    "root", ["/Doc_0/Document.xml", "doc_0\\document.XML", " Doc_0/./Document.xml "]
)
def test_locations_in_all_the_forms_that_producers_write(root: str) -> None:
    body = Page()
    body.text(30, 60, "内容")
    entry = (
        f'<ofd:OFD xmlns:ofd="{NAMESPACE}"><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot>'
        "</ofd:DocBody></ofd:OFD>"
    )
    assert load_bytes("a.ofd", package([body], {"OFD.xml": entry})).text == "内容\n"


def test_a_scan_is_refused() -> None:
    page = Page()
    page.picture()
    with pytest.raises(UnreadableDocument, match="扫描件 OFD"):
        load_bytes("a.ofd", package([page]))


def test_an_encrypted_package_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="密码"):
        load_bytes("a.ofd", package([Page()], {"Doc_0/Encryptions.xml": "<a/>"}))


def test_garbled_text_is_refused() -> None:
    page = Page()
    page.text(30, 60, "\ue001" * 30)
    with pytest.raises(UnreadableDocument, match="乱码"):
        load_bytes("a.ofd", package([page]))


@pytest.mark.parametrize(
    "changes",
    [
        {"Doc_0/Document.xml": None},
        {"Doc_0/Document.xml": "<a>"},
        {"Doc_0/Pages/Page_0/Content.xml": "nothing"},
        {"OFD.xml": "<OFD><DocBody><DocRoot/></DocBody></OFD>"},
    ],
)
def test_damage_is_said(changes: dict[str, str | bytes | None]) -> None:
    with pytest.raises(UnreadableDocument, match="OFD 文件已损坏"):
        load_bytes("a.ofd", package([Page()], changes))


@pytest.mark.parametrize("broken", ['Boundary="1"', 'Boundary="0 0 9 9" Size="大"'])
def test_objects_without_sense_are_damage(broken: str) -> None:
    code = "<ofd:TextCode>甲</ofd:TextCode>"
    with pytest.raises(UnreadableDocument, match="OFD 文件已损坏"):
        read(f"<ofd:TextObject {broken}>{code}</ofd:TextObject>")


def test_limits_of_pages_and_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    data = typeset(SAMPLE)
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 100)
    with pytest.raises(UnreadableDocument, match="只上传方案正文"):
        load_bytes("a.ofd", data)
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 10_000)
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(UnreadableDocument, match="只上传方案正文"):
        load_bytes("a.ofd", data)


def test_an_empty_package_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="没有文字"):
        load_bytes("a.ofd", package([]))
