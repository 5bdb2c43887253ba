"""A figure and the words around it → a target."""

import re
from dataclasses import dataclass, replace

from zhicheng.engines.plans.reading import Target
from zhicheng.engines.plans.targets.indicators import (
    DONE,
    EACH_HAS,
    UPON,
    from_object,
    from_subject,
    grown,
    last_verb,
)
from zhicheng.engines.plans.targets.measures import MAGNITUDES, per_base
from zhicheng.engines.plans.targets.quantities import Quantity
from zhicheng.engines.plans.targets.setting import Setting
from zhicheng.engines.plans.text.masks import DATE, FILLER

_ON_AVERAGE = re.compile(
    r"年均(?=增|递|提|下降|新|培|完成|引|开|减|降|[\u4e00-\u9fff]{1,6}(?:量|数|额|次)(?:达|超|突|不|保|$))"
    r"|(?:^|[、,;])年(?=出栏|产(?![值业品])|处理|发电|吞吐|接待|供应)"
)
_LEVEL_WORDS = re.compile(
    r"压|缩|达|超|突破|提|增|升|扩|发展|稳|保持|维持|高于|大于|低于|为|至|到|降|减|控"
)
CHANGE = re.compile(
    r"(?P<up>增长|增加(?!值)|提高|提升|递增|新增)(?!到|至)|(?P<down>下降|降低|减少|削减|压减)(?!到|至)"
)
# 提升100个社区: those are made better, their number does not rise.
_BETTERED = frozenset({"提升", "提高"})
_BASE_YEAR = re.compile(r"[较比](?:的)?$|(?<=[^相对])[较比](?=分别|下降|增长|提高)")
_SINCE = re.compile(r"[较比](?:上年|上一年|(?:19|20)\d{2}年)(?:底|末|度)?(?:的)?")
# 由2020年的3.2件提高到6件: the value that the rise begins from.
_FROM = re.compile(
    r"(?:由|从)(?:(?:19|20)\d{2}年(?:底|末)?)?[^,;:、。\d]{0,16}(?P<base>\d[\d.,]*[^\d,;、。]{0,8})$"
)
_OWN_LEVEL = re.compile(r"^.{0,4}级(?:及?以上)?")
# 人均…的收入标准 is a line drawn, no average.
_PER_HEAD = re.compile(r"人均(?!.*(?:标准|线)$)")
# A name that says how, but not what is measured, and what such a name replaces in the one before.
_LEANING = re.compile(
    r"(?:总数|总量|总额|总值|总面积|总里程|总人数|总产值|总规模|总产量?|数量|规模|产值|产值规模|营业收入|占比|比重|增速|增幅|涨幅)"
)
_MEASURE = re.compile(
    r"(?:占.*|总?(?:数|量|额|产值|规模|面积|里程|人数)|增加值|比例|比重|(?<!效)率)$"
)
_CUMULATIVE = re.compile(r"累计")
_EXPECTED = re.compile(r"预期(?!寿命)")
_LONGEST_ASIDE = 9


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words around a figure say of it, beyond the figure itself."""

    indicator: str
    before: str
    annual: bool
    growth: bool
    note: str = ""


def target(here: Setting, one: Quantity, begin: int, stop: int, last: Quantity, end: int) -> Target:
    """The target of a figure whose own words are ``shown[begin:stop]``.

    last: the last figure of the clause, whose noun may be shared. end: the end of the clause.
    """
    text, shown = here.one.text, here.shown
    local = text[begin : one.start]
    annual = here.annual or one.per == "/年" or bool(_ON_AVERAGE.search(local))
    change = CHANGE.search(text, one.head, one.start) or _changed(text, begin, one.head)
    if change and one.kind == "count" and change[0] in _BETTERED and stop - one.tail >= 2:
        change = None
    indicator = _indicator(here, one, begin, stop, change, annual)
    if indicator.endswith("级数") and last is not one:
        # 2个千亿级、5个百亿级产业集群: the last item names the noun for all.
        indicator = indicator[:-1] + shown[last.tail : end].rpartition("级")[2] + "数"
    since = _SINCE.search(local)
    base = _FROM.search(text, begin, one.head)
    words = Wording(
        indicator, shown[begin : one.head], annual, change is not None, since[0] if since else ""
    )
    found = made(here, one, words, begin, max(stop, one.tail))
    return replace(found, baseline=base["base"]) if base else found


def made(
    here: Setting, one: Quantity, words: Wording, start: int, end: int, due: str | None = None
) -> Target:
    """The target itself; ``due`` where it is not the one in force."""
    return Target(
        outline=here.item.path,
        text=here.one.raw(start, end),
        indicator=words.indicator,
        comparator=one.comparator or "=",
        value=one.value,
        unit=_unit(one, words) or None,
        unit_as_written=one.unit_written or None,
        due=due or here.due,
        cumulative=True if _CUMULATIVE.search(words.before) else (False if words.annual else None),
        annual=words.annual,
        expected=bool(_EXPECTED.search(words.before)),
        span=here.one.span(start, end),
        value_max=one.value_max,
        value_as_written=one.written if one.unit_written != one.unit else None,
        wording=here.one.raw(one.head, one.tail),
        hedge=here.hedge,
        soft=here.hedge is not None,
        kind=_kind(one, words),
        note=words.note,
        confidence=1.0 if one.comparator else 0.8,
    )


def visible(text: str, shown: str, start: int, end: int) -> str:
    """The words of a stretch without dates and long asides; short brackets and quotations stay."""
    kept: list[str] = []
    index = start
    while index < end:
        if shown[index] == FILLER and text[index] == "(":
            close = text.find(")", index, end)
            close = end if close < 0 else close + 1
            kept.append(text[index:close] if close - index <= _LONGEST_ASIDE else "")
            index = close
            continue
        kept.append("" if shown[index] == DATE else text[index])
        index += 1
    words = "".join(kept)
    return _BASE_YEAR.sub("", words) if DATE in shown[start:end] else words


def _changed(text: str, start: int, end: int) -> re.Match[str] | None:
    """增长, 下降 … right before the figure's own words."""
    found = list(CHANGE.finditer(text, start, end))
    return found[-1] if found and end - found[-1].end() <= 1 else None


