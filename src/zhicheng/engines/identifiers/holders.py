"""Codes of organisations and persons (R-ID-2, R-ID-3)."""

import re
from datetime import date

from stdnum.cn import ric, uscc

from zhicheng.engines.identifiers.checkdigits import organisation_check
from zhicheng.engines.identifiers.divisions import division
from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.sources import Source

_CREDIT_ALPHABET = "0-9A-HJ-NP-RTUWXY"
_CREDIT = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}\d{{6}}[{_CREDIT_ALPHABET}]{{10}}")
_CREDIT_LENGTH = 18
_REGISTRARS = {"1": "机构编制", "5": "民政", "9": "市场监督管理", "N": "农业农村", "Y": "其他"}
_NATIONAL = "100000"


def read_credit_code(text: str) -> Reading:
    """A unified social credit code, GB 32100. Raises IdentifierError.

    The organisation code inside (characters 9 to 17) has a check digit of its own, which some real
    organisations fail: that is noted, and no reason to refuse.
    """
    code = text.replace("-", "")
    if len(code) != _CREDIT_LENGTH:
        message = f"统一社会信用代码为 18 位，写的是 {len(code)} 位。"
        raise IdentifierError(Reason.LENGTH, message)
    if not _CREDIT.fullmatch(code):
        message = "统一社会信用代码只含数字和大写字母（没有 I、O、S、V、Z），第 3 至 8 位为数字。"
        raise IdentifierError(Reason.CHARACTER, message)
    if uscc.calc_check_digit(code) != code[-1]:
        message = "统一社会信用代码的校验位（第 18 位）不符，请逐位核对。"
        raise IdentifierError(Reason.CHECK_DIGIT, message)
    facts = {"登记机关行政区划": code[2:8], "组织机构代码": f"{code[8:16]}-{code[16]}"}
    if code[0] in _REGISTRARS:
        facts["登记管理部门"] = _REGISTRARS[code[0]]
    return Reading(code, code, facts, tuple(_credit_notes(code)))


def _credit_notes(code: str) -> list[str]:
    notes = []
    if organisation_check(code[8:16]) != code[16]:
        notes.append(
            "其中的组织机构代码（第 9 至 17 位）校验位不符；个别单位确实如此，请核对证照。"
        )
    if code[2:8] != _NATIONAL and division(code[2:8]) is None:
        notes.append(f"登记机关行政区划代码 {code[2:8]} 不在 GB/T 2260 中，请核对证照。")
    return notes


def read_organisation_code(text: str) -> Reading:
    """``600037341`` or ``60003734-1``, GB 11714. Raises IdentifierError."""
    code = text.replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        message = "组织机构代码为 8 位数字或大写字母加 1 位校验位。"
        raise IdentifierError(Reason.FORMAT, message)
    if organisation_check(code[:8]) != code[8]:
        message = "组织机构代码的校验位不符，请逐位核对。"
        raise IdentifierError(Reason.CHECK_DIGIT, message)
    return Reading(code, f"{code[:8]}-{code[8]}")


_RESIDENT, _LEGACY = re.compile(r"\d{17}[\dX]"), re.compile(r"\d{15}")
_CENTENARIANS = frozenset({"996", "997", "998", "999"})
"""Serials that 15-digit numbers kept for people born before 1900."""


def read_resident_id(text: str) -> Reading:
    """A resident identity number, GB 11643; one of 15 digits is written as the one of 18. Raises IdentifierError.

    Display is masked. Sex and birthday are no facts of the reading: nobody needs them to check a number.
    """
    if _LEGACY.fullmatch(text):
        text = _modern(text)
    if not _RESIDENT.fullmatch(text):
        message = "居民身份证号码为 17 位数字加 1 位校验位（数字或 X），旧号码为 15 位数字。"
        raise IdentifierError(Reason.FORMAT, message)
    born = _birthday(text)
    if ric.calc_check_digit(text) != text[-1]:
        raise IdentifierError(Reason.CHECK_DIGIT, "居民身份证号码的校验位不符，请逐位核对。")
    _check_place(text[:6], born)
    return Reading(text, masked_person(text))


def masked_person(text: str) -> str:
    """``110105********002X``, right or wrong; text has 15 or 18 signs."""
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}"


def _modern(text: str) -> str:
    century = "18" if text[12:] in _CENTENARIANS else "19"
    body = f"{text[:6]}{century}{text[6:]}"
    return body + ric.calc_check_digit(f"{body}0")


def _birthday(text: str) -> date:
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise IdentifierError(Reason.COMPONENT, "号码中的出生日期不存在，请逐位核对。") from None


def _check_place(code: str, born: date) -> None:
    """The place must not have ended before the birth.

    It may be younger than the person: numbers were given out from 1984 on, to people of all ages. So
    python-stdnum's own test, which asks for a place at birth, refuses the examples of the standard.
    """
    place = division(code)
    if place is None:
        message = "号码前 6 位不是 GB/T 2260 的行政区划代码，请逐位核对。"
        raise IdentifierError(Reason.COMPONENT, message)
    if place.last_year is not None and place.last_year < born.year:
        message = (
            f"号码前 6 位的行政区划代码只用到 {place.last_year} 年，早于出生年份，请逐位核对。"
        )
        raise IdentifierError(Reason.COMPONENT, message)


SCHEMES = (
    Scheme(
        "credit-code",
        "统一社会信用代码",
        re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{9,11}|\d{18}"),
        read_credit_code,
        Source("GB 32100-2015"),
        checked=True,
    ),
    Scheme(
        "organisation-code",
        "组织机构代码",
        re.compile(r"(?=.*\d)[0-9A-Z]{8}-[0-9X]|(?=.*\d.*\d)[0-9A-Z]{8}[0-9X]"),
        read_organisation_code,
        Source("GB 11714-1997"),
        checked=True,
    ),
    Scheme(
        "resident-id",
        "居民身份证号码",
        re.compile(r"\d{15}|\d{17}[\dX]"),
        read_resident_id,
        Source("GB 11643-1999；行政区划按曾经使用过的代码核对"),
        checked=True,
        personal=True,
    ),
)
