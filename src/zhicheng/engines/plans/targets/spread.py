"""分别: several things or several years, each with its own figure (PATTERNS §5)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from zhicheng.engines.plans.reading import Target
from zhicheng.engines.plans.targets.indicators import from_subject, grown
from zhicheng.engines.plans.targets.making import CHANGE, Wording, made, visible
from zhicheng.engines.plans.targets.quantities import Quantity
from zhicheng.engines.plans.targets.setting import Setting
from zhicheng.engines.plans.text.masks import FILLER

_RESPECTIVELY = re.compile(
    r"(?P<every>每年|年均)?(?:分别|(?<![平人户年日月亩地村校班])均)(?P<verb>[^\d]{0,10})$"
)
_LINKS = re.compile("[、和及与]|以及")
# 城乡居民人均可支配收入分别达到5万元和3万元: one word for both subjects.
_TOWN_AND_COUNTRY = re.compile("城乡(?=居民|低保|常住)")
_LEVEL_NOUN = re.compile(r"级(.{2,})$")


def spread(here: Setting, found: Sequence[Quantity], start: int, end: int) -> list[Target]:
    """One target for each subject or year named before 分别; none if it is not written so."""
    head = here.shown[start : found[0].start]
    link = _RESPECTIVELY.search(head)
    if not link:
        return []
    before = visible(here.one.text, here.shown, start, start + link.start())
    annual = bool(link["every"]) or here.annual
    change = CHANGE.search(link["verb"])
    years = [one.value for one in here.dues if one.end <= start + link.start()][-len(found) :]
    if len(found) > 1 and len(years) == len(found):
        names = [before.strip("、和及与")] * len(found)
        when: list[str | None] = [*years]
    else:
        names, found = _subjects(before, found)
        when = [None] * len(found)
    return [
        made(
            here,
            _from_first(one, found[0]),
            Wording(
                _name(name, one, change, annual), head, annual, bool(change), _note(number, names)
            ),
            start,
            end,
            due=due,
        )
        for number, (name, one, due) in enumerate(zip(names, found, when, strict=True), start=1)
    ]


def _note(number: int, names: Sequence[str]) -> str:
    return f"分别：第{number}项，共{len(names)}项"


def _name(words: str, one: Quantity, change: re.Match[str] | None, annual: bool) -> str:
    name = from_subject(words, one.unit, level=True)
    if one.base:
        return f"{name}占{one.base}比例"
    return grown(name, one.unit, annual, down=bool(change["down"])) if change else name


def _from_first(one: Quantity, first: Quantity) -> Quantity:
    """A later figure of a row carries the comparator of the first, unless it has its own."""
    return one if one.comparator else replace(one, comparator=first.comparator)


def _subjects(before: str, found: Sequence[Quantity]) -> tuple[list[str], Sequence[Quantity]]:
    """The subjects with their figures; one figure may hold for each of several subjects."""
    names = [part for part in _LINKS.split(before) if part.strip(FILLER)]
    if len(names) == 1 and len(found) == 2 and _TOWN_AND_COUNTRY.search(before):
        return [_TOWN_AND_COUNTRY.sub(word, before) for word in ("城镇", "农村")], found
    if len(names) > 1 and len(found) == 1:
        return names, [found[0]] * len(names)
    if len(names) < 2 or len(names) != len(found):
        return [], []
    tail = _LEVEL_NOUN.search(names[-1])
    if tail and all(name.endswith("级") for name in names[:-1]):
        # 国家级、省级、市级示范企业: the last names the noun for all.
        names = [*(name + tail[1] for name in names[:-1]), names[-1]]
    return names, found