def _indicator(
    here: Setting,
    one: Quantity,
    begin: int,
    stop: int,
    change: re.Match[str] | None,
    annual: bool,
) -> str:
    """The name of what is counted: the object behind the figure, else the subject before it."""
    shown, text = here.shown, here.one.text
    base = _FROM.search(text, begin, one.head)
    ends = [one.head, *(found.start() for found in (change, base) if found)]
    before = visible(text, shown, begin, min(ends))
    after = visible(text, shown, one.tail, stop)
    deed = last_verb(shown[begin : one.head])
    verb = deed or last_verb("" if change else shown[begin : one.start])
    level = one.head < one.start and bool(_LEVEL_WORDS.match(shown, one.head, one.start))
    level = level or one.unit_written in MAGNITUDES
    name = _completed(here, text, begin, from_subject(before, one.unit, level), one.unit)
    if one.base:
        return f"{name or here.subject}占{one.base}比例"
    if UPON.search(before) and (done := DONE.search(after)):
        return (after[: done.start()] or here.subject) + after[done.end() :]
    if scope := EACH_HAS.search(before):
        return scope["scope"] + from_object(after, verb, one.unit)
    if one.kind == "rate" and not before and after:
        # 80%的社区达到标准: the share of those that do.
        return after.removeprefix("的") + "占比"
    if not name and not after and not deed:
        return here.subject or here.item.title
    here.subject = name or here.subject
    if (
        len(after) >= 2
        and not change
        and (verb or (not level and len(name.removesuffix("数")) < 3))
    ):
        return from_object(after, verb, one.unit, annual)
    if change and name:
        return grown(name, one.unit, annual, down=bool(change["down"]))
    return name or from_object(after, verb, one.unit, annual) or deed


def _completed(here: Setting, text: str, begin: int, name: str, unit: str) -> str:
    """A name that leans on the subject before it: 占GDP比重; 总数; 其中国家级10个."""
    if not here.subject:
        return name
    if name.startswith("占"):
        return here.subject + name
    if _LEANING.fullmatch(name):
        stem = _MEASURE.sub("", _MEASURE.sub("", here.subject))
        return stem + name if len(stem) > 1 else name
    if text.startswith("其中", begin) and name.removesuffix("数").endswith("级"):
        return name.removesuffix("数") + _OWN_LEVEL.sub("", here.subject)
    return name


def _unit(one: Quantity, words: Wording) -> str:
    """The unit with what the words add to it: 件/万人 for 每万人口…, 件/年 for 每年…."""
    base = per_base(words.indicator) or per_base(words.before)
    if one.kind in ("measure", "money") and not one.per and _PER_HEAD.search(words.indicator):
        base = "人"
    if base and (base == "人" or one.kind in ("count", "measure")):
        return f"{one.unit}/{base}"
    if one.per and one.per != "/年":
        return one.unit
    if words.annual and one.kind in ("count", "money", "measure"):
        return f"{one.unit}/年"
    return one.unit


def _kind(one: Quantity, words: Wording) -> str:
    if one.comparator == "<=":
        return "cap"
    if words.growth:
        return "increment"
    if one.kind == "score":
        return "score"
    if one.kind == "rate" or per_base(words.indicator):
        return "ratio"
    return "flow" if words.annual else "stock"
