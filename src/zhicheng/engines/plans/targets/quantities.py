"""Quantities: numbers with units, and the comparator that their wording gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhicheng.engines.plans.targets.indicators import GOVERNS
from zhicheng.engines.plans.targets.measures import KIND, MAGNITUDES, NORMAL, QUANTITY, WORDED
from zhicheng.engines.plans.text.characters import numeral

# The words before a figure → the comparator; the first that ends right before it decides.
_BEFORE: tuple[tuple[str, str], ...] = (
    (">=", r"不少于|不低于|不小于|不得少于|不得低于|至少(?:[^,;。、\d]{1,4})?|最少|≥|>="),
    (
        "<=",
        r"不超过|不高于|不多于|不大于|不得超过|不得高于|至多|控制在|(?:压缩|压减|缩短|缩减|降低|下降|降|减少)[到至]|"
        r"低于|少于|小于|≤|<=",
    ),
    (">", r"超过|超出|突破|高于|大于|多于|超|逾|>"),
    (
        "=",
        r"达到了?|达|(?:提高|提升|增加|增长|扩大|发展|上升)[到至]|增至|升至|(?:稳定|保持|维持)[在到]|保持|"
        r"约为|约|为|至|到|增长|增加|提高|提升|下降|降低|减少|新增|=|增速|完成",
    ),
)
_PREFIX = tuple(
    (sign, re.compile(rf"(?:{words})(?:约|近|全省|全国)?(?:的)?$")) for sign, words in _BEFORE
)
# 不低于上年总量的60%: the comparator stands before what the share is taken of.
_OF_BASE = re.compile(
    r"(?P<sign>不[得应]?(?:少于|低于|超过|高于)|达到|超过|(?:提高|提升|增加|增长|扩大)[到至])(?:了|约)?"
    r"(?P<base>[^,;:。、\d]{1,24}?)的(?:比例|比重)?$"
)
# 新增就业人数24万以上: a total whose noun says what is counted.
_TOTAL = re.compile(
    r"(?P<noun>人数|人口|人次|户数|家数|件数|用户|学生|劳动力|客流量|游客量)(?:[^,;:。、\d]{0,6}?)"
    r"(?P<number>\d{1,6}(?:\.\d{1,4})?)(?P<magnitude>万|亿|千万|百万)(?=以上|左右|以内|[,;。、)]|$)"
)
# 创新指数达到160以上: an index has no unit.
_INDEX = re.compile(
    r"(?:指数|系数|比值|得分|分值)(?:值|排名)?[^,;:。、\d]{0,6}?(?P<number>\d{1,6}(?:\.\d{1,4})?)"
    r"(?=以上|左右|以内|以下|[,;。、]|$)"
)
_COUNTED_IN_NOUN = {
    "人次": "人次",
    "客流量": "人次",
    "游客量": "人次",
    "户数": "户",
    "用户": "户",
    "家数": "家",
    "件数": "件",
}
# 百个, 千家 after a verb of doing: round numbers in words.
_ROUND = re.compile(
    r"(?<![一二两三四五六七八九十百千万亿几数上近超第\d])(?P<number>百|千|万)(?P<unit>个|家|项|所|场|条|座|套|支)(?!万)(?=[\u4e00-\u9fff])"
)
_AFTER = re.compile(
    r"(?:及|或|\(含\))?(?P<up>以上)|(?P<down>以内|以下|之内|之下|内(?=$|[,。;、)]))|(?P<about>左右|上下)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    start, end: in the text, comparator words excluded. head: where the comparator words before it
    begin. tail: where those behind it end. comparator: ``""`` for a bare number. base: what a share is
    taken of, where it stands between the comparator and the number.
    """

    value: Decimal
    value_max: Decimal | None
    unit: str
    written: str
    unit_written: str
    kind: str
    comparator: str
    start: int
    end: int
    head: int
    tail: int
    per: str = ""
    base: str = ""

    @property
    def wording(self) -> bool:
        return self.comparator != ""


def quantities(shown: str, start: int, end: int) -> list[Quantity]:
    """All quantities of a clause of a masked text, in order."""
    found = [
        *_figures(shown, start, end),
        *_worded(shown, start, end),
        *_totals(shown, start, end),
        *_round(shown, start, end),
        *_indices(shown, start, end),
    ]
    return sorted(found, key=lambda one: one.start)


def _figures(shown: str, start: int, end: int) -> Iterator[Quantity]:
    for found in QUANTITY.finditer(shown, start, end):
        if one := _quantity(shown, found, start, end):
            yield one


def _quantity(shown: str, found: re.Match[str], start: int, end: int) -> Quantity | None:
    magnitude = found["magnitude"] or (found["first"] if not found["second"] else None)
    scale = MAGNITUDES[magnitude] if magnitude else Decimal(1)
    first_scale = MAGNITUDES[found["first"]] if found["first"] else scale
    value = Decimal(found["number"].replace(",", "")) * first_scale
    value_max = Decimal(found["second"].replace(",", "")) * scale if found["second"] else None
    if value_max is not None and value_max <= value:
        return None
    # 10万元: the money unit may have been taken as the unit of the first half.
    unit = found["unit"]
    return _made(shown, found, start, end, value, value_max, unit, (magnitude or "") + unit)


