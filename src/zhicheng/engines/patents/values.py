"""Cells and elements → values: days, numbers, lists. What is no value is unknown, and says so."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from zhicheng.engines.identifiers.checkdigits import filing_check
from zhicheng.engines.patents.publication import Doubt, Reference, Right

_DAY = re.compile(r"^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}.*)?$")
# What a spreadsheet makes of 2019201201928 when the column is narrow: the digits are gone for good.
_MANGLED = re.compile(r"^\d(?:\.\d+)?[Ee]\+?\d{1,2}$")
_NEW_APPLICATION = re.compile(r"^(?:19|20)\d{2}[12389]\d{7}[\dX]$")
_OLD_APPLICATION = re.compile(r"^\d{2}[12389]\d{5}[\dX]$")
_WITHOUT_CHECK = re.compile(r"^(?:(?:19|20)\d{2}[12389]\d{7}|\d{2}[12389]\d{5})$")
_PUBLICATION = re.compile(r"^([A-Z]{2})(\d[\d/]{3,14})([A-Z]\d?)?$")
_LIST = re.compile(r"[;；|\n]+[?\s]*")
_TYPES = {"1": Right.INVENTION, "8": Right.INVENTION, "2": Right.UTILITY, "9": Right.UTILITY}
_KINDS = {"U": Right.UTILITY, "Y": Right.UTILITY, "S": Right.DESIGN, "D": Right.DESIGN}
_KINDS.update(dict.fromkeys("ABC", Right.INVENTION))

MANGLED = "申请号被电子表格改成了科学计数法，数字已丢失，按未知处理"
CHECK_DIGIT = "申请号校验位不符，按未知处理"
NO_NUMBER = "不是申请号的写法，按未知处理"


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """``20190709``, ``2019.07.09``, ``2019-7-9``, ``2019年7月9日``; None for anything else.

    A month without a day (``20020400``, as cited documents have it) is no day.
    """
    found = _DAY.match(text.strip())
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def names_in(text: str) -> tuple[str, ...]:
    """The names of a list separated by ``;``, ``；``, ``|`` or ``;??`` (two blanks that an encoding lost)."""
    return tuple(one for one in map(str.strip, _LIST.split(text)) if one)


def compact(text: str) -> str:
    """A number without blanks, full-width forms and small letters."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).upper()


def application_of(raw: str, on: date | None) -> tuple[Reference, tuple[Doubt, ...]]:
    """A Chinese application number: 12 or 8 digits, a point, the check digit (ZC 0006-2003).

    Returns the reference with an empty number, and a doubt, where the text is no such number.
    """
    if not raw:
        return Reference("", "", "", on), ()
    bare = compact(raw)
    if _MANGLED.match(bare):
        return _unknown(raw, on, "mangled", MANGLED)
    bare = bare.removeprefix("ZL").removeprefix("CN").replace(".", "")
    if _NEW_APPLICATION.match(bare) or _OLD_APPLICATION.match(bare):
        if filing_check(bare[:-1]) == bare[-1]:
            return Reference("CN", f"{bare[:-1]}.{bare[-1]}", "", on), ()
        return _unknown(raw, on, "check_digit", CHECK_DIGIT)
    if _WITHOUT_CHECK.match(bare):
        return Reference("CN", f"{bare}.{filing_check(bare)}", "", on), ()
    return _unknown(raw, on, "no_number", NO_NUMBER)


def _unknown(
    raw: str, on: date | None, code: str, said: str
) -> tuple[Reference, tuple[Doubt, ...]]:
    return Reference("", "", "", on), (Doubt("application", code, said, raw),)


@lru_cache(maxsize=256)
def publication_of(raw: str, on: date | None) -> Reference | None:
    """``CN109996307A``, ``EP 1000000 A1``; None where the text is no publication number."""
    found = _PUBLICATION.match(compact(raw))
    return Reference(found[1], found[2], found[3] or "", on) if found else None


@lru_cache(maxsize=256)
def looks_like_application(raw: str) -> bool:
    """A Chinese application number, sound or mangled."""
    bare = compact(raw)
    return bool(_MANGLED.match(bare)) or bool(application_of(raw, None)[0].number)


def right_of(publication: Reference, application: Reference) -> str:
    """Which right: by the kind of a Chinese publication, else by the fifth digit of the application."""
    if publication.country == "CN" and publication.kind[:1] in _KINDS:
        return _KINDS[publication.kind[:1]]
    if application.country == "CN" and application.number:
        place = 4 if len(application.number) == 14 else 2
        return _TYPES.get(application.number[place], Right.DESIGN)
    return ""
