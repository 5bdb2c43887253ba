"""Figures that are not to be reached: conditions, subsidies, facts of the past (PATTERNS §5)."""

import re
from dataclasses import dataclass

from zhicheng.engines.plans.facts.dates import Clock, Due
from zhicheng.engines.plans.targets.indicators import HAS_VERB, last_verb
from zhicheng.engines.plans.targets.quantities import Quantity
from zhicheng.engines.plans.text.masks import DATE, FILLER

# Somebody gets something under a condition: its figures are amounts of support, not targets. The
# words hold on to the next semicolon; those that measure support hold for their clause.
_GRANTED = re.compile(
    r"给予|予以|奖励(?!资金池|政策)|奖补|(?:补助|补贴)(?!标准[^,;。]{0,4}提高)|资助|贴息|减免|免收|免征|罚款|处以|授信"
)
_MEASURED_OUT = re.compile(
    r"一次性|最高|最长|最多|封顶|上限|按照?.{0,12}(?:标准|比例)|"
    r"每(?:人|户|家|亩|个|吨|次|台|辆|平方米|件|套|场|项)(?!口)|单个|单户|单笔|单家|同一|贷款额度|额度为"
)
# Money that the city itself pays out or raises is a target even where 补贴 is the word for it.
_PAID_OUT = re.compile(r"发放|兑现|拨付|投放|落实|安排|筹集|争取|规模|总额")
# What has been, and what a word means.
_FACT = re.compile(r"截至|截止|目前|已有|已建成|现有|去年|是指|所称|指的是|以来|回顾")
_CONDITION = re.compile(r"(?:对|凡|符合|具有|具备|年满|注册|从事|若|如果|当|经认定|获得|首次)")
_SUMMED_UP = re.compile(r"(?:等|共|这|上述|以下|下列|其余|前|近|后|满|逾期)$")
_AMONG = re.compile(
    r"(?:选择|围绕|聚焦|依托|按照|根据|通过|利用|针对|面向|坚持|立足|结合|构建|划分为?|分为?|由)[^,;。]{0,10}$"
    r"|每\d[^,;。]{0,24}$"
)
_TIMED = re.compile(r"压缩|缩短|压减|时限|办理时间|时间(?:缩|压|控|不)")
# A year that something is compared with, or of a paper that is cited, tells nothing about when the
# sentence is set.
_ANY_YEAR = re.compile(r"(?<![较比由从自以])(20\d{2})年(?![^,;。]{0,16}《)")
_REACHES = re.compile(r"达到|达标|完成|实现|建成|建有|通过|落户|配备|开展|覆盖|纳入|合格|接入|建立")
# Those who get support, and the words for it that may stand in a target.
_SUPPORTED = frozenset({"人", "家", "个", "项", "户", "支"})
_FUNDED = re.compile(r"资助|奖励|奖补|补助|补贴|贴息")
_AMOUNT = re.compile(r"\d[万亿千百]{0,2}元")
_MARK = re.compile("[,;:。!?]")
_MARKS = ",;:。!?"
_FURTHEST = 400
# Kinds of figures that support is given in.
_SUPPORT = frozenset({"money", "rate", "time", "measure"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is about.

    told_until: figures before this index are facts of the past. timed: it is about how long
    something takes. granted: where support is spoken of. measured: the clauses, by their starts,
    in which it is measured out. supporting: the clauses of either kind.
    """

    told_until: int
    timed: bool
    granted: tuple[int, ...]
    measured: frozenset[int]
    supporting: frozenset[int]


def scene_of(text: str, shown: str, start: int, end: int, dues: list[Due], clock: Clock) -> Scene:
    """Reads a sentence for words that make its figures something other than targets."""
    granted = tuple(found.start() for found in _GRANTED.finditer(shown, start, end))
    measured = frozenset(
        _clause_of(shown, found.start()) for found in _MEASURED_OUT.finditer(shown, start, end)
    )
    return Scene(
        told_until=_told_until(text, shown, start, end, dues, clock),
        timed=bool(_TIMED.search(shown, start, end)),
        granted=granted,
        measured=measured,
        supporting=measured | {_clause_of(shown, spot) for spot in granted},
    )


def is_decoy(shown: str, one: Quantity, scene: Scene, begin: int) -> bool:
    """Whether a figure is an amount of support, a condition, or a count that sums up a list."""
    before = shown[begin : one.head]
    if _SUMMED_UP.search(shown[max(begin, one.start - 3) : one.start]):
        return True
    if not one.comparator and _AMONG.search(before):
        return True
    if _sets_condition(shown, one):
        return True
    clause = _clause_of(shown, one.start)
    here = clause in scene.supporting
    if one.kind in _SUPPORT and (here or _granted_before(shown, one, scene)):
        return here or not _PAID_OUT.search(before)
    if _CONDITION.match(shown, clause):
        return bool(scene.supporting) or shown[one.tail : one.tail + 1] == "的"
    if not here or (one.kind == "count" and last_verb(shown[begin : one.start])):
        return False
    return not _beneficiaries(shown, one, clause, scene)


def _beneficiaries(shown: str, one: Quantity, clause: int, scene: Scene) -> bool:
    """Whether a figure counts those who are to be supported (选拔资助100名骨干), without an amount."""
    stop = _MARK.search(shown, one.end, one.end + _FURTHEST)
    limit = stop.start() if stop else one.end + _FURTHEST
    return (
        one.unit in _SUPPORTED
        and bool(_FUNDED.search(shown, clause, one.start))
        and not _AMOUNT.search(shown, clause, limit)
        and clause not in scene.measured
    )


def _sets_condition(shown: str, one: Quantity) -> bool:
    """Whether the clause says whom a rule holds for: 有3个以上项目的,…."""
    stop = _MARK.search(shown, one.end, one.end + _FURTHEST)
    return stop is not None and stop[0] == "," and shown[stop.start() - 1] == "的"


def _granted_before(shown: str, one: Quantity, scene: Scene) -> bool:
    return any(
        spot < one.start and shown.find(";", spot, one.start) < 0 for spot in scene.granted[-9:]
    )


def is_qualifier(
    shown: str, one: Quantity, following: Quantity | None, begin: int, end: int
) -> bool:
    """Whether a figure only says which things are meant (授权专利2件以上的企业…达10家).

    end: where the words of the next figure begin, or the clause ends.
    """
    if following is None and share_of(shown, one, begin, end):
        return False
    governed = bool(last_verb(shown[begin : one.head])) and one.kind == "count"
    if (
        shown[one.tail : one.tail + 1] == "的"
        and one.tail < end
        and not (governed and following is None)
    ):
        return True
    if following is None:
        return _inside_name(shown, one, begin)
    between = shown[one.tail : following.head]
    if "、" in between or governed:
        return False
    return not (HAS_VERB.search(between) and len(between) > 3)


def share_of(shown: str, one: Quantity, begin: int, end: int) -> bool:
    """Whether a share opens the clause and a predicate follows: 80%以上的社区达到标准."""
    opens = not shown[begin : one.head].strip(FILLER + DATE)
    return opens and one.kind == "rate" and bool(_REACHES.search(shown, one.tail + 2, end))


def _inside_name(shown: str, one: Quantity, begin: int) -> bool:
    """A sum of money or a share within the name of what an earlier figure counts."""
    if one.kind == "count" or begin == 0 or shown[begin - 1] in _MARKS + "、":
        return False
    return not HAS_VERB.search(shown[begin : one.head])


def _told_until(text: str, shown: str, start: int, end: int, dues: list[Due], clock: Clock) -> int:
    """Up to where a sentence tells facts: to the first due time to come, or to its end.

    A sentence all of whose years lie before the year of issue is one of facts.
    """
    to_come = [
        one.start
        for one in dues
        if start <= one.start < end and (clock.issued is None or one.value[:4] >= clock.issued)
    ]
    years = _ANY_YEAR.findall(text[start:end])
    past = clock.issued is not None and years and all(year < clock.issued for year in years)
    if past or _FACT.search(shown, start, end):
        return min(to_come, default=end)
    return start


def _clause_of(shown: str, index: int) -> int:
    """The start of the clause that an index stands in."""
    floor = max(0, index - _FURTHEST)
    return max(floor - 1, *(shown.rfind(mark, floor, index) for mark in _MARKS)) + 1