def _worded(shown: str, start: int, end: int) -> Iterator[Quantity]:
    for found in WORDED.finditer(shown, start, end):
        value = numeral(found["number"])
        if not value or shown[found.start() - 1 : found.start()] in ("第", "之", "十"):
            continue
        scale = MAGNITUDES[found["magnitude"]] if found["magnitude"] else Decimal(1)
        unit = found["unit"]
        one = _made(
            shown, found, start, end, value * scale, None, unit, (found["magnitude"] or "") + unit
        )
        if one and (
            one.comparator in (">=", ">", "<=") or shown[one.head : one.start].startswith("达")
        ):
            yield one


def _totals(shown: str, start: int, end: int) -> Iterator[Quantity]:
    for found in _TOTAL.finditer(shown, start, end):
        first, scale = found.start("number"), MAGNITUDES[found["magnitude"]]
        number = found["number"]
        sign, width = _sign_before(shown[max(found.end("noun"), first - 8) : first])
        sign, tail = _sign_after(shown, found.end(), end, sign)
        unit = _COUNTED_IN_NOUN.get(found["noun"], "人")
        yield Quantity(
            value=Decimal(number) * scale, value_max=None, unit=unit, written=number,
            unit_written=found["magnitude"], kind=KIND[unit], comparator=sign, start=first,
            end=found.end(), head=first - width, tail=tail,
        )  # fmt: skip


def _indices(shown: str, start: int, end: int) -> Iterator[Quantity]:
    for found in _INDEX.finditer(shown, start, end):
        first, number = found.start("number"), found["number"]
        sign, width = _sign_before(shown[max(found.start(), first - 8) : first])
        sign, tail = _sign_after(shown, found.end(), end, sign)
        yield Quantity(
            value=Decimal(number), value_max=None, unit="", written=number, unit_written="",
            kind="score", comparator=sign, start=first, end=found.end(), head=first - width,
            tail=tail,
        )  # fmt: skip


def _round(shown: str, start: int, end: int) -> Iterator[Quantity]:
    for found in _ROUND.finditer(shown, start, end):
        if GOVERNS.search(shown, max(start, found.start() - 8), found.start()):
            value = Decimal(numeral(found["number"]) or MAGNITUDES[found["number"]])
            unit = found["unit"]
            if one := _made(shown, found, start, end, value, None, unit, unit):
                yield one


def _made(
    shown: str,
    found: re.Match[str],
    start: int,
    end: int,
    value: Decimal,
    value_max: Decimal | None,
    unit: str,
    unit_written: str,
) -> Quantity | None:
    if shown[found.end() : found.end() + 1] in ("级", "制") or _structural(
        shown, found.end(), unit
    ):
        return None
    kind = KIND.get(unit, "count")
    before = shown[max(start, found.start() - 8) : found.start()]
    if _ADDRESS.search(before) and _LOT.match(shown, found.end() - len(unit)):
        return None
    sign, width = _sign_before(before)
    base = None
    if kind == "rate" and not sign:
        base = _OF_BASE.search(shown, max(start, found.start() - 36), found.start())
    if base:
        sign, width = _sign_before(base["sign"])[0], found.start() - base.start()
    sign, tail = _sign_after(shown, found.end(), end, sign)
    per = (found["per"] or "") if found.re is QUANTITY else ""
    if value_max is not None:
        sign = "range"
    return Quantity(
        value=value,
        value_max=value_max,
        unit=NORMAL.get(unit, unit) + (per if per != "/年" else ""),
        written=found["number"],
        unit_written=unit_written,
        kind=kind,
        comparator=sign,
        start=found.start(),
        end=found.end(),
        head=found.start() - width,
        tail=tail,
        per=per,
        base=base["base"] if base else "",
    )


def _sign_before(before: str) -> tuple[str, int]:
    for sign, pattern in _PREFIX:
        if found := pattern.search(before):
            return sign, len(before) - found.start()
    return "", 0


def _sign_after(shown: str, start: int, end: int, sign: str) -> tuple[str, int]:
    """The comparator with the words behind the figure (以上, 以内, 左右), and where those end."""
    after = _AFTER.match(shown, start, end)
    if not after:
        return sign, start
    return ">=" if after["up"] else ("<=" if after["down"] else sign or "="), after.end()


# 中山路627弄, 人民路89号地块: a place, no quantity.
_ADDRESS = re.compile("[路街弄巷道]$")
_LOT = re.compile("弄|号|地块|街坊|项目")
_STRUCTURE = re.compile(
    r"方面|维度|层次|层面|环节|领域|重点|关键|阶段|体系|统筹|坚持|转变|行业|步骤|要素|月|工作日|百分点|"
    r"板块|部分|类别|等级|档次|档|确保|强化|聚焦|一批|走在前"
)


def _structural(shown: str, end: int, unit: str) -> bool:
    """3个方面, 5大…: numbers that order the text and are not to be reached."""
    if unit in ("米", "公里"):
        return shown.startswith(("服务半径", "半径", "范围"), end)
    return unit in ("个", "项", "大", "类") and bool(_STRUCTURE.match(shown, end))
