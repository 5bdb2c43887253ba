"""The title of a plan, out of the lines before its text (PATTERNS §2)."""

import re
from collections.abc import Sequence

from zhicheng.engines.plans.facts.dates import day
from zhicheng.engines.plans.facts.divisions import leading_places
from zhicheng.engines.plans.facts.labels import LABEL
from zhicheng.engines.plans.structure.frame import (
    NUMBER_LINE,
    PLAN_TITLE,
    is_organ_line,
    is_plan_title,
)
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Passage

_BRACKETED = re.compile(r"^(?:\([^()]{2,30}(?:年|稿|行|订)\))+$")
_CITED = re.compile(r"《([^《》]{4,90})》")
_NOTIFIED = re.compile(r"关于(?:印发|发布|公布|下发|转发)《?(.{4,90}?)》?的?通知")
_ISSUED = re.compile("印发|审议通过|同意")
_NOTICE = re.compile(r"关于(?:印发|发布|公布|下发|转发)")


def title_of(front: Sequence[Passage]) -> str | None:
    """The title as it stands at the head of the plan (not as the notice quotes it)."""
    own = [i for i, one in enumerate(front) if is_plan_title(one.text) and not _chrome(one.text)]
    own = [i for i in own if not is_organ_line(front[i].text)]
    if own:
        last = own[-1]
        first = _first_line(front, last)
        if last + 1 < len(front) and _BRACKETED.match(front[last + 1].text):
            last += 1
        text = "".join(one.raw() for one in front[first : last + 1])
        return _without_issuer(text)
    return _noticed(front)


def _chrome(text: str) -> bool:
    return (
        "首页" in text
        or text.startswith(("来源", "您当前", "主题", "索引", "附件"))
        or LABEL.match(text) is not None
    )


def _first_line(front: Sequence[Passage], last: int) -> int:
    """A title broken over lines begins where a line opens like a title: with 关于 or a place."""
    if _opens(front[last].text):
        return last
    for index in range(last - 1, max(last - 4, -1), -1):
        text = front[index].text
        if day(text) or text[-1] in "。:;" or is_organ_line(text) or NUMBER_LINE.match(text):
            break
        if _opens(text):
            return index
    return last


def _opens(text: str) -> bool:
    return text.startswith(("关于", "《")) or bool(leading_places(text))


def _without_issuer(text: str) -> str:
    """A title that is a notice's (某某关于印发《甲》的通知) names the plan inside it."""
    if not _NOTICE.search(fold(text)) or not fold(text).rstrip(")").endswith("通知"):
        return text
    if quoted := _CITED.search(text):
        return quoted[1]
    found = _NOTIFIED.search(text)
    return found[1] if found else text


def _noticed(front: Sequence[Passage]) -> str | None:
    """The title that a notice quotes, where the plan itself bears none."""
    for one in front:
        for found in _CITED.finditer(one.text):
            if PLAN_TITLE.search(found[1]) and _ISSUED.search(one.text):
                return one.raw(*found.span(1))
    notified = ((one, _NOTIFIED.search(one.text)) for one in front)
    return next((one.raw(*match.span(1)) for one, match in notified if match), None)
