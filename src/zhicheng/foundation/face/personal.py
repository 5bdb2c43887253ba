"""Numbers and addresses that lead to a person, in texts that others will read (R-PI-1): found, so that they are
refused where somebody writes them, and covered, where something was written before.

Known are the mobile number (eleven digits that begin with 13 to 19), the citizen's identity number (GB 11643:
eighteen characters with the day of birth; fifteen digits before 1999), and the e-mail address. Check digits are
not asked for: a number with a slip in it still leads to somebody. A name cannot be told from other words;
people look for those.
"""

import re
from typing import Final

from django.utils.translation import gettext

_WIDE: Final = {0x3000: 0x20} | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Character by character, so that places in a text stay."""
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_GAP: Final = r"[ \u00a0\u200b-\u200d\ufeff·-]{0,2}"
"""Also what is not seen, or stands between numbers on cards."""
_DOT: Final = r" ?\. ?"
"""Between all parts or none: one dot alone is that of an amount, or of an application's check digit."""
_IDENTITY: Final = (
    rf"[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}{_MONTH}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx]"
    rf"|[1-9]\d{{5}}{_DOT}(?:18|19|20)\d{{2}}(?:{_DOT})?{_MONTH}(?:{_DOT})?{_DAY}{_DOT}\d{{3}}[\dXx]"
    rf"|[1-9]\d{{7}}{_MONTH}{_DAY}\d{{3}}"
)
_MOBILE: Final = (
    rf"(?:\+?86(?:{_DOT}|{_GAP}))?"
    rf"(?:1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\.\d{{1,2}}(?!\d))|1[3-9]\d{_DOT}\d{{4}}{_DOT}\d{{4}})"
)
_MAIL: Final = (
    r"(?<![\w.%+-])[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+(?:[\w.%+@-]*@[\w.%+@-]*)?"
)
"""With whatever is joined to it by another @, of which no half may stay."""
_PERSONAL: Final = re.compile(
    rf"(?P<mail>{_MAIL})|(?<!\d)(?<!\d\.)(?:{_IDENTITY}|{_MOBILE})(?!\d)", re.ASCII
)
_SHOWN_FIRST, _SHOWN_LAST = 3, 2


def covered(text: str) -> str:
    """The text with the middle of each of these as asterisks: ``138******78``, ``****@*******cn``."""
    found = text
    for match in _PERSONAL.finditer(text.translate(_WIDE)):
        found = found[: match.start()] + _cover(match) + found[match.end() :]
    return found


def personal_fault(text: str) -> str:
    """Why a text cannot be published (Chinese, naming what was found, covered); empty when there is nothing."""
    found = [_cover(match) for match in _PERSONAL.finditer(text.translate(_WIDE))]
    if not found:
        return ""
    return gettext(
        "含有手机号码、身份证号码或电子邮箱（%(found)s）。这里的文字会向社会公开，请删去个人信息后再提交。"
    ) % {"found": "、".join(found)}


def _cover(match: re.Match[str]) -> str:
    """As long as it was. Of an address nothing of who it is stays."""
    said = match[0]
    if match["mail"]:
        return re.sub("[^@]", "*", said[:-_SHOWN_LAST]) + said[-_SHOWN_LAST:]
    hidden = len(said) - _SHOWN_FIRST - _SHOWN_LAST
    return said[:_SHOWN_FIRST] + "*" * hidden + said[-_SHOWN_LAST:]
