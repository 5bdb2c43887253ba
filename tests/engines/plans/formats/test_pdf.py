"""PDF: text and tables by geometry; encrypted, scanned, garbled and damaged files refused."""

from io import BytesIO

import pytest

from tests.engines.plans.formats.sample import SAMPLE, TARGETS, needs_office, office, word
from zhicheng.engines.plans.document import BlockKind, UnreadableDocument
from zhicheng.engines.plans.formats import load_bytes, pdf


def pdf_file(
    *streams: str, page: str = "", trailer: str = "", extra: tuple[str, ...] = ()
) -> bytes:
    """A small PDF, one page a content stream, font F1 (Helvetica), further objects from number 90.

    Chinese needs an embedded font, so these texts are Latin; Chinese comes from LibreOffice below.
    """
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(streams)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for n, stream in enumerate(streams):
        objects[10 + 2 * n] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            "/Resources << /Font << /F1 3 0 R >> "
            f"/XObject << /Im 90 0 R >> >> {page} /Contents {11 + 2 * n} 0 R >>"
        )
        objects[11 + 2 * n] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    for n, body in enumerate(extra):
        objects[90 + n] = body
    out, offsets = BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in sorted(objects.items()):
        offsets[number] = out.tell()
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {max(offsets) + 1}\n0000000000 65535 f \n".encode())
    for number in range(1, max(offsets) + 1):
        state = f"{offsets[number]:010d} 00000 n" if number in offsets else "0000000000 00000 f"
        out.write(f"{state} \n".encode())
    size = max(offsets) + 1
    out.write(f"trailer << /Size {size} /Root 1 0 R {trailer} >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def show(x: float, y: float, text: str, matrix: str = "1 0 0 1") -> str:
    return f"BT /F1 12 Tf {matrix} {x} {y} Tm ({text}) Tj ET\n"


IMAGE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)
SCAN = "600 0 0 800 0 0 cm /Im Do"
TABLE = "".join(
    [
        *(f"100 {y} m 300 {y} l S\n" for y in (500, 530, 560)),
        *(f"{x} 500 m {x} 560 l S\n" for x in (100, 200)),
        "299.5 500 1 60 re f\n",
        "400 400 m 450 450 l S\n",
        "400 400 m 410 400 420 410 450 450 c S\n",
        *(
            show(x, y, t)
            for x, y, t in [(105, 540, "A"), (205, 540, "B"), (105, 510, "C"), (205, 510, "D")]
        ),
    ]
)


def test_lines_are_read_from_top_to_bottom() -> None:
    data = pdf_file(show(50, 700, "The second line") + show(50, 720, "The first"))
    assert load_bytes("a.pdf", data).text == "The first\nThe second line\n"


@pytest.mark.parametrize(
    ("rotation", "matrix", "places"),
    [
        (0, "1 0 0 1", [(50, 720), (50, 700)]),
        (90, "0 1 -1 0", [(80, 50), (100, 50)]),
        (180, "-1 0 0 -1", [(550, 80), (550, 100)]),
        (270, "0 -1 1 0", [(520, 750), (500, 750)]),
    ],
)
def test_turned_pages_are_read_as_they_are_shown(
    rotation: int, matrix: str, places: list[tuple[float, float]]
) -> None:
    (x0, y0), (x1, y1) = places
    stream = show(x1, y1, "A long line below it", matrix) + show(x0, y0, "Up", matrix)
    data = pdf_file(stream, page=f"/Rotate {rotation}")
    assert load_bytes("a.pdf", data).text == "Up\nA long line below it\n"


def test_watermarks_that_slant_are_left_out() -> None:
    slanting = show(200, 300, "SECRET", "0.7 0.7 -0.7 0.7")
    assert load_bytes("a.pdf", pdf_file(slanting + show(50, 700, "Text"))).text == "Text\n"


def test_a_ruled_table() -> None:
    document = load_bytes("a.pdf", pdf_file(TABLE))
    assert document.blocks[0].kind is BlockKind.TABLE
    assert document.text == "A\tB\nC\tD\n"


def test_a_page_with_very_many_lines_is_read_without_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_MAX_RULES", 2)
    document = load_bytes("a.pdf", pdf_file(TABLE))
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_scans_are_refused_and_single_scanned_pages_noted() -> None:
    with pytest.raises(UnreadableDocument, match="扫描件 PDF"):
        load_bytes("a.pdf", pdf_file(SCAN, extra=(IMAGE,)))
    document = load_bytes(
        "a.pdf", pdf_file(show(50, 700, "One"), show(50, 700, "Two"), SCAN, extra=(IMAGE,))
    )
    assert document.notices == ("第 3 页只有图片，没有文字，未能读取。",)


def test_a_file_without_any_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="没有文字"):
        load_bytes("a.pdf", pdf_file(""))


def test_a_password_is_asked_of_the_owner() -> None:
    encrypt = (
        f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    )
    data = pdf_file(
        show(50, 700, "Text"), trailer="/Encrypt 90 0 R /ID [<00><00>]", extra=(encrypt,)
    )
    with pytest.raises(UnreadableDocument, match="密码"):
        load_bytes("a.pdf", data)


ENCRYPTED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"%s":{"type":"string","value":"secret"}}'
)


def test_a_password_to_open_is_asked_for_and_one_to_change_is_no_hindrance() -> None:
    needs_office()
    source = word(["示例市知识产权强市建设工作方案"])
    with pytest.raises(UnreadableDocument, match="密码"):
        load_bytes("a.pdf", office(source, ".docx", ENCRYPTED % "DocumentOpenPassword"))
    permission = ENCRYPTED.replace("EncryptFile", "RestrictPermissions") % "PermissionPassword"
    assert load_bytes("a.pdf", office(source, ".docx", permission)).text.startswith("示例市")


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", pdf_file(show(9, 9, "x"))[:60]])
def test_damage_is_said(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="已损坏"):
        load_bytes("a.pdf", data)


def test_characters_without_meaning_are_garbled_text() -> None:
    private = " ".join(f"<{n:02x}> <e{n:03x}>" for n in range(65, 91))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "1 begincodespacerange <00> <ff> endcodespacerange "
        f"26 beginbfchar {private} endbfchar endcmap end end"
    )
    data = pdf_file(show(50, 700, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")).replace(
        b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /ToUnicode 90 0 R"
    )
    stream = f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream"
    body = data[: data.index(b"xref\n")] + f"90 0 obj\n{stream}\nendobj\n".encode()
    data = body + b"trailer << /Root 1 0 R /Size 91 >>\n%%EOF\n"
    with pytest.raises(UnreadableDocument, match="乱码"):
        load_bytes("a.pdf", data)


def test_limits_of_pages_and_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_file(show(50, 700, "One"), show(50, 700, "Two"))
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 4)
    with pytest.raises(UnreadableDocument, match="只上传方案正文"):
        load_bytes("a.pdf", data)
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(UnreadableDocument, match="只上传方案正文"):
        load_bytes("a.pdf", data)


def test_a_chinese_document_with_a_table() -> None:
    needs_office()
    document = load_bytes("方案.pdf", office(word(SAMPLE), ".docx", "pdf"))
    tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert [[document.slice(cell) for cell in row] for table in tables for row in table.rows] == [
        list(row) for row in TARGETS
    ]
    assert len(document.blocks) == len(SAMPLE)
