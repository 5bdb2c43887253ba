"""Characters: a folded copy for comparing, the raw text for quoting (PATTERNS §1.1–1.3).

Folding maps one character to one character, so an offset into the folded text is an offset into the
raw text too.
"""

import re
import unicodedata

# What writers use for one and the same sign. The width of punctuation is a habit of the file, not a
# difference in meaning.
_SAME: dict[str, str] = {
    "(": "（〔[［【﹝❨〖{｛",
    ")": "）〕]］】﹞❩〗}｝",
    ",": "，﹐",
    ";": "；﹔",
    ":": "：﹕∶",
    "!": "！",
    "?": "？",
    "%": "％﹪",
    "+": "＋",
    "-": "－﹣—–‐‑‒―−─━",
    "~": "～〜∼˜",
    ".": "．",
    "·": "•・‧●",
    '"': "＂",
    " ": "\u00a0\u2002\u2003\u2005\u2009\u200a\u3000\t\u200b\u200c\u200d\ufeff\r\x0b\x0c",
}


def _table() -> dict[int, str]:
    table = {ord(raw): folded for folded, raws in _SAME.items() for raw in raws}
    # Full-width letters and digits.
    for code in range(0xFF10, 0xFF5B):
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    return {code: folded for code, folded in table.items() if len(folded) == 1}


_FOLD = _table()
_BARE = re.compile(r"[\s,。;:、.()“”\"'《》〈〉#*\-~]+")

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
    "两": 2,
}


def fold(text: str) -> str:
    """The text in one width and one kind of bracket, dash and space; as long as ``text``."""
    return text.translate(_FOLD)


def bare(text: str) -> str:
    """The text without spaces and punctuation, for telling whether two wordings are the same."""
    return _BARE.sub("", fold(text))


def numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below a thousand (十二 → 12), else ``None``."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c not in "十百" for c in text):
        return None
    total, digit = 0, None
    for character in text:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)


def digits(text: str) -> str:
    """Chinese digits as Arabic ones, place by place (二〇一二 → 2012)."""
    return "".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text)
