"""Numbers that the office has typed: each is either a placeholder, or says in brackets where it comes from."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

from zhicheng.governance.bulletins.rules.texts import PLACEHOLDER, place

_SENTENCE: Final = re.compile(r"[^。；！？\n]+")
_SOURCED: Final = re.compile(r"[（(](?:数据)?来源[：:]\s*[^\s（）()][^（）()]*[）)]")
_DAY: Final = r"\d{1,2}\s*[日号]"
_COUNTED: Final = (
    r"\s*[余多]?(?:[十百千万亿]+|项(?!目)|人(?![才员民工])|起(?![草步])|条(?![例款])|个(?![人体])"
    r"|[件家元次户份倍天名所场台套篇宗笔亩吨批位%％‰])"
)
"""What follows a number that counts something; not the first character of another word (5G项目)."""
_NOT_COUNTED: Final = rf"(?!{_COUNTED})"
_NAMES: Final = re.compile(
    "|".join(
        (
            r"《[^》]*》",  # a document by its title
            rf"“[\d·.]{{1,5}}”{_NOT_COUNTED}",  # a name: “4·26”, “12345”
            r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*(?:第?\s*\d+\s*号)?",  # 〔2026〕3号
            rf"(?<!\d)(?:19|20)\d{{2}}-\d{{4}}(?!\d){_NOT_COUNTED}",  # the number of a task
            # numbers of standards, GB/T 29490-2023, ISO 9001, and of patents, ZL202110123456.7
            rf"(?<![A-Za-z])(?:GB|DB\d{{2}}|ISO|IEC|T)(?:/[A-Z]+)*[ -]?\d[\d.\-—]*+{_NOT_COUNTED}",
            rf"(?:(?<![A-Za-z])(?:ZL|CN) ?|(?<!\d))(?:19|20)\d{{10}}\.[\dXx](?!\d){_NOT_COUNTED}",
            rf"[A-Za-z]-?\d{{1,2}}+(?:\.\d)?+(?!,?\d){_NOT_COUNTED}",  # A4, IPv6, AI2.0
            r"(?<!\d)\d{1,2}[A-Z]\b",  # 5G
            # days, months and years, and from one to another
            r"(?:19|20)\d{2}\s*年?\s*[-—–~～至到]+\s*(?:19|20)\d{2}\s*年",
            rf"(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}+(?!\d){_NOT_COUNTED}",
            rf"(?:19|20)\d{{2}}\s*年度?(?:\s*\d{{1,2}}\s*月(?:\s*{_DAY})?)?",
            rf"\d{{1,2}}\s*月?\s*[-—–~～至到]+\s*\d{{1,2}}\s*月(?:\s*{_DAY})?",
            rf"\d{{1,2}}\s*月(?:\s*{_DAY})?(?:\s*[-—–~～至到]+\s*{_DAY})?",
            rf"(?<!\d)(?:[01]?\d|2[0-4])[:：][0-5]\d(?!\d){_NOT_COUNTED}",
            # ordinals, in words and before a paragraph
            r"第\s*\d+(?:\s*[、至到\-—]\s*第?\d++(?!\s*[余多]?[十百千万亿件家元户份倍%％‰]))*",
            r"(?m:^\s*[（(]?\d{1,2}(?:[)）、．]|\.(?!\d)))",
            rf"[（(]\d{{1,2}}[)）]{_NOT_COUNTED}",
            r"十[一二三四五六七八九]五",  # a five-year plan
        )
    ),
    re.ASCII,
)
"""Digits that count nothing: dates, ordinals, numbers of documents. Where a unit follows – PCT 320件 – they do."""
_NUMERALS: Final = "零〇一二两三四五六七八九十百千万亿"
_ONES: Final = "一二两三四五六七八九十"
_NUMBER: Final = re.compile(
    r"(?:[$¥￥]?\d[\d,，.]*"
    rf"|[{_NUMERALS}]+分之[{_NUMERALS}点]+"
    # tenths and times: 两成, 三成五, 两倍; not 完成, 一成不变
    rf"|(?<![第{_NUMERALS}])[{_ONES}]成(?![员为果立效本就功都长熟型品份交分套不])[{_ONES}半]?"
    rf"|(?<![第{_NUMERALS}])[{_ONES}]{{1,3}}倍|一半|半数|翻[{_ONES}]番"
    rf"|(?<![第{_NUMERALS}])[{_NUMERALS}]{{2,}}(?=[余多]?[件项家个人元次户起份名]))"
    r"\s*(?:[余多]?[十百千万亿]*[件项家个人元次户起份倍年天名]|[%％‰]|个百分点)?"
)
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def unsourced(text: str) -> list[str]:
    """The numbers of a text that neither are a placeholder nor stand in a sentence that names its source –
    （来源：统计公报） –, each with its place (Chinese); empty when all is well."""
    return [
        gettext("%(place)s“%(number)s”") % {"place": place(text, at), "number": number}
        for at, number in _found(text)
    ]


def _found(text: str) -> Iterator[tuple[int, str]]:
    seen = _NAMES.sub(_blank, PLACEHOLDER.sub(_blank, text.translate(_WIDE)))
    for sentence in _SENTENCE.finditer(seen):
        if _SOURCED.search(text[sentence.start() : sentence.end()]):
            continue
        for match in _NUMBER.finditer(sentence[0]):
            yield sentence.start() + match.start(), match[0].strip()


def _blank(match: re.Match[str]) -> str:
    """So many characters, that places stay."""
    return "\u3000" * len(match[0])
