"""The short names of targets without figures (力争万家桥站如期建成投用 → 万家桥站建成投用)."""

import re

from zhicheng.engines.plans.targets.indicators import plain
from zhicheng.engines.plans.targets.making import visible
from zhicheng.engines.plans.targets.quantities import quantities
from zhicheng.engines.plans.targets.wordings import Naming, Wording

# 将我市, 把全县: whom a vision is for; 在中心城区, 会同配合单位: where and with whom it is done.
_OPENING = re.compile(
    r"^(?:[将把使让](?:我|全|本)?[市县区州镇村]?|[到至]?[^,;]{0,2}[前底末](?=[\u4e00-\u9fff])|会同[^,;]{2,6}单位于?|于|"
    r"实现对?|完成|积极|继续|各地要?|[\u4e00-\u9fff]{0,8}要(?=制|编|完|建|实))+"
)
_MANNER = re.compile(
    r"高标准|高质量|高水平|高起点|力争|争取|确保|努力|顺利|按时|如期|按期|率先|逐步|稳步|继续|全部实现|实现(?=$)"
)
_CLOSING = re.compile(
    r"(?:实现|达到|保持|力争|继续|稳步|逐步|持续|综合|[均都的])+$|(?<=[^实])有$|随[^,;]{2,10}(?:增长|增加|提高)而?$|的(?:任务目标|目标任务|任务|目标)$"
)
_SCOPE = re.compile("全国|全省|全区|全市|全县|全州|国内|国际|世界|中西部|西部|中部|长三角")
_REACHES = re.compile("实现|达到|保持|进入|稳步|持续")
_DEED = re.compile("(?:建成|建设成为?|打造成为?|成为|达到)$")
# 设立科技专项资金,每年有所增长: what is founded is what the clauses behind it are about.
_FOUNDED = "(?:设立|安排|建立|列支|筹集)"
_FOUNDING = re.compile(_FOUNDED + "(?=[^,;:、]{4,20}$)")
# What is asked of what shall grow.
_ASKED = re.compile("翻[一两]番$|..$")
_LONG, _LONG_MEASURE = 12, 24
_SHORT = 4
# No closing is longer; a bound keeps the time in proportion.
_LONGEST_CLOSING = 40
# A thing is founded near what is said of it; a bound keeps the time in proportion.
_FURTHEST = 300


def name_of(
    text: str,
    shown: str,
    start: int,
    end: int,
    wording: tuple[Wording, re.Match[str]],
    subject: str,
) -> str:
    """What a target in the clause ``text[start:end]`` is about.

    wording: with where it stands in the clause. subject: that of the clauses before, for a clause
    that has none of its own (…比重达到3%,居全省前列; 设立专项资金,每年有所增长).
    """
    way, found = wording
    if way.naming is Naming.SUBJECT:
        named = "noun" in found.re.groupindex
        own = _words(text, shown, start, start + (found.end("noun") if named else found.start()))
        if way.kind in ("rank", "growth") and len(own) < 2:
            own = subject
        name = (
            _grown(own, text[max(0, start - _FURTHEST) : start], found)
            if way.kind == "growth"
            else _shortened(own)
        )
        return _with_predicate(name, way, found) or _words(text, shown, start, end)
    if way.naming is Naming.WHOLE:
        return _words(text, shown, start, end)
    begin = start + (found.end("deed") if way.naming is Naming.OBJECT else found.start("deed"))
    return _shortened(_words(text, shown, begin, end), found["deed"])


def subject_of(text: str, shown: str, start: int, end: int) -> str:
    """The subject of a clause with a figure or a predicate of reaching: the words before that.

    That of a clause which founds something is what it founds.
    """
    for founding in _FOUNDING.finditer(shown, start, end):
        return _words(text, shown, founding.end(), end)
    figures = quantities(shown, start, end)
    reaches = _REACHES.search(shown, start + 2, end)
    stop = figures[0].head if figures else reaches.start() if reaches else start
    return _words(text, shown, start, stop)


def _words(text: str, shown: str, start: int, end: int) -> str:
    words = _MANNER.sub("", visible(text, shown, start, end))
    words = plain(words)
    while (opening := _OPENING.match(words)) and len(words) - opening.end() >= 2:
        words = plain(words[opening.end() :])
    stop = len(words)
    while closing := _CLOSING.search(words, max(0, stop - _LONGEST_CLOSING), stop):
        stop = closing.start()
    return words[:stop]


def _with_predicate(name: str, way: Wording, found: re.Match[str]) -> str:
    if not name:
        return ""
    if way.kind == "rank":
        scope = _SCOPE.search(found[0])
        return name if found[0].endswith("平均水平") else f"{name}{scope[0] if scope else ''}位次"
    if way.kind == "coverage":
        return name + "覆盖"
    return name + found["suffix"] if "suffix" in found.re.groupindex else name


def _grown(name: str, before: str, found: re.Match[str]) -> str:
    """What shall grow, so that it can be told from others.

    A short name is taken in full from the text ``before`` that founds it (设立科技专项资金,…,
    专项资金逐步增加), else it says what is asked of it (专项资金增加).
    """
    if not 0 < len(name) <= _SHORT:
        return _shortened(name, longest=_LONG_MEASURE)
    fuller = re.search(f"{_FOUNDED}([^,;:。、]{{1,12}}{re.escape(name)})", before)
    if fuller:
        return plain(fuller[1])
    asked = _ASKED.search(found[0])
    return name + asked[0] if asked else name


def _shortened(name: str, deed: str = "", longest: int = _LONG) -> str:
    """A long vision by its head: 初步建成特色鲜明、保障有力的示范城市 → 建成示范城市.

    What has no 的 is nothing but its head.
    """
    head = name.rpartition("的")[2]
    if len(name) <= longest or len(head) < 4 or head == name:
        return name
    done = _DEED.search(deed)
    return (done[0] if done and name.startswith(done[0]) else "") + head
