"""An address → the division it lies in. Nothing is guessed: a bare 高新区 or a road is no county."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from zhicheng.engines.addresses.divisions import (
    MUNICIPALITIES,
    Division,
    alone,
    by_code,
    county_stems,
    named,
    provinces,
)
from zhicheng.engines.addresses.postcodes import post_area

# How far to believe an address; ours, by what the gazette of July 2019 showed (docs/addresses.md).
FULL, SHORT, MOVED, LATER = 0.97, 0.93, 0.9, 0.85
AGREES, DISAGREES, POSTCODE_ALONE = 0.02, 0.17, 0.6
_LEAST_SHARE = 0.8

_POSTCODE = re.compile(r"^\(?(\d{6})\)?(?!\d)[,，:：]?")
_COUNTRY = re.compile(r"^(?:中国|中华人民共和国)[,，]?")
# 中国(上海)自由贸易试验区
_LONGEST = 15
_BRACKETS = re.compile(r"^\(([\u4e00-\u9fff]{2,3})\)")
_ZONE = re.compile(
    r"^[^\d路街道巷弄号]{0,16}(?:开发区|高新区|园区|新区|保税区|试验区|示范区|产业园|工业园)"
)
_TOWNSHIP = re.compile(r"[^路号区\d]{1,6}(?:镇|乡|街道)")
# A name before these is part of a street's or a building's name: 朝阳区路, 通州大厦.
_NO_COUNTY_BEHIND = ("路", "大道", "大厦", "广场")
# New areas that were no divisions yet, and the districts that took their whole place, GB/T 2260 in 2017 and 2018.
_NEW_AREAS = {"光明新区": "440311", "龙华新区": "440309", "坪山新区": "440310"}
_OUTSIDE = {"71": "710000", "81": "810000", "82": "820000"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a part of the answer rests on.

    kind: name, history, moved, later, postcode. text: as in the address. code: what it speaks for.
    agrees: whether that is the answer. said: Chinese, for people.
    """

    kind: str
    text: str
    code: str
    agrees: bool
    said: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where an address lies.

    code: the smallest division that the text determines, "" where none. confidence: 0 to 1.
    province, prefecture, county: codes, "" where not determined. A former division whose place was divided
    keeps its own code; its evidence says so.
    """

    code: str = ""
    confidence: float = 0.0
    province: str = ""
    prefecture: str = ""
    county: str = ""
    evidence: tuple[Evidence, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; what is not determined is None."""
        return {
            "code": self.code or None,
            "name": _name(self.code),
            "confidence": self.confidence,
            "province": self.province or None,
            "prefecture": self.prefecture or None,
            "county": self.county or None,
            "evidence": [
                {"kind": one.kind, "text": one.text, "code": one.code, "agrees": one.agrees, "said": one.said}
                for one in self.evidence
            ],
        }  # fmt: skip


def _name(code: str) -> str | None:
    """The names of a division from the province down, without what repeats."""
    codes = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    found = [by_code()[one].name for one in codes if one in by_code()]
    return "".join(found) or None


def resolve(address: str) -> Resolution:
    """Where an address lies, by the names in it and the postcode before it.

    address: one line; a postcode of six digits may stand before it. Names decide; the postcode raises or lowers
    the confidence, and alone gives a prefecture only where no name does.
    """
    text = "".join(unicodedata.normalize("NFKC", address).split())
    found = _POSTCODE.match(text)
    postcode, text = (found[1], text[found.end() :]) if found else ("", text)
    text = _BRACKETS.sub(r"\1", _COUNTRY.sub("", text))
    reading = _Reading(text)
    reading.read()
    return reading.resolution(postcode)


_NOWHERE = Division("", "")
"""In place of a province that was not found."""


