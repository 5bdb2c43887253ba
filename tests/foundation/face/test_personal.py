"""Numbers and addresses that lead to a person are found in any dress, and others are let alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhicheng.foundation.face.personal import covered, personal_fault


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三 13812345678 提供", "张三 138******78 提供"),
        ("Tel.13812345678", "Tel.138******78"),
        ("138\u00a01234\u200b5678", "138********78"),
        ("电话138-1234-5678。", "电话138********78。"),
        ("+86 13812345678", "+86**********78"),
        ("１３８１２３４５６７８", "138******78"),
        ("身份证110101199003072316", "身份证110*************16"),
        ("11010119900307231x、13900000000", "110*************1x、139******00"),
        ("138.1234.5678", "138********78"),
        ("+86.138．1234．5678", "+86************78"),
        ("110101.19900307.2316", "110***************16"),
        ("110101 . 1990.03.07 . 231X", "110*********************1X"),
        ("110101-1990-03-07-2316", "110*****************16"),
        ("联系zhang.san@example.gov.cn。", "联系*********@************cn。"),
        ("ｚｓ＠ｅｘａｍｐｌｅ．ｃｎ", "**@********cn"),
        ("13812345678@139.com", "***********@*****om"),
        ("0@0.0@0.0", "*@***@*.0"),
        ("旧证110101900307231", "旧证110**********31"),
    ],
)
def test_numbers_of_persons_are_covered_and_refused(text: str, shown: str) -> None:
    assert covered(text) == shown
    fault = personal_fault(text)
    assert "手机号码、身份证号码或电子邮箱" in fault
    assert text[-11:-2] not in fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "市统计局月报2026年11月",
        "专利号ZL202110123456.7",
        "0371-67178899",  # an office is reached by it, no person
        "91410100MA45ABCD12",  # a company
        "共 98765432101 元",
        "0.13812345678",
        "12345678901234567890",
        "13812345678.90元，1381234.5678万元，138.12345678",
        "申请号202310123456.7、CN202310123456.X",
        "2026.01.01至2026.12.31，110101.1990",
        "@所有单位，https://example.cn/@x，版本1.2.3，a@b",
    ],
)
def test_other_numbers_are_let_alone(text: str) -> None:
    assert (covered(text), personal_fault(text)) == (text, "")


@settings(max_examples=50)
@given(st.text(alphabet="张1389024567 -x@.a", max_size=40))
def test_what_was_covered_holds_none(text: str) -> None:
    assert len(covered(text)) == len(text)
    assert not personal_fault(covered(text))
