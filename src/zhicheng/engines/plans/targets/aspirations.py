"""Targets without figures: ranks, coverage, growth, milestones, visions (PATTERNS §5, RULES §2.4).

They are read only where their wording is clear; no percentage of progress can be shown for them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.facts.dates import Clock, dues
from zhicheng.engines.plans.reading import Target
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.targets.indicators import HEDGE
from zhicheng.engines.plans.targets.quantities import quantities
from zhicheng.engines.plans.targets.setting import inherited_dues, opening_due
from zhicheng.engines.plans.text.clauses import clauses, sentences
from zhicheng.engines.plans.text.masks import masked
from zhicheng.engines.plans.text.passages import Passage

_GOALS = frozenset({Role.GOALS})
_STAGES = frozenset({Role.GOALS, Role.PHASES})
_ANYWHERE = frozenset({Role.GOALS, Role.TASKS, Role.SAFEGUARDS, Role.PHASES})


@dataclass(frozen=True, slots=True)
class Wording:
    """A way of writing a target without a figure, and the sections in which it is one.

    dated: in other sections too if the sentence has a due time of its own.
    """

    kind: str
    pattern: re.Pattern[str]
    roles: frozenset[Role]
    dated: bool = False


WORDINGS: tuple[Wording, ...] = (
    Wording(
        "rank",
        re.compile(
            r"(?:力争)?(?:稳居|位居|位列|居于|居|保持|处于|进入|走在|跻身|迈入|排名|争进|挺进)[^,;]{0,10}?"
            r"(?:前列|前茅|首位|第一方阵|第一梯队|领先(?:水平|地位)?|先进行列|前[一二三四五六七八九十\d]{1,3}(?:[位名强]|$))"
        ),
        _ANYWHERE,
    ),
    Wording("coverage", re.compile(r"(?:全|全域|全市域|全面|全员|全程|全流程)覆盖$"), _ANYWHERE),
    Wording(
        "growth",
        re.compile(
            r"(?:数|量|率|额|满意度|占比|比例|比重|指标|规模|收入|资金|贷款|申请|投入|增加值)(?:等[^,;]{0,8})?(?:指标)?"
            r"(?:[^,;]{0,4}?(?:保持|实现|有|取得|持续|稳步|逐年|逐步|明显|大幅|显著|有所|不断|进一步|年均)[^,;]{0,8}?)"
            r"(?:增长|提升|提高|增加|突破|下降|降低|翻番|翻一番)$"
        ),
        _GOALS,
        dated=True,
    ),
    Wording(
        "growth",
        re.compile(r"(?:每年|逐年|而逐步)[^,;]{0,10}(?:增长|增加|递增)$|翻一番|翻番|翻两番|倍增$"),
        _ANYWHERE,
    ),
    Wording(
        "vision",
        re.compile(
            r"(?:基本|初步|全面|率先|加快|力争|争取)?(?:建成|建设成为?|打造成为?|成为)[^,;]{2,60}"
            r"(?:市|县|区|高地|中心|基地|枢纽|标杆|样板|先行区|示范区|强省|名城|目的地|门户|节点|典范|福地|家园)$"
        ),
        _GOALS,
    ),
    Wording(
        "vision",
        re.compile(
            r"取得(?:明显|显著|重大|突破性|实质性|阶段性|积极|决定性)[^,;]{0,4}(?:成效|进展|突破|成果)$"
        ),
        _GOALS,
    ),
    Wording(
        "milestone", re.compile(r"建成[^,;]{0,6}投(?:入|用|产|运)|投入(?:使用|运行|运营)$"), _GOALS
    ),
    Wording(
        "milestone",
        re.compile(r"^(?:力争|争取|确保)?(?:顺利)?通过[^,;]{0,16}(?:验收|评估|认定|复审)$"),
        _STAGES,
    ),
    Wording(
        "milestone",
        re.compile(r"^(?:力争|争取|确保)[^,;]{0,20}通过[^,;]{2,24}(?:验收|评估|认定|复审|考核)$"),
        _ANYWHERE,
    ),
    Wording("milestone", re.compile(r"达到[^,;]{2,30}(?:标准|要求|水平)$"), _STAGES),
    Wording(
        "milestone",
        re.compile(
            r"^(?:建成|建设)[^,;一]{3,24}(?:平台|中心|基地|园区|机场|高铁|铁路|高速公路|工程)$"
        ),
        _GOALS,
    ),
    Wording(
        "milestone",
        re.compile(
            r"(?:^|[前底末■]|全部|全面|基本|率先|力争|确保|牵头)(?:完成|建成|制定完成|编制完成)[^,;]{4,60}$"
        ),
        frozenset(),
        dated=True,
    ),
    Wording(
        "milestone",
        re.compile(
            r"(?:实现|全部|全面|按时|如期|基本)(?:建成投用|建成|完工|竣工|开工|投用|运营|通车|投产)$"
        ),
        _ANYWHERE,
    ),
    Wording("milestone", re.compile(r"^(?:力争|争取|积极)?创建成为"), _ANYWHERE),
)


def aspirations_of(items: Sequence[Item], clock: Clock) -> tuple[Target, ...]:
    """All clear targets without a figure, in reading order; due times as for those with one."""
    inherited = inherited_dues(items, clock)
    return tuple(
        target
        for item in items
        if item.role in _ANYWHERE
        for one in item.texts
        for target in _in_passage(item, one, inherited.get(item.path), clock)
    )


def _in_passage(item: Item, one: Passage, inherited: str | None, clock: Clock) -> Iterator[Target]:
    shown = masked(one.text)
    due_times = dues(one.text, clock)
    first_words = opening_due(one.text, due_times)
    opening = [first_words] if first_words else []
    for start, end in sentences(shown):
        own = [due.value for due in due_times if start <= due.start < end] or opening
        hedge = None
        for first, last in clauses(shown, start, end):
            found = HEDGE.search(one.text, first, last)
            hedge = found[0].removesuffix("实现") if found else hedge
            wording = _wording(item.role, shown, first, last, dated=bool(own))
            if wording and not _figures(shown, first, last, wording[0]):
                yield _target(item, one, wording, first, last, own[0] if own else inherited, hedge)


def _wording(role: Role, shown: str, start: int, end: int, dated: bool) -> tuple[str, str] | None:
    clause = shown[start:end]
    for one in WORDINGS:
        if (role in one.roles or (dated and one.dated)) and (found := one.pattern.search(clause)):
            return one.kind, found[0]
    return None


def _figures(shown: str, start: int, end: int, kind: str) -> bool:
    """Whether a clause has a figure of its own; a milestone (建成3个中心) has if it has any."""
    return any(one.wording or kind == "milestone" for one in quantities(shown, start, end))


def _target(
    item: Item,
    one: Passage,
    wording: tuple[str, str],
    start: int,
    end: int,
    due: str | None,
    hedge: str | None,
) -> Target:
    kind, words = wording
    text = one.raw(start, end)
    cut = one.text[start:end].find(words.lstrip("力争"))
    subject = one.raw(start, start + cut) if cut > 1 else text
    return Target(
        outline=item.path, text=text, indicator=subject, comparator="qualitative", value=None,
        unit=None, unit_as_written=None, due=due, cumulative=None,
        annual=kind == "growth" and ("每年" in words or "逐年" in words),
        expected="预期" in text, span=one.span(start, end), wording=words, hedge=hedge,
        soft=hedge is not None, kind=kind, confidence=0.7,
    )  # fmt: skip
