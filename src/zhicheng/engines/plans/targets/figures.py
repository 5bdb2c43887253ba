"""Targets with figures: what is to be reached, by when (PATTERNS §5, RULES §2.4)."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from zhicheng.engines.plans.facts.dates import Clock
from zhicheng.engines.plans.reading import Target
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.targets.decoys import Scene, is_decoy, is_qualifier, scene_of, share_of
from zhicheng.engines.plans.targets.indicators import DONE, EACH_HAS, HAS_VERB, UPON
from zhicheng.engines.plans.targets.making import target
from zhicheng.engines.plans.targets.quantities import Quantity, quantities
from zhicheng.engines.plans.targets.setting import (
    GOALS,
    Setting,
    inherited_dues,
    setting_of,
)
from zhicheng.engines.plans.targets.spread import spread
from zhicheng.engines.plans.text.clauses import clauses, sentences
from zhicheng.engines.plans.text.masks import DATE
from zhicheng.engines.plans.text.passages import Passage

_READ = GOALS | {Role.TASKS, Role.SAFEGUARDS, Role.PHASES}
_RATE = re.compile(r"(?:率|比例|占比|比重)$")
_TIMED = re.compile(r"寿命|年限|时长|周期")
# What is ensured, aimed at or set for a year is to be reached, whatever the verb: 全年扩种大豆3万亩.
_ENSURED = re.compile(f"确保|力争|争取|全年|年内|^{DATE}")
_LOOSE = frozenset({"为", "到", "至", "约", "约为"})
# The words that name what a figure counts stand near it; a bound keeps the time in proportion.
_FURTHEST = 300
# A noun of its own behind a figure, and what links it to the next figure of the row.
_LINKED = re.compile(r"(?P<noun>[^、的和及与].*?[^、])(?:、|以及|和|及|与|并)")
_ENDS_ITEM = frozenset({"", "、", ",", ";", "。"})


def targets_of(items: Sequence[Item], clock: Clock) -> tuple[Target, ...]:
    """All targets with a figure, in reading order. clock: for 年底前, and for facts of the past."""
    inherited = inherited_dues(items, clock)
    return tuple(
        found
        for item in items
        if item.role in _READ
        for one in item.texts
        for found in _in_passage(item, one, inherited.get(item.path), clock)
    )


def _in_passage(item: Item, one: Passage, inherited: str | None, clock: Clock) -> Iterator[Target]:
    here = setting_of(item, one, inherited, clock)
    for start, end in sentences(here.shown):
        here.begin_sentence(inherited)
        scene = scene_of(one.text, here.shown, start, end, here.dues, clock)
        for first, last in clauses(here.shown, start, end):
            here.enter(first, last)
            if last > scene.told_until:
                yield from _in_clause(here, scene, first, last)


def _in_clause(here: Setting, scene: Scene, start: int, end: int) -> Iterator[Target]:
    found = quantities(here.shown, start, end)
    if not found:
        return
    if several := spread(here, found, start, end):
        yield from several
        return
    begin, row = start, False
    for one, following in zip_longest(found, found[1:]):
        begin = max(begin, one.head - _FURTHEST)
        until = following.head if following else end
        link = _link(here.shown, one, following)
        if (
            is_decoy(here.shown, one, scene, begin)
            or (not row and not link and is_qualifier(here.shown, one, following, begin, until))
            or not (row or _is_target(here, one, begin, end, scene))
        ):
            row = False
            continue
        stop = link or _object_end(here.shown, one, following, end)
        yield target(here, one, begin, stop, found[-1], end)
        here.listing, row = True, link > 0
        begin = until if row else stop + (here.shown[stop : stop + 1] == "、")


def _link(shown: str, one: Quantity, following: Quantity | None) -> int:
    """Where the noun of a figure ends before the next of its row (30名管理人员和50名技术人员).

    0 where the figures are not written so: the noun stands before them, or one of them alone.
    """
    if following is None or one.kind in ("rate", "time") or following.head - one.tail > _FURTHEST:
        return 0
    found = _LINKED.fullmatch(shown, one.tail, following.head)
    return found.end("noun") if found else 0


def _acted_on(shown: str, one: Quantity, before: str) -> bool:
    """对40公里河道进行修复, 与30家企业开展合作: what is done stands behind what is counted."""
    behind = shown[one.tail : one.tail + 30].partition(",")[0]
    return bool(UPON.search(before)) and bool(DONE.search(behind))


def _object_end(shown: str, one: Quantity, following: Quantity | None, end: int) -> int:
    """Where the words that belong to a figure end: before the next figure's own words."""
    if following is None:
        return end
    comma = shown.find("、", one.tail, following.head)
    return comma if comma >= 0 else one.tail


def _is_target(here: Setting, one: Quantity, begin: int, end: int, scene: Scene) -> bool:
    """Whether a figure is one to be reached: a comparator, or a verb that governs it, or a goal.

    A bare figure that goes on a list of targets (…10家、车间100个; …,30名干部参加培训) is one too.
    """
    before = here.shown[begin : one.head]
    governed = bool(HAS_VERB.search(before) or EACH_HAS.search(before))
    governed = governed or _acted_on(here.shown, one, before) or bool(_ENSURED.search(before))
    if one.kind == "time":
        return bool(one.comparator) and (scene.timed or bool(_TIMED.search(before)))
    if one.comparator == "=" and here.shown[one.head : one.start] in _LOOSE:
        return governed or here.item.role is Role.GOALS
    if one.comparator:
        return True
    if here.item.role in GOALS:
        return one.kind != "money" or governed
    ends = here.shown[one.tail : one.tail + 1] in _ENDS_ITEM
    listed = here.listing and (len(before) > 1 if ends else not before and one.kind == "count")
    share = one.kind == "rate" and (
        bool(_RATE.search(before)) or share_of(here.shown, one, begin, end)
    )
    return governed or listed or share
