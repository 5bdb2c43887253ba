"""Targets with figures: what is to be reached, by when (PATTERNS §5, RULES §2.4)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..facts.dates import Clock, Due, dues
from ..reading import Target
from ..structure.items import Item
from ..structure.roles import Role
from ..text.clauses import clauses, sentences
from ..text.passages import Passage
from .decoys import Scene, is_decoy, is_qualifier, scene_of
from .indicators import HAS_VERB, HEDGE, from_object, from_subject, grown, last_verb
from .measures import per_base
from ..text.masks import DATE, FILLER, masked
from .quantities import Quantity, quantities

_EVERY_YEAR = re.compile(
    r"每年|每一年|逐年|(?:^|[,;、])年(?:培训|新增|开展|举办|组织|完成|服务|发放|引进|培育|接待|检测|吸引)"
)
_ON_AVERAGE = re.compile(r"年均(?=增|递|提|下降|新|培|完成|引|开|减|降)")
_LEVEL = re.compile(r"达|突破|超|累计|总数|总量|占比|率|稳定|保持|维持|建成|形成")
_LEVEL_WORDS = re.compile(
    r"压|缩|达|超|突破|提|增|升|扩|发展|稳|保持|维持|高于|大于|低于|为|至|到|降|减|控"
)
_GROWN = re.compile(
    r"(?P<up>增长|增加|提高|提升|递增|新增)(?!到|至)|(?P<down>下降|降低|减少|削减|压减)(?!到|至)"
)
_BASE_YEAR = re.compile(r"[较比](?:的)?$|(?<=[^相对])[较比](?=分别|下降|增长|提高)")
_SINCE = re.compile(r"[较比](?:上年|上一年|(?:19|20)\d{2}年)(?:底|末|度)?(?:的)?")
_CUMULATIVE = re.compile(r"累计")
_RATE = re.compile(r"(?:率|比例|占比|比重)$")
_TIMED = re.compile(r"寿命|年限|时长")
_EXPECTED = re.compile(r"预期(?!寿命)")
_RESPECTIVELY = re.compile(r"(?P<every>每年|年均)?分别(?P<verb>[^\d]{0,10})$")
_READ = frozenset({Role.GOALS, Role.AIMS, Role.TASKS, Role.SAFEGUARDS, Role.PHASES})


@dataclass(slots=True)
class _Place:
    """Where we are in an item: the due in force and whether 每年 still holds."""

    item: Item
    one: Passage
    shown: str
    due: str | None
    dues: list[Due] = field(default_factory=list)
    hedge: str | None = None
    annual: bool = False
    listing: bool = False
    subject: str = ""


def targets_of(items: Sequence[Item], clock: Clock) -> tuple[Target, ...]:
    """All targets with a figure, in reading order.

    A due time in the head of a section of goals holds for everything below it; elsewhere it holds for
    its sentence. clock: for 年底前, and for telling past figures from targets.
    """
    inherited = inherited_dues(items, clock)
    found: list[Target] = []
    for item in items:
        if item.role in _READ:
            for one in texts_of(item):
                found.extend(_in_passage(item, one, inherited.get(item.path), clock))
    return tuple(found)


def texts_of(item: Item) -> Iterator[Passage]:
    """The texts of an item in which a target may stand: its title and its paragraphs."""
    if item.heading is not None:
        start = item.heading.find(item.title_span[0])
        if start < len(item.heading):
            yield item.heading.cut(start)
    yield from item.paragraphs


def inherited_dues(items: Sequence[Item], clock: Clock) -> dict[str, str]:
    """For each path the due time that its section's head gives it."""
    found: dict[str, str] = {}
    for item in items:
        parent = found.get(item.path.rpartition("/")[0])
        if parent:
            found[item.path] = parent
        if item.role in (Role.GOALS, Role.AIMS):
            own = [due.value for one in texts_of(item) for due in dues(one.text, clock)]
            own = [value for value in own if clock.issued is None or value[:4] >= clock.issued]
            if own:
                found[item.path] = own[0]
    return found


def _in_passage(item: Item, one: Passage, inherited: str | None, clock: Clock) -> Iterator[Target]:
    shown = masked(one.text)
    goals = item.role in (Role.GOALS, Role.AIMS)
    place = _Place(item, one, shown, inherited, dues(one.text, clock))
    if goals and place.dues and place.dues[0].start > 0:
        place.due = inherited
    for start, end in sentences(shown):
        if not goals:
            place.due = inherited
        place.annual, place.hedge, place.listing = False, None, False
        scene = scene_of(one.text, shown, start, end, item.role, clock)
        for first, last in clauses(shown, start, end):
            _enter(place, first, last)
            yield from _in_clause(place, scene, first, last)


