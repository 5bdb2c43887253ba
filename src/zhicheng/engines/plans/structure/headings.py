"""What marks a heading: the number that opens it, and where its title ends (PATTERNS §3)."""

import re
from dataclasses import dataclass
from enum import IntEnum

from zhicheng.engines.plans.text.characters import numeral


class Rank(IntEnum):
    """How deep each kind of number stands by custom of official writing (GB/T 9704)."""

    PART = 0  # 第一部分, 第一篇
    CHAPTER = 1  # 第一章
    SECTION = 2  # 第一节
    ARTICLE = 3  # 第一条, in lists of measures
    FIRST = 4  # 一、
    SECOND = 5  # （一）
    THIRD = 6  # 1.
    FOURTH = 7  # （1）
    FIFTH = 8  # ①


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a heading.

    end: index past the number. lost: a bracket of the number is missing in the text.
    """

    rank: Rank
    value: int
    end: int
    lost: bool = False

    @property
    def number(self) -> str:
        """The number as paths write it: ``四``, ``(二)``, ``1``, ``(1)``, ``①``."""
        match self.rank:
            case Rank.SECOND:
                return f"({chinese(self.value)})"
            case Rank.THIRD:
                return str(self.value)
            case Rank.FOURTH:
                return f"({self.value})"
            case Rank.FIFTH:
                return chr(0x245F + self.value)
            case Rank.FIRST:
                return chinese(self.value)
            case _:
                return f"第{chinese(self.value)}{_NAMES[self.rank]}"


_NAMES = {Rank.PART: "部分", Rank.CHAPTER: "章", Rank.SECTION: "节", Rank.ARTICLE: "条"}
_N = "[一二三四五六七八九十]{1,4}"
_KINDS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.PART, re.compile(rf"第({_N}|\d{{1,2}})(?:部分|篇|编)[、:.\s]?")),
    (Rank.CHAPTER, re.compile(rf"第({_N}|\d{{1,2}})章[、:.\s]?")),
    (Rank.SECTION, re.compile(rf"第({_N}|\d{{1,2}})节[、:.\s]?")),
    (Rank.ARTICLE, re.compile(rf"第({_N})条[、:.\s]?(?![款第规])")),
    (Rank.FIRST, re.compile(rf"({_N})[、.](?!是)")),
    (Rank.SECOND, re.compile(rf"\(({_N})\)[、.]?")),
    (Rank.THIRD, re.compile(r"(\d{1,3})(?:[.](?!\d)|、)")),
    (Rank.FOURTH, re.compile(r"\((\d{1,2})\)[、.]?")),
)
# 11.863人才项目: a title that begins with a number of its own.
_DIGITS_FIRST = re.compile(r"(\d{1,2})[.](?P<name>\d{1,4})(?=[\u4e00-\u9fff])")
# A bracket lost on the way: 三)建立健全….
_LOST = re.compile(rf"({_N})\)")
_CIRCLED = re.compile("([\u2460-\u2473])")


def chinese(value: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十 (below a hundred)."""
    tens, ones = divmod(value, 10)
    head = (
        "" if tens == 0 else ("十" if tens == 1 else "一二三四五六七八九"[tens - 1 : tens] + "十")
    )
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")


def mark_of(text: str) -> Mark | None:
    """The number that opens a folded line, if one does."""
    if not text or (text[0] not in "(第一二三四五六七八九十" and not "0" <= text[0] <= "9"):
        return _circled(text)
    for rank, pattern in _KINDS:
        if found := pattern.match(text):
            return _mark(rank, found)
    if found := _LOST.match(text):
        return _mark(Rank.SECOND, found, lost=True)
    return None


def mark_before_digits(text: str) -> Mark | None:
    """The number of a title that begins with digits, for one who expects that number here.

    A day of the year (4.26世界知识产权日) is no number and title.
    """
    found = _DIGITS_FIRST.match(text)
    if not found or (int(found[1]) <= 12 and int(found["name"]) <= 31):
        return None
    return Mark(Rank.THIRD, int(found[1]), found.start("name"))


def _circled(text: str) -> Mark | None:
    found = _CIRCLED.match(text)
    return Mark(Rank.FIFTH, ord(found[1]) - 0x245F, 1) if found and len(text) > 1 else None


def _mark(rank: Rank, found: re.Match[str], lost: bool = False) -> Mark | None:
    value = numeral(found[1])
    if not value or value > 99 or found.end() >= len(found.string):
        return None
    return Mark(rank, value, found.end(), lost)
