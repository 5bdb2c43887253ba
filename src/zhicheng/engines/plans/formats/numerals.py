"""Numbers as lists write them. Formats are named as in ECMA-376 part 1, 17.18.59."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9_999


def numeral(number: int, style: str) -> str:
    """The number as the list style writes it; a style without a rule here writes decimal digits.

    number: counted from 0. style: an ST_NumberFormat name; "none" and "bullet" write nothing.
    """
    write = _STYLES.get(style, str)
    return write(number) if 0 <= number <= _LARGEST else str(number)


def _counting(digits: str, units: str, *, bare_ten: bool) -> Callable[[int], str]:
    """十一, 一百零五: with names for the powers of ten; bare_ten writes 十 for 一十."""

    def write(number: int) -> str:
        text, gap = "", False
        for place, digit in zip(range(3, -1, -1), map(int, f"{number:04d}"), strict=True):
            if digit == 0:
                gap = bool(text)
                continue
            zero = "零" if gap else ""
            bare = bare_ten and place == 1 and digit == 1 and not text
            text += zero + ("" if bare else digits[digit]) + units[place]
            gap = False
        return text.replace(" ", "") or "零"

    return write


def _one_by_one(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _from(first: str, count: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode, such as ① to ⑳; beyond them plain digits."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _letters(number: int) -> str:
    """a … z, aa … zz: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


_INFORMAL = _counting(_DIGITS, " 十百千", bare_ten=True)
_STYLES: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "chineseCounting": _INFORMAL,
    "chineseCountingThousand": _INFORMAL,
    "japaneseCounting": _INFORMAL,
    "taiwaneseCounting": _INFORMAL,
    "taiwaneseCountingThousand": _INFORMAL,
    "ideographDigital": _one_by_one(_DIGITS),
    "japaneseDigitalTenThousand": _one_by_one(_DIGITS),
    "taiwaneseDigital": _one_by_one(_DIGITS),
    "chineseLegalSimplified": _counting(_LEGAL_DIGITS, " 拾佰仟", bare_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _one_by_one("０１２３４５６７８９"),
    "decimalFullWidth2": _one_by_one("０１２３４５６７８９"),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
