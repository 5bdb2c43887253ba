"""Numbers that the office has typed: each is either a placeholder, or says in brackets where it comes from."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

from zhicheng.governance.bulletins.rules.texts import PLACEHOLDER, place

_SENTENCE: Final = re.compile(r"[^。；！？\n]+")
_SOURCED: Final = re.compile(r"[（(](?:数据)?来源[：:]\s*[^\s（）()][^（）()]*[）)]")
_DAY: Final = r"\d{1,2}\s*[日号]"
_NAMES: Final = re.compile(
    "|".join(
        (
            r"《[^》]*》",  # a document by its title
            r"“[\d·.]{1,5}”",  # a name: “4·26”, “12345”
            r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*(?:第?\s*\d+\s*号)?",  # 〔2026〕3号
            r"(?:19|20)\d{2}-\d{3,}",  # the number of a task
            r"[A-Za-z]+(?:[/ ][A-Za-z]+)*[ -]?\d[\d.\-]*",  # GB/T 29490-2023, ISO 9001
            r"\b\d{1,2}[A-Z]\b",  # 5G
            # days, months and years, and from one to another
            r"(?:19|20)\d{2}\s*年?\s*[-—–~～至到]+\s*(?:19|20)\d{2}\s*年",
            r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}",
            rf"(?:19|20)\d{{2}}\s*年度?(?:\s*\d{{1,2}}\s*月(?:\s*{_DAY})?)?",
            rf"\d{{1,2}}\s*月?\s*[-—–~～至到]+\s*\d{{1,2}}\s*月(?:\s*{_DAY})?",
            rf"\d{{1,2}}\s*月(?:\s*{_DAY})?(?:\s*[-—–~～至到]+\s*{_DAY})?",
            r"\d{1,2}[:：]\d{2}",
            # ordinals, in words and before a paragraph
            r"第\s*\d+(?:\s*[、至到\-—]\s*第?\d+)*",
            r"(?m:^\s*[（(]?\d{1,2}(?:[)）、．]|\.(?!\d)))",
            r"[（(]\d{1,2}[)）]",
        )
    ),
    re.ASCII,
)
"""Digits that count nothing: dates, ordinals, numbers of documents."""
_NUMERALS: Final = "零〇一二两三四五六七八九十百千万亿"
_NUMBER: Final = re.compile(
    rf"(?:[$¥￥]?\d[\d,，.]*|百分之[{_NUMERALS}点]+|(?<!第)(?<![{_NUMERALS}])[{_NUMERALS}]{{2,}}(?=[余多]?[件项家个人元次户起份]))"
    r"\s*(?:[余多]?[十百千万亿]*[件项家个人元次户起份倍年天]|[%％‰]|个百分点)?"
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
