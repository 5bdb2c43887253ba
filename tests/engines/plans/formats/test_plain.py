"""A text file keeps its text; lines become paragraphs, tabbed lines a table."""

import pytest

from zhicheng.engines.plans.document import BlockKind, Document, UnreadableDocument
from zhicheng.engines.plans.formats import limits, load_bytes, plain


def texts(document: Document) -> list[str]:
    return [document.slice(block) for block in document.blocks]


def test_each_line_is_a_paragraph_and_the_text_stays_as_it_was() -> None:
    document = load_bytes(
        "方案.txt", "\ufeff一、目标\r\n\r\n\u3000\u3000到2027年建成。 \r落款".encode()
    )
    assert document.format == "txt"
    assert document.text == "一、目标\n\n\u3000\u3000到2027年建成。 \n落款"
    assert texts(document) == ["一、目标", "到2027年建成。", "落款"]


def test_neighbouring_lines_with_equal_tabs_are_a_table() -> None:
    document = load_bytes("a.txt", "指标\t目标\n专利\t 9件 \n\t\n说明\t一行".encode())
    table, single = document.blocks[0], document.blocks[1]
    assert table.kind is BlockKind.TABLE
    assert [[document.slice(cell) for cell in row] for row in table.rows] == [
        ["指标", "目标"],
        ["专利", "9件"],
    ]
    assert (single.kind, document.slice(single)) == (BlockKind.PARAGRAPH, "说明\t一行")


def test_tables_parted_by_a_blank_line_stay_two_and_an_empty_cell_has_its_place() -> None:
    document = load_bytes("a.txt", "甲\t乙\n丙\t\n\n丁\t戊\n己\t庚".encode())
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE, BlockKind.TABLE]
    empty = document.blocks[0].rows[1][1]
    assert (empty.start, empty.end) == (6, 6)


@pytest.mark.parametrize("content", [b" \n\t\n", "\ufeff".encode()])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="没有文字"):
        load_bytes("a.txt", content)


def test_a_text_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MAX_CHARACTERS > 10_000
    monkeypatch.setattr(plain, "MAX_CHARACTERS", 20)
    with pytest.raises(UnreadableDocument, match="不像一份工作方案"):
        load_bytes("a.txt", ("工作方案" * 6).encode())
