"""Automatic numbers as Word writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.plans.formats.numerals import numeral


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (0, "chineseCounting", "零"),
        (3, "chineseCounting", "三"),
        (10, "chineseCountingThousand", "十"),
        (11, "japaneseCounting", "十一"),
        (20, "taiwaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (2030, "chineseCounting", "二千零三十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (102, "ideographDigital", "一〇二"),
        (2, "ideographTraditional", "乙"),
        (12, "ideographZodiac", "亥"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (1, "decimalEnclosedParen", "⑴"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (5, "decimal", "5"),
        (5, "unheardOf", "5"),
        (5, "bullet", ""),
        (5, "none", ""),
        (12345, "chineseCounting", "12345"),
        (-1, "decimal", "-1"),
    ],
)
def test_styles(number: int, style: str, written: str) -> None:
    assert numeral(number, style) == written


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_different_numbers_are_written_differently(a: int, b: int) -> None:
    assert (numeral(a, "chineseCounting") == numeral(b, "chineseCounting")) == (a == b)
