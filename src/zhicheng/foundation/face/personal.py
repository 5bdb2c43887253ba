"""Numbers that lead to a person, in texts that others will read (R-PI-1): found, so that they are refused
where somebody writes them, and covered, where something was written before.

Known are the mobile number (eleven digits that begin with 13 to 19) and the citizen's identity number (GB 11643:
eighteen characters with the day of birth; fifteen digits before 1999). Check digits are not asked for: a
number with a slip in it still leads to somebody. A name cannot be told from other words; people look for those.
"""

import re
from typing import Final

from django.utils.translation import gettext

_WIDE: Final = str.maketrans("０１２３４５６７８９Ｘｘ－＋　", "0123456789Xx-+ ")
"""Character by character, so that places in a text stay."""
_BIRTHDAY: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_GAP: Final = r"[ \u00a0\u200b-\u200d\ufeff·-]{0,2}"
"""Also what is not seen, or stands between numbers on cards."""
_IDENTITY: Final = (
    rf"[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}{_BIRTHDAY}{_GAP}\d{{3}}[\dXx]"
    rf"|[1-9]\d{{7}}{_BIRTHDAY}\d{{3}}"
)
_MOBILE: Final = rf"(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
_NUMBER: Final = re.compile(rf"(?<!\d)(?<!\d\.)(?:{_IDENTITY}|{_MOBILE})(?!\d)", re.ASCII)
_SHOWN_FIRST, _SHOWN_LAST = 3, 2


def covered(text: str) -> str:
    """The text with the middle of each such number as asterisks: ``138******78``."""
    found = text
    for match in _NUMBER.finditer(text.translate(_WIDE)):
        found = found[: match.start()] + _cover(match[0]) + found[match.end() :]
    return found


def personal_fault(text: str) -> str:
    """Why a text cannot be published (Chinese, naming the numbers, covered); empty when none is in it."""
    numbers = [_cover(match[0]) for match in _NUMBER.finditer(text.translate(_WIDE))]
    if not numbers:
        return ""
    return gettext(
        "含有手机号码或身份证号码（%(numbers)s）。这里的文字会向社会公开，请删去个人信息后再提交。"
    ) % {"numbers": "、".join(numbers)}


def _cover(number: str) -> str:
    """As long as the number was."""
    hidden = len(number) - _SHOWN_FIRST - _SHOWN_LAST
    return number[:_SHOWN_FIRST] + "*" * hidden + number[-_SHOWN_LAST:]
