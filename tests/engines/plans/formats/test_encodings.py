"""Chinese in every encoding that is in use; nonsense in none."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats.encodings import decode, normalise
from zhicheng.engines.plans.formats.legible import is_legible

SENTENCE = "各县（市、区）人民政府，市政府各部门：现将示例市知识产权强市建设工作方案印发给你们。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_usual_encodings_are_recognised(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_utf_16_of_either_byte_order_needs_its_mark() -> None:
    assert decode(b"\xfe\xff" + SENTENCE.encode("utf-16-be")) == SENTENCE
    with pytest.raises(UnreadableDocument, match="编码"):
        decode(SENTENCE.encode("utf-16-le"))


@pytest.mark.parametrize("declared", ["gb2312", " GBK ", "no-such-charset", "zip", "utf-8", None])
def test_a_declared_charset_is_tried_first_and_not_believed_blindly(declared: str | None) -> None:
    assert decode(SENTENCE.encode("gb18030"), declared) == SENTENCE


@pytest.mark.parametrize(
    "mangled",
    [
        SENTENCE.encode("utf-8").decode("gb18030", "ignore"),  # UTF-8 taken for GBK
        SENTENCE.encode("utf-8").decode("latin-1"),
        SENTENCE.encode("gb18030").decode("latin-1"),
        "\ufffd" * 20 + SENTENCE,
        "\ue123" * 30 + SENTENCE,
    ],
)
def test_mojibake_is_refused(mangled: str) -> None:
    assert not is_legible(mangled)
    with pytest.raises(UnreadableDocument, match="乱码"):
        decode(mangled.encode())


def test_big5_and_random_bytes_are_refused_with_advice() -> None:
    for data in (
        "各縣市政府現將知識產權工作方案印發給你們請認真貫徹執行".encode("big5"),
        hashlib.shake_256(b"noise").digest(4000),
        bytes(range(256)),
    ):
        with pytest.raises(UnreadableDocument, match="另存为 UTF-8"):
            decode(data)


@pytest.mark.parametrize(
    "text", ["", "  \n", "A plan in English.", "简讯", SENTENCE, "Café à Paris"]
)
def test_short_and_foreign_texts_are_legible(text: str) -> None:
    assert is_legible(text)


def test_normalising_leaves_one_line_end_and_nothing_invisible() -> None:
    assert (
        normalise("甲\r\n乙\r丙\x0b丁\u2028戊\u200b己\x00\x07\t庚\xad")
        == "甲\n乙\n丙\n丁\n戊己\t庚"
    )


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableDocument:
        return
    assert "\r" not in text
    assert "\x00" not in text