class _Reading:
    """One address, read from its beginning."""

    def __init__(self, text: str) -> None:
        self.rest = text
        self.province = _NOWHERE
        self.prefecture: Division | None = None
        self.county: Division | None = None
        self.evidence: list[Evidence] = []
        self.confidence = FULL

    def read(self) -> None:
        self._read_province()
        if self.province is _NOWHERE:
            self._read_city()
        if self.province is _NOWHERE or self.province.code[:2] in _OUTSIDE:
            return
        self._read_prefecture()
        self._read_county()

    def _take(self, text: str, division: Division, kind: str = "name", said: str = "") -> None:
        self.evidence.append(
            Evidence(kind, text, division.code, agrees=True, said=said or f"地址写有“{text}”")
        )
        self.rest = self.rest[len(text) :]

    def _read_province(self) -> None:
        for length in range(min(8, len(self.rest)), 1, -1):
            found = provinces().get(self.rest[:length])
            if found is not None and not self._is_other_city(found, length):
                self.province = found
                self.confidence = FULL if length == len(found.name) else SHORT
                self._take(self.rest[:length], found)
                return

    def _is_other_city(self, province: Division, length: int) -> bool:
        """吉林市 and 海南州 begin as provinces do: with the stem, and then a suffix that is not the province's."""
        return length < len(province.name) and self.rest[length : length + 1] in ("市", "州")

    def _read_city(self) -> None:
        """The province of a city or county that stands first, where no other has its name.

        A prefecture's stem counts where one of its counties follows: 宁波北仑区.
        """
        for length in range(min(_LONGEST, len(self.rest)), 1, -1):
            found = alone(self.rest[:length])
            if found is None or self.rest[length:].startswith(_NO_COUNTY_BEHIND):
                continue
            is_stem = length == len(found.stem) and found.level == "prefecture"
            if is_stem and not self._county_follows(found, length):
                continue
            self.province = by_code()[f"{found.code[:2]}0000"]
            city = found.level == "prefecture" or found.name.endswith("市")
            self.confidence = SHORT if city else MOVED
            return

    def _county_follows(self, prefecture: Division, at: int) -> bool:
        return any(
            one.prefecture == prefecture.code and self.rest.startswith(one.name, at)
            for one in by_code().values()
            if one.level == "county"
        )

    def _read_prefecture(self) -> None:
        found = [one for one in self._names_here() if one.level == "prefecture"]
        if not found:
            return
        best = found[0]
        text = max(filter(self.rest.startswith, best.names), key=len)
        if text != best.name and self._is_county_city(text):
            return
        self._take(text, best)
        self.prefecture = self._today(best, text)
        if text != best.name:
            self.confidence = min(self.confidence, SHORT)

    def _is_county_city(self, stem: str) -> bool:
        """A stem that goes on as the name of a county (吉安县 of 吉安市) names the county."""
        names, lengths = named(self.province.code[:2])
        return any(
            one.level == "county"
            for length in lengths
            if length > len(stem)
            for one in names.get(self.rest[:length], ())
        )

    def _names_here(self) -> list[Division]:
        """The divisions of the province whose name stands here, the longest name first, those in force first."""
        names, lengths = named(self.province.code[:2])
        found: list[Division] = []
        for length in lengths:
            found += sorted(names.get(self.rest[:length], ()), key=lambda one: -(one.until or 9999))
        return found

    def _read_county(self) -> None:
        if self._new_area():
            return
        here = [one for one in self._names_here() if one.level == "county"]
        if not here:
            if not self._read_stem():
                self._read_later()
            return
        text = max(filter(self.rest.startswith, here[0].names), key=len)
        if self.rest[len(text) :].startswith(_NO_COUNTY_BEHIND):
            return
        ones = [one for one in here if text in one.names]
        self._settle(ones, text)

    def _new_area(self) -> bool:
        for name, code in _NEW_AREAS.items():
            if self.rest.startswith(name) and self.prefecture is not None:
                self.county = by_code()[code]
                self._take(name, self.county, "history", f"“{name}”今为{self.county.name}")
                return True
        return False

    def _settle(self, ones: list[Division], text: str) -> None:
        """Which of the divisions of this name is meant: that of the prefecture named, else the only one."""
        inside = [one for one in ones if self._lies_inside(one)]
        if inside:
            chosen = inside[0]
            self._take(text, chosen)
            self.county = self._today(chosen, text)
            return
        others = {self._now(one).code: one for one in ones}
        if len(others) != 1:
            return
        chosen = next(iter(others.values()))
        today = self._now(chosen)
        if self.prefecture is not None:
            self.confidence = min(self.confidence, MOVED)
            above = self.prefecture.name
            said = f"“{text}”现不属{above}，按其现在的隶属关系确定"
            self.evidence = [
                one if one.code != self.prefecture.code else _against(one) for one in self.evidence
            ]
            self._take(text, today, "moved", said)
        else:
            self._take(text, chosen)
        self.county = today if self.prefecture is not None else self._today(chosen, text)
        self.prefecture = None

    def _lies_inside(self, one: Division) -> bool:
        """Whether it lies in the prefecture named, by its code then or now; anywhere, in a municipality."""
        if self.prefecture is None:
            return one.prefecture == self.province.code
        return self.prefecture.code in (one.prefecture, self._now(one).prefecture)

    def _now(self, one: Division) -> Division:
        return by_code().get(one.now, one)

    def _today(self, one: Division, text: str) -> Division:
        """What took the place of a former division, with evidence; itself, where it was divided."""
        if one.until is None:
            return one
        today = self._now(one)
        said = (
            f"“{text}”（{one.code}）用到{one.until}年，今为{today.name}（{today.code}）"
            if today is not one
            else f"“{text}”（{one.code}）用到{one.until}年，其后分属他处"
        )
        self.evidence.append(Evidence("history", text, today.code, agrees=True, said=said))
        return today

    def _read_stem(self) -> bool:
        """A county without its kind, where a township follows: 江门市鹤山桃源镇. A road may just bear its name."""
        if self.prefecture is None:
            return False
        for stem, county in county_stems(self.prefecture.code).items():
            if self.rest.startswith(stem) and _TOWNSHIP.match(self.rest, len(stem)):
                self.county = county
                self._take(stem, county)
                self.confidence = min(self.confidence, SHORT)
                return True
        return False

    def _read_later(self) -> None:
        """A county named behind a development zone: 高新技术产业开发区黄埔区科学大道."""
        zone = _ZONE.match(self.rest)
        if zone is None or self.prefecture is None:
            return
        before = self.rest
        self.rest = self.rest[zone.end() :].lstrip(",，()")
        here = [
            one for one in self._names_here() if one.level == "county" and self._lies_inside(one)
        ]
        text = here[0].name if here else ""
        if here and not self.rest[len(text) :].startswith(_NO_COUNTY_BEHIND):
            self._take(text, here[0], "later", f"“{text}”写在“{zone[0]}”之后")
            self.county = self._today(here[0], text)
            self.confidence = min(self.confidence, LATER)
        else:
            self.rest = before

    def resolution(self, postcode: str) -> Resolution:
        """The answer, weighed against the postcode."""
        area = post_area(postcode) if postcode else None
        if self.province is _NOWHERE:
            if area is None or area.share < _LEAST_SHARE:
                return Resolution(evidence=tuple(self.evidence))
            said = f"邮政编码{postcode}，仅凭邮政编码推断"
            evidence = Evidence("postcode", postcode, area.prefecture, agrees=True, said=said)
            return _answer(area.prefecture, "", POSTCODE_ALONE * area.share, (evidence,))
        prefecture = self._prefecture_code()
        confidence = self.confidence
        if area is not None and area.share >= _LEAST_SHARE and prefecture:
            agrees = area.prefecture == prefecture
            confidence += AGREES if agrees else -DISAGREES
            self.evidence.append(self._of_postcode(postcode, area.prefecture, agrees=agrees))
        elif area is not None and not prefecture and area.prefecture[:2] == self.province.code[:2]:
            said = f"地址没有写明地市，按邮政编码{postcode}推断"
            self.evidence.append(Evidence("postcode", postcode, area.prefecture, True, said))
            prefecture, confidence = area.prefecture, POSTCODE_ALONE * area.share
        county = self.county.code if self.county else ""
        return _answer(prefecture or self.province.code, county, confidence, tuple(self.evidence))

    def _of_postcode(self, postcode: str, code: str, *, agrees: bool) -> Evidence:
        """Which of the two errs is said only where something else decides it."""
        area = by_code()[code].name
        if agrees:
            said = f"邮政编码{postcode}属{area}，一致"
        elif self.county is not None:
            said = f"邮政编码{postcode}属{area}，与地址不一致；地址中市、县名称相互印证，应是邮政编码有误"
        else:
            said = f"邮政编码{postcode}属{area}，与地址不一致；不能判定哪一个有误"
        return Evidence("postcode", postcode, code, agrees=agrees, said=said)

    def _prefecture_code(self) -> str:
        if self.county is not None:
            return self.county.prefecture
        if self.prefecture is not None:
            return self.prefecture.prefecture
        return self.province.code if self.province.code[:2] in MUNICIPALITIES else ""


def _against(one: Evidence) -> Evidence:
    return Evidence(one.kind, one.text, one.code, agrees=False, said=one.said)


def _answer(
    place: str, county: str, confidence: float, evidence: tuple[Evidence, ...]
) -> Resolution:
    """place: the code of the prefecture, or of the province where that is all that is known."""
    province = f"{place[:2]}0000"
    whole = place[:2] in MUNICIPALITIES or place != province
    return Resolution(
        code=county or place,
        confidence=round(min(confidence, 0.99), 2),
        province=province,
        prefecture=place if whole else "",
        county=county,
        evidence=evidence,
    )