def _enter(place: _Place, start: int, end: int) -> None:
    """Takes over the due time, the hedge and 每年 of a clause."""
    text = place.one.text
    for due in place.dues:
        if start <= due.start < end:
            place.due = due.value
            place.annual = False
    if found := HEDGE.search(text, start, end):
        place.hedge = found[0] if found[0] in ("力争", "争取", "努力", "力争实现") else place.hedge
    if _EVERY_YEAR.search(text, start, end):
        place.annual = True
    elif _LEVEL.search(place.shown, start, end):
        place.annual = False


def _in_clause(place: _Place, scene: Scene, start: int, end: int) -> Iterator[Target]:
    found = quantities(place.shown, start, end)
    if not found or scene.silent:
        return
    if spread := _spread(place, found, start, end):
        yield from spread
        return
    begin = start
    for index, one in enumerate(found):
        after_end = found[index + 1].head if index + 1 < len(found) else end
        following = found[index + 1] if index + 1 < len(found) else None
        if is_decoy(place.shown, one, scene, begin, end) or is_qualifier(
            place.shown, one, following, begin, after_end
        ):
            continue
        if not _is_target(place, one, begin, end, scene):
            continue
        stop = _object_end(place.shown, one, following, end)
        yield _target(place, one, begin, stop, found[index + 1 :], end)
        place.listing = True
        begin = stop + (place.shown[stop : stop + 1] == "、")


def _object_end(shown: str, one: Quantity, following: Quantity | None, end: int) -> int:
    """Where the words that belong to a figure end: before the next figure's own words."""
    if following is None:
        return end
    comma = shown.find("、", one.tail, following.head)
    return comma if comma >= 0 else one.tail


def _is_target(place: _Place, one: Quantity, begin: int, end: int, scene: Scene) -> bool:
    """Whether a figure is one to be reached: a comparator, or a verb that governs it, or a goal.

    A bare figure at the end of a clause that goes on a list of targets (…10家、车间100个) is one too.
    """
    before = place.shown[begin : one.head]
    if one.kind == "time":
        return one.wording and (scene.timed or bool(_TIMED.search(before)))
    if one.comparator in (">=", ">", "<=", "range") or (
        one.comparator == "=" and one.head < one.start
    ):
        return one.comparator != "=" or _states_level(place, one, before)
    if place.item.role in (Role.GOALS, Role.AIMS):
        return one.kind != "money" or bool(HAS_VERB.search(before))
    ends_item = place.shown[one.tail : one.tail + 1] in ("", "、", ",", ";", "。")
    if one.kind == "rate" and _RATE.search(before):
        return True
    return bool(HAS_VERB.search(before)) or (place.listing and ends_item and len(before) >= 2)


def _states_level(place: _Place, one: Quantity, before: str) -> bool:
    words = place.shown[one.head : one.start]
    if words in ("为", "到", "至", "约", "约为"):
        return place.item.role is Role.GOALS or bool(HAS_VERB.search(before))
    return True


# --- one target --------------------------------------------------------------------------------


def _target(
    place: _Place,
    one: Quantity,
    begin: int,
    stop: int,
    later: Sequence[Quantity],
    end: int,
) -> Target:
    text, shown = place.one.text, place.shown
    local = text[begin : one.start]
    annual = place.annual or one.per == "/年" or bool(_ON_AVERAGE.search(local))
    change = _GROWN.search(text, one.head, one.start) or _changed(text, begin, one.head)
    indicator = _indicator(place, one, begin, stop, change, annual)
    if indicator.endswith("级数") and later:
        indicator = indicator[:-1] + _shared_noun(shown, later[-1].tail, end) + "数"
    since = _SINCE.search(local)
    start = _skip(text, begin)
    return _made(
        place, one, indicator, start, max(stop, one.tail), annual, change is not None,
        shown[begin : one.head], note=since[0] if since else "",
    )  # fmt: skip


def _changed(text: str, start: int, end: int) -> re.Match[str] | None:
    """增长, 下降 … right before the figure's own words."""
    found = list(_GROWN.finditer(text, start, end))
    return found[-1] if found and end - found[-1].end() <= 1 else None


def _shared_noun(shown: str, start: int, end: int) -> str:
    """The noun that the last item of a row names for all: 2个千亿级、5个百亿级产业集群."""
    return shown[start:end].rpartition("级")[2]


def _made(
    place: _Place,
    one: Quantity,
    indicator: str,
    start: int,
    end: int,
    annual: bool,
    growth: bool,
    before: str,
    note: str = "",
    due: str | None = None,
) -> Target:
    return Target(
        outline=place.item.path,
        text=place.one.raw(start, end),
        indicator=indicator,
        comparator=one.comparator or "=",
        value=one.value,
        unit=_unit(one, indicator, before, annual, growth),
        unit_as_written=one.unit_written,
        due=due or place.due,
        cumulative=True if _CUMULATIVE.search(before) else (False if annual else None),
        annual=annual,
        expected=bool(_EXPECTED.search(before)),
        span=place.one.span(start, end),
        value_max=one.value_max,
        value_as_written=one.written if one.unit_written != one.unit else None,
        wording=place.one.raw(one.head, one.tail),
        hedge=place.hedge,
        soft=place.hedge is not None,
        kind=_kind(one, indicator, annual, growth),
        note=note,
        confidence=1.0 if one.wording else 0.8,
    )


