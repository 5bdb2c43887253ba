"""Divisions of GB/T 2260 with the years in which their codes were in use (R-ID-4).

The table, from 1980 on, is that of python-stdnum, which its resident identity numbers rest on.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum import numdb

from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.sources import Confidence, Source

_CODE = re.compile(r"\d{6}")
_SPELL = re.compile(r"(?:\[(\d{4})?-(\d{4})?\])?(.+)")
_SUPPLEMENT = {
    "232761": "[2018-]加格达奇区",
    "232762": "[2018-]松岭区",
    "232763": "[2018-]新林区",
    "232764": "[2018-]呼中区",
    "330113": "[2021-]临平区",
    "330114": "[2021-]钱塘区",
}
"""What the table lacks (the districts of 杭州 of 2021) or writes in traditional script."""
_ZONE_SERIALS = range(71, 80)
"""Codes ending in 71 to 79 are what the statistics give to functional zones; GB/T 2260 has none there."""

MOVED: dict[str, tuple[str, ...]] = {
    "371200": ("370100",),
    "371202": ("370116",),
    "371203": ("370117",),
    "410728": ("410783",),
    "632100": ("630200",),
    "632123": ("630202",),
}
"""Codes that ended → what took their place, as far as the platform's cities need it (R-ID-4)."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A name that a code stood for. first, last: years, both included; None where the table has no bound."""

    name: str
    first: int | None
    last: int | None

    def covers(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last
        )


@dataclass(frozen=True, slots=True)
class Division:
    """A code and its names over the years. successors: the codes that took its place, where known."""

    code: str
    province: str
    spells: tuple[Spell, ...]
    successors: tuple[str, ...] = ()

    def name_in(self, year: int) -> str | None:
        """Its name in a year; None when the code was not in use then."""
        return next((spell.name for spell in reversed(self.spells) if spell.covers(year)), None)

    @property
    def last_year(self) -> int | None:
        """The last year in use; None while it is."""
        return self.spells[-1].last


@lru_cache(maxsize=4096)
def division(code: str) -> Division | None:
    """What six digits stood for, ever; None for a code that GB/T 2260 never had."""
    if not _CODE.fullmatch(code):
        return None
    found: dict[str, str] = {}
    for _, properties in numdb.get("cn/loc").info(code):
        found |= properties
    words = _SUPPLEMENT.get(code, found.get("county"))
    if words is None:
        return None
    spells = tuple(_spell(one) for one in words.split(","))
    return Division(code, found["province"], spells, MOVED.get(code, ()))


def is_zone_code(code: str) -> bool:
    """Whether it is a statistical pseudo-code of a functional zone (410771 高新区): no division."""
    return bool(_CODE.fullmatch(code)) and int(code[4:]) in _ZONE_SERIALS and division(code) is None


def _spell(words: str) -> Spell:
    first, last, name = _SPELL.findall(words)[0]
    return Spell(name, int(first) if first else None, int(last) if last else None)


def read_division(text: str) -> Reading:
    """``410700``. Raises IdentifierError for a code that never was; one that ended is read, with a note."""
    if not _CODE.fullmatch(text):
        raise IdentifierError(Reason.FORMAT, "行政区划代码为 6 位数字。")
    found = division(text)
    if found is None:
        raise IdentifierError(Reason.COMPONENT, f"GB/T 2260 没有行政区划代码 {text}。")
    facts = {"省级": found.province, "名称": found.spells[-1].name}
    return Reading(text, text, facts, tuple(_notes(found)))


def read_zone(text: str) -> Reading:
    """``410771``: a functional zone of a prefecture in the statistics. Raises IdentifierError."""
    parent = division(f"{text[:4]}00") if is_zone_code(text) else None
    if parent is None:
        message = "功能区统计代码为地级行政区划代码的前 4 位加 71 至 79，如 410771。"
        raise IdentifierError(Reason.FORMAT, message)
    note = "这是统计上给功能区的代码，不是 GB/T 2260 的行政区划代码，不能当作区县。"
    return Reading(text, text, {"所在": parent.spells[-1].name}, (note,))


def _notes(found: Division) -> list[str]:
    if found.last_year is None:
        return []
    successors = f"，现为 {'、'.join(found.successors)}" if found.successors else ""
    return [f"该代码用到 {found.last_year} 年{successors}。"]


SCHEMES = (
    Scheme(
        "division",
        "行政区划代码",
        re.compile(r"\d{6}"),
        read_division,
        Source("GB/T 2260；各代码的起止年份取自 python-stdnum 所附的表", Confidence.MEDIUM),
    ),
    Scheme(
        "zone-code",
        "功能区统计代码",
        re.compile(r"\d{4}7[1-9]"),
        read_zone,
        Source("统计用区划代码的惯例", Confidence.MEDIUM),
    ),
)
