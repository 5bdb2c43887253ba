"""Provinces, prefectures and counties with their GB/T 2260 codes (RULES §3.4).

The table holds today's names and codes; former names that documents still carry stand in FORMER.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# Name at the time → code today, for places that were raised or renamed (RULES §3.4).
FORMER: dict[str, str] = {
    "长垣县": "410783",
    "海东地区": "630200",
    "乐都县": "630202",
    "襄樊市": "420600",
    "思茅市": "530800",
}

_LONGEST = 15
# The peoples in the name of an autonomous place, which its short name leaves out.
_PEOPLES = re.compile(
    r"(?<=..)(?:各|土家|苗|侗|布依|彝|藏|羌|白|傣|景颇|傈僳|哈尼|壮|回|朝鲜|蒙古|哈萨克|柯尔克孜|满|瑶|黎|畲|水|土|"
    r"仡佬|仫佬|毛南|纳西|拉祜|佤|撒拉|塔吉克|锡伯|怒|独龙|达斡尔|裕固|普米|布朗|东乡|保安)族?[\u4e00-\u9fff]*?自治(?P<kind>[州县旗])$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a text names it. code: six digits, ``None`` if several places bear the name."""

    name: str
    code: str | None
    candidates: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = defaultdict(list)
    text = files(__package__).joinpath("data/divisions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        code, _, name = line.partition("\t")
        codes[name].append(code)
    for name in [*codes]:
        for short in _short_names(name):
            codes.setdefault(short, codes[name])
    return {name: tuple(found) for name, found in codes.items()}


def _short_names(name: str) -> tuple[str, ...]:
    """What people write for 甲乙族自治州: 甲自治州, 甲州."""
    found = _PEOPLES.search(name)
    if not found:
        return ()
    stem, kind = name[: found.start()], found["kind"]
    return f"{stem}自治{kind}", f"{stem}{kind}"


def codes_of(name: str) -> tuple[str, ...]:
    """The codes of all places that bear this name today or bore it."""
    return _table().get(name, ()) or ((FORMER[name],) if name in FORMER else ())


def name_of(code: str) -> str:
    """The name that a six-digit code has today."""
    return next((name for name, codes in _table().items() if code in codes), "")


def leading_places(text: str) -> list[str]:
    """The names of places that a text begins with, from the large to the small (河南省新乡市…)."""
    found: list[str] = []
    start = 0
    while name := _longest(text, start):
        found.append(name)
        start += len(name)
    return found


def _longest(text: str, start: int) -> str:
    for length in range(min(_LONGEST, len(text) - start), 1, -1):
        name = text[start : start + length]
        if name[-1] in "省市区县州盟旗" and codes_of(name):
            return name
    return ""


def place_of(names: list[str], context: str = "") -> Place | None:
    """The smallest of the named places with its code; larger places named with it settle doubles.

    names: as from ``leading_places``. context: other text in which a prefecture or province may
    settle which of several counties is meant.
    """
    if not names:
        return None
    name = names[-1]
    codes = codes_of(name)
    if len(codes) > 1:
        settled = _settled(codes, names[:-1]) or _settled(codes, _mentioned(codes, context))
        if settled:
            return Place(name, settled)
    return Place(name, codes[0] if len(codes) == 1 else None, codes if len(codes) > 1 else ())


def _settled(codes: tuple[str, ...], above: list[str]) -> str | None:
    """The one of the codes that lies in a place named above it; the nearest place decides."""
    for name in reversed(above):
        prefixes = tuple(_stem(code) for code in codes_of(name))
        fitting = [code for code in codes if code.startswith(prefixes)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _mentioned(codes: tuple[str, ...], context: str) -> list[str]:
    provinces = dict.fromkeys(name_of(code[:2] + "0000") for code in codes)
    prefectures = dict.fromkeys(name_of(code[:4] + "00") for code in codes)
    return [name for name in (*provinces, *prefectures) if name and name in context]


def _stem(code: str) -> str:
    return code[:2] if code.endswith("0000") else code[:4]