def _indicator(
    place: _Place, one: Quantity, begin: int, stop: int, change: re.Match[str] | None, annual: bool
) -> str:
    """The name of what is counted: the object behind the figure, else the subject before it."""
    shown, text = place.shown, place.one.text
    before = _visible(text, shown, begin, min(one.head, change.start() if change else one.head))
    after = _visible(text, shown, one.tail, stop)
    verb = last_verb(shown[begin : one.head])
    level = one.head < one.start and bool(_LEVEL_WORDS.match(shown, one.head, one.start))
    name = from_subject(before, one.unit, level)
    if not name and level and not after:
        return place.subject
    place.subject = name
    if len(after) >= 2 and not change and (verb or len(name) < 3):
        return from_object(after, verb, one.unit, annual)
    if change and name:
        return grown(name, one.unit, annual, down=bool(change["down"]))
    return name or from_object(after, verb, one.unit, annual) or verb


def _visible(text: str, shown: str, start: int, end: int) -> str:
    """The words of a stretch without dates and long asides; short brackets and quotations stay."""
    kept: list[str] = []
    index = start
    while index < end:
        if shown[index] == FILLER and text[index] == "(":
            close = text.find(")", index, end)
            close = end if close < 0 else close + 1
            kept.append(text[index:close] if close - index <= 9 else "")
            index = close
            continue
        kept.append("" if shown[index] == DATE else text[index])
        index += 1
    words = "".join(kept)
    return _BASE_YEAR.sub("", words) if DATE in shown[start:end] else words


def _unit(one: Quantity, indicator: str, before: str, annual: bool, growth: bool) -> str:
    base = per_base(indicator) or per_base(before)
    if base and one.kind in ("count", "measure"):
        return f"{one.unit}/{base}"
    if one.per and one.per != "/年":
        return one.unit
    if annual and one.kind in ("count", "money", "measure"):
        return f"{one.unit}/年"
    return one.unit


def _kind(one: Quantity, indicator: str, annual: bool, growth: bool) -> str:
    if one.comparator == "<=":
        return "cap"
    if growth:
        return "increment"
    if one.kind == "score":
        return "score"
    if one.kind == "rate" or per_base(indicator):
        return "ratio"
    return "flow" if annual else "stock"


def _skip(text: str, start: int) -> int:
    while start < len(text) and text[start] in ",;:、。 ":
        start += 1
    return start


# --- 分别: several things or several years, each with its own figure ----------------------------


def _spread(place: _Place, found: Sequence[Quantity], start: int, end: int) -> list[Target]:
    """One target for each of several subjects or years named before 分别."""
    if len(found) < 2:
        return []
    head = place.shown[start : found[0].start]
    link = _RESPECTIVELY.search(head)
    if not link:
        return []
    before = _visible(place.one.text, place.shown, start, start + link.start())
    annual = bool(link["every"]) or place.annual
    growth = bool(_GROWN.search(link["verb"]))
    due_times = [one for one in place.dues if one.end <= start + link.start()][-len(found) :]
    common = [_from_first(one, found[0]) for one in found]
    first = _skip(place.one.text, start)
    if len(due_times) == len(found):
        name = _spread_name(before.strip("、和及与"), found[0], growth, annual)
        return [
            _made(place, one, name, first, end, annual, growth, head, due=when.value)
            for when, one in zip(due_times, common, strict=True)
        ]
    if names := _subjects(before, len(found)):
        return [
            _made(
                place, one, _spread_name(name, one, growth, annual), first, end, annual, growth,
                head, note=f"分别：第{number}项，共{len(found)}项",
            )
            for number, (name, one) in enumerate(zip(names, common, strict=True), start=1)
        ]  # fmt: skip
    return []


def _spread_name(words: str, one: Quantity, growth: bool, annual: bool) -> str:
    name = from_subject(words, one.unit, level=True)
    return grown(name, one.unit, annual) if growth else name


def _from_first(one: Quantity, first: Quantity) -> Quantity:
    """A later figure of a row carries the comparator of the first, unless it has its own."""
    if one.comparator or not first.comparator:
        return one
    return Quantity(
        one.value, one.value_max, one.unit, one.written, one.unit_written, one.kind, first.comparator,
        one.start, one.end, one.head, one.tail, one.per,
    )  # fmt: skip


def _subjects(before: str, count: int) -> list[str]:
    names = [part for part in re.split("[、和及与]|以及", before) if part.strip(FILLER)]
    if len(names) != count:
        return []
    tail = re.search(r"级(.{2,})$", names[-1])
    if tail and all(name.endswith("级") for name in names[:-1]):
        return [*(name + tail[1] for name in names[:-1]), names[-1]]
    return names
