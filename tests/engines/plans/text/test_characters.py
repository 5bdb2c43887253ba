import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.plans.text.characters import bare, digits, fold, numeral


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("（一）：；，", "(一):;,"),
        ("〔2023〕［丙］【丁】", "(2023)(丙)(丁)"),
        ("１．５０％", "1.50%"),
        ("甲—乙－丙﹣丁", "甲-乙-丙-丁"),
        ("\u00a0\u3000", "  "),
    ],
)
def test_widths_brackets_and_dashes_are_made_alike(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_bare_text_has_no_spaces_or_punctuation() -> None:
    assert bare("《示例市 方案（试行）》，") == "示例市方案试行"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("两", 2),
        ("一百", 100),
    ],
)
def test_numerals(written: str, value: int) -> None:
    assert numeral(written) == value


@pytest.mark.parametrize("written", ["", "甲", "一甲"])
def test_what_is_no_numeral(written: str) -> None:
    assert numeral(written) is None


def test_chinese_digits_place_by_place() -> None:
    assert digits("二〇一二年") == "2012年"
