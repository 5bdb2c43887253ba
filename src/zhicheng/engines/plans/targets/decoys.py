"""Figures that are not to be reached: conditions, subsidies, facts of the past (PATTERNS §5)."""

import re
from dataclasses import dataclass

from ..facts.dates import Clock
from ..structure.roles import Role
from .indicators import HAS_VERB, last_verb
from .quantities import Quantity

# Somebody gets something under a condition: its figures are amounts of support, not targets.
_GRANTED = re.compile(
    r"给予|予以|奖励(?!资金池|政策)|奖补|补助|补贴|资助|贴息|减免|免收|免征|罚款|处以|一次性|最高|最长|最多|封顶|上限|"
    r"按照?.{0,12}(?:标准|比例)|每(?:人|户|家|亩|个|吨|次|台|辆|平方米|件|套|场|项)(?!口)|单个|单户|单笔|单家|同一|每户|授信|"
    r"贷款额度|额度为"
)
_PAID_OUT = re.compile(r"发放|兑现|拨付|投放|落实|安排|筹集|争取|规模|总额")
# Facts: what has been, what is counted by way of definition.
_FACT = re.compile(
    r"截至|截止|目前|已有|已建成|现有|上年|去年|同比|较上年|是指|所称|指的是|以来|回顾|累计完成了|曾"
)
_CONDITION = re.compile(
    r"^(?:对|凡|凡是|符合|具有|具备|年满|注册|从事|若|如果|当|经认定|获得|首次)"
)
_OF = re.compile(r"(?:的|及其|且)")
_SUMMED_UP = re.compile(r"(?:等|共|这|上述|以下|下列|其余|前|近|后|满|逾期)$")
_AMONG = re.compile(
    r"(?:选择|围绕|聚焦|依托|按照|根据|通过|利用|针对|面向|坚持|立足|结合|构建|划分为?|分为?|由)[^,;。]{0,10}$"
)


_TIMED = re.compile(r"压缩|缩短|压减|时限|办理时间|时间(?:缩|压|控|不)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is about.

    silent: none of its figures is a target. timed: it is about how long something takes. granted: where
    amounts of support are spoken of. conditional: clauses that are conditions.
    """

    silent: bool
    timed: bool
    granted: tuple[int, ...]
    conditional: tuple[tuple[int, int], ...]


def scene_of(text: str, shown: str, start: int, end: int, role: Role, clock: Clock) -> Scene:
    """Reads a sentence for words that make its figures something other than targets."""
    fact = _FACT.search(shown, start, end)
    past = clock.issued and _only_past(text[start:end], clock.issued)
    granted = tuple(found.start() for found in _GRANTED.finditer(shown, start, end))
    conditional = tuple(
        (first, last)
        for first, last in _clauses(shown, start, end)
        if _CONDITION.match(shown[first:last])
    )
    return Scene(bool(fact or past), bool(_TIMED.search(shown, start, end)), granted, conditional)


def is_decoy(shown: str, one: Quantity, scene: Scene, begin: int, end: int) -> bool:
    """Whether a figure is an amount of support, a condition, or a count that sums up a list."""
    before = shown[begin : one.head]
    if _SUMMED_UP.search(shown[max(begin, one.start - 3) : one.start]):
        return True
    if one.comparator == "" and _AMONG.search(before):
        return True
    if one.kind in ("money", "rate", "time", "measure") and any(
        _clause_of(shown, spot) == _clause_of(shown, one.start) or spot < one.start
        for spot in scene.granted
    ):
        return not (_PAID_OUT.search(before) and not _granted_here(shown, one, scene))
    if any(first <= one.start < last for first, last in scene.conditional):
        return bool(scene.granted) or shown[one.tail : one.tail + 1] == "的"
    return any(
        _clause_of(shown, spot) == _clause_of(shown, one.start) for spot in scene.granted
    ) and (one.kind != "count" or not last_verb(before))


def is_qualifier(
    shown: str, one: Quantity, following: Quantity | None, begin: int, end: int
) -> bool:
    """Whether a figure only says which things are meant (授权专利2件以上的企业…达10家)."""
    after = shown[one.tail : end]
    governed = bool(last_verb(shown[begin : one.head])) and one.kind == "count"
    if after.startswith("的") and not governed:
        return True
    if following is None:
        return _inside_name(shown, one, begin, end)
    between = shown[one.tail : following.head]
    if "、" in between or governed:
        return False
    return not (HAS_VERB.search(between) and len(between) > 3)


def _inside_name(shown: str, one: Quantity, begin: int, end: int) -> bool:
    """A sum of money or a share within the name of what an earlier figure counts."""
    if one.kind == "count" or begin == 0 or shown[begin - 1] in ",;:。、":
        return False
    return one.head >= begin and not HAS_VERB.search(shown[begin : one.head])


def _granted_here(shown: str, one: Quantity, scene: Scene) -> bool:
    here = _clause_of(shown, one.start)
    return any(_clause_of(shown, spot) == here for spot in scene.granted)


def _clause_of(shown: str, index: int) -> int:
    """The start of the clause that an index stands in."""
    start = max(shown.rfind(mark, 0, index) for mark in ",;:。!?")
    return start + 1


def _clauses(shown: str, start: int, end: int) -> list[tuple[int, int]]:
    found, first = [], start
    for index in range(start, end):
        if shown[index] in ",;:":
            found.append((first, index))
            first = index + 1
    return [*found, (first, end)]


_ANY_YEAR = re.compile(r"(20\d{2})年")


def _only_past(sentence: str, year_of_issue: str) -> bool:
    """Whether all years of a sentence lie before the year of issue."""
    found = _ANY_YEAR.findall(sentence)
    return bool(found) and all(year < year_of_issue for year in found)
