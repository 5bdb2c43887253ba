"""Masks: a text with names, asides and dates hidden, so that only plain words and figures show."""

import re

# Numbers here are names or asides: quotations, titles of papers, brackets, dates, numbers of
# papers and meetings. Each is replaced by as many fillers, so that offsets stay.
_HIDDEN = re.compile(
    r"《[^《》]{0,120}》|“[^“”]{0,60}”|\"[^\"]{0,60}\"|〈[^〈〉]{0,80}〉"
    r"|(?:19|20)\d{2}年(?:(?:1[0-2]|0?[1-9])月(?:[0-3]?\d日)?)?(?:底|末)?(?:之?前|以前)?"
    r"|第\d{1,4}[次届条批号轮]|\d{1,2}月\d{1,2}日|\d{1,2}月(?:底|份|末)"
)
# A goal in quotation marks is a goal, unlike a slogan: “引进人才达到200名”.
_QUOTES = '“"'
_REACHES = re.compile(r"(?:达到?|超过|突破|不少于|不低于)\d")
# What stands for a hidden character: a name or aside, and a date or number of a paper.
FILLER, DATE = "\u25a1", "\u25a0"
_SHORT_BRACKET = re.compile(r"\((?:次|个|场|人次|台|户|套|商标|优势|市|县|区)\)")


def masked(text: str) -> str:
    """The text with names, asides and dates hidden behind fillers; as long as ``text``."""
    return _without_brackets(_HIDDEN.sub(_hide, text))


def _hide(found: re.Match[str]) -> str:
    if found[0][0] in _QUOTES and _REACHES.search(found[0]):
        return DATE + _HIDDEN.sub(_hide, found[0][1:-1]) + DATE
    sign = DATE if found[0][0].isdigit() or found[0][0] == "第" else FILLER
    return sign * len(found[0])


def _without_brackets(text: str) -> str:
    """Hides what stands in brackets, but not the short ones that are part of a word: 套(次)."""
    if "(" not in text:
        return text
    shown, depth = [], 0
    kept = {i for found in _SHORT_BRACKET.finditer(text) for i in range(*found.span())}
    for index, character in enumerate(text):
        if character == "(" and index not in kept:
            depth += 1
        shown.append(FILLER if depth else character)
        if character == ")" and index not in kept and depth:
            depth -= 1
    return "".join(shown) if depth == 0 else text
