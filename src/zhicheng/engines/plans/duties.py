"""Recurring duties: what is to be done every year, every quarter, again and again (PATTERNS §6)."""

import re
from collections.abc import Iterator, Sequence

from zhicheng.engines.plans.reading import Duty
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.targets.indicators import CORE_VERBS
from zhicheng.engines.plans.text.clauses import sentences
from zhicheng.engines.plans.text.masks import FILLER, masked
from zhicheng.engines.plans.text.passages import Passage
from zhicheng.engines.plans.units.names import is_unit

# How often: what the text says → the form of ``when``. 定期 and 适时 give no interval.
_YEARLY_DAY = re.compile(
    r"每年(\d{1,2})月(\d{1,2})日(?:之?前|以前)?|每年(\d{1,2})月(?:底|份)?(?:之?前|以前)?"
)
INTERVALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("quarterly", re.compile(r"每季|按季度?|逐季|季度末|季末|季(?:通报|调度|报告)")),
    ("monthly", re.compile(r"每月|按月|逐月|每个月|月末|月(?:调度|通报|报告|例会)")),
    ("weekly", re.compile(r"每周|按周|周调度")),
    ("half-yearly", re.compile(r"每半年|半年一次|每半年度")),
    ("every two years", re.compile(r"每两年|每2年")),
    ("yearly", re.compile(
        r"每年|年均(?!增|浓度|气温|降)|年度|(?<!\d)年底前|年末|每一年|逐年|一年一度|按年|年(?:考核|终考核)"
    )),
    ("yearly campaign", re.compile(
        r"(?:宣传周|宣传日|宣传月|宣传季|活动周|活动月|专利周|世界[^,。;“”]{2,10}日|品牌日|"
        r"活动日|节)[^,。;]{0,14}(?:活动|契机|时机|渠道|等)"
    )),
    ("ongoing", re.compile(
        r"常态化|常态长效|日常(?:巡查|检查|抽查|排查|监管|监督|巡检|维护)|持续(?:开展|保持|推进|组织|实施|加强)|长期(?:坚持|开展)|经常性"
    )),
    ("periodic (interval not stated)", re.compile(r"定期(?!存款)|不定期")),
    ("as appropriate", re.compile(r"适时|及时(?:向|按|上报|报告|汇总)[^,。;]{0,12}|视情")),
    (
        "periodic (interval not stated)",
        re.compile(
            r"(?:开展|组织)[^,。;]{0,20}(?:督导检查|监督检查|绩效评[价估]|考核评[价估]|评估检查|跟踪问效)"
        ),
    ),
)  # fmt: skip
# 年度 in a name is no duty by itself: there must be something to do.
_DOING = re.compile(
    r"报告|报送|上报|汇报|总结|考核|评估|评价|检查|督查|督导|通报|调度|会商|召开|开展|组织|举办|发布|公布|更新|"
    r"安排|制定|编制|研究|巡查|排查|抽查|监测|培训|宣传|推进|保持|利用|办好|征集|走访|评选|申报|纳入|发放|实施|分析|建立"
)
# 每年新建…, 年均开发…: whatever is to be done so often, also where it is a target.
_EVERY = re.compile(
    rf"(?:每年|每季度?|每月|每周|每半年|年均|逐年)[^,;。]{{0,10}}?(?:{'|'.join(CORE_VERBS)})"
)
_SUBJECT = re.compile(
    r"^([^,。;:]{2,30}?)(?:要|应|须|需|负责|每年|每季|每月|每半年|定期|适时|及时|会同|牵头)"
)
_READ = frozenset({Role.TASKS, Role.SAFEGUARDS, Role.GOALS, Role.ORGANISATION})


def duties_of(items: Sequence[Item], units: dict[str, tuple[str, ...]]) -> tuple[Duty, ...]:
    """Every recurring duty, in reading order. units: for each path the units of its task."""
    return tuple(
        duty
        for item in items
        if item.role in _READ
        for one in item.paragraphs
        for duty in _in_passage(item, one, units.get(item.path, ()))
    )


def _in_passage(item: Item, one: Passage, units: tuple[str, ...]) -> Iterator[Duty]:
    shown = masked(one.text)
    for start, end in sentences(shown):
        previous = -1
        for first, last in _pieces(one.text, shown, start, end):
            when = _when(one.text[first:last])
            if when is None or first < previous:
                continue
            last = _with_object(one.text, shown, first, last, end)
            previous = last
            who = _who(one, start, first) or units
            yield Duty(one.raw(first, last), who, when, item.path, one.span(first, last))


def _pieces(text: str, shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for index in range(start, end + 1):
        if index == end or shown[index] in ",;:":
            if index > start:
                yield start, index
            start = index + 1


def _when(clause: str) -> str | None:
    if found := _YEARLY_DAY.search(clause):
        if found[1]:
            return f"yearly {int(found[1]):02d}-{int(found[2]):02d}"
        return f"yearly {int(found[3]):02d}"
    for when, pattern in INTERVALS:
        if pattern.search(clause):
            return when if _DOING.search(clause) or _EVERY.search(clause) else None
    return None


def _with_object(text: str, shown: str, start: int, end: int, limit: int) -> int:
    """Takes in the next clause where this one only names the occasion (利用…时机,谋划…活动)."""
    clause = text[start:end]
    if end < limit and (len(clause) < 12 or re.search(r"(?:契机|时机|渠道|等|前)$", clause)):
        return next((i for i in range(end + 1, limit) if shown[i] in ",;:"), limit)
    return end


def _who(one: Passage, start: int, first: int) -> tuple[str, ...]:
    """The unit that the sentence or the clause names as its subject."""
    for begin in (first, start):
        if found := _SUBJECT.match(one.text[begin : begin + 40]):
            name = found[1]
            if is_unit(name) and FILLER not in name:
                return (one.raw(begin, begin + len(name)),)
    return ()
