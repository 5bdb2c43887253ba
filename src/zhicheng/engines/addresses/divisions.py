"""The divisions that an address may name: those in force, and former ones with what took their place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Provinces that are cities: what lies in them is in no other prefecture."""

_SHORT = {"652800": ("巴州",), "652700": ("博州",), "653000": ("克州",)}
_PEOPLES = (
    "回", "彝", "苗", "壮", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜",
    "水", "东乡", "纳西", "景颇", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "怒", "鄂温克",
    "保安", "裕固", "独龙", "普米", "满", "朝鲜", "蒙古", "藏", "布依",
)  # fmt: skip
_WITHOUT_WORD = ("哈萨克", "蒙古", "柯尔克孜", "锡伯", "塔吉克", "各族")
_OF_PEOPLES = "|".join((*(f"{one}族" for one in _PEOPLES), *_WITHOUT_WORD))
_SUFFIX = re.compile(
    rf"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|(?:{_OF_PEOPLES})*自治[州县旗]|地区|[省市盟县区旗])$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """A division of GB/T 2260.

    until: the last year of a former one, None while in force. now: the code that took its whole place; "" where
    it was divided, or is in force.
    """

    code: str
    name: str
    until: int | None = None
    now: str = ""

    @property
    def level(self) -> str:
        """province, prefecture or county. Cities directly under a province are counties by their code."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    @property
    def stem(self) -> str:
        """The name without its kind: 济南 of 济南市, 延边 of 延边朝鲜族自治州."""
        return _SUFFIX.sub("", self.name) or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and the short forms that addresses have: 济南, 楚雄州, 元江县 of an autonomous county."""
        if self.level == "prefecture" and len(self.stem) > 1:
            short = f"{self.stem}州" if self.name.endswith("自治州") else self.name
            return tuple(dict.fromkeys((self.name, self.stem, short, *_SHORT.get(self.code, ()))))
        kind = self.name[-1]
        return (self.name, f"{self.stem}{kind}") if "自治" in self.name else (self.name,)

    @property
    def prefecture(self) -> str:
        """The code of the prefecture, of the municipality, or of the city itself where it has none above it."""
        if self.code[:2] in MUNICIPALITIES:
            return f"{self.code[:2]}0000"
        return self.code if self.code[2:4] == "90" else f"{self.code[:4]}00"


@cache
def by_code() -> Mapping[str, Division]:
    """The divisions in force."""
    return {one.code: one for one in _table() if one.until is None}


@cache
def named(province: str) -> tuple[Mapping[str, tuple[Division, ...]], tuple[int, ...]]:
    """The divisions below a province by their names, former ones too, and the lengths of names, longest first.

    province: the first two digits of its code. Short forms are names too (``Division.names``).
    """
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for one in _table():
        if one.code[:2] == province and one.level != "province":
            for name in one.names:
                found[name].append(one)
    names = {name: tuple(ones) for name, ones in found.items()}
    return names, tuple(sorted(set(map(len, names)), reverse=True))


@cache
def provinces() -> Mapping[str, Division]:
    """Provinces by name and stem."""
    found: dict[str, Division] = {}
    for one in _table():
        if one.level == "province":
            found |= {one.name: one, one.stem: one}
    return found


@cache
def county_stems(prefecture: str) -> Mapping[str, Division]:
    """The counties of a prefecture by their stems of two signs and more, where one county only has it."""
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for one in _counties().get(prefecture, ()):
        if len(one.stem) > 1:
            found[one.stem].append(one)
    return {stem: ones[0] for stem, ones in found.items() if len(ones) == 1}


@cache
def _counties() -> Mapping[str, Sequence[Division]]:
    """The counties in force by their prefecture: the whole table is gone through once, not for each."""
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for one in by_code().values():
        if one.level == "county":
            found[one.prefecture].append(one)
    return found


def alone(name: str) -> Division | None:
    """The one division in force of this name, or the prefecture of this stem; None where several have it."""
    found = _names_of_one().get(name, ())
    return found[0] if len(found) == 1 else None


@cache
def _names_of_one() -> Mapping[str, tuple[Division, ...]]:
    """Names of three signs and more and stems of prefectures, in the whole country."""
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for one in by_code().values():
        if one.level != "province" and len(one.name) > 2:
            found[one.name].append(one)
            if one.level == "prefecture":
                found[one.stem].append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def _table() -> tuple[Division, ...]:
    return tuple(_lines())


def _lines() -> Iterator[Division]:
    text = files("zhicheng.engines.addresses").joinpath("divisions.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, until, now = line.split("\t")
            yield Division(code, name, int(until) if until else None, now)
