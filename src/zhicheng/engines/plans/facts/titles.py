"""The title of a plan, out of the lines before its text (PATTERNS §2)."""

import re
from collections.abc import Sequence

from zhicheng.engines.plans.facts.dates import day
from zhicheng.engines.plans.facts.divisions import leading_places
from zhicheng.engines.plans.facts.labels import LABEL
from zhicheng.engines.plans.structure.frame import (
    NUMBER_LINE,
    is_organ_line,
    is_plan_title,
)
from zhicheng.engines.plans.text.passages import Passage

_BRACKETED = re.compile(r"^(?:\((?:[^()]{2,30}(?:年|稿|行|订)|20\d{2}年?-(?:20)?\d{2})\))+$")
# 2026年示例市…
_YEAR_FIRST = re.compile(r"^20\d{2}(?:-20\d{2})?年度?")
_NOTIFIED = re.compile(r"关于(?:印发|发布|公布|下发|转发)《?(.{4,90}?)》?的?通知")
# A notice that is the plan itself, and does not hand on another paper.
_OWN_NOTICE = re.compile(r"^[^。;:]{0,40}关于(?!印发|转发|公布|发布|下发)[^。;:]{4,90}的?通知$")
# 现将《甲》印发给你们; 《甲》已经市政府同意. Other titles in a notice are those of cited papers.
_QUOTED = re.compile(
    r"(?:现将|印发|发布)《(?P<after>[^《》]{4,90})》|《(?P<before>[^《》]{4,90})》(?:已|业)?经"
)


def title_of(front: Sequence[Passage]) -> str | None:
    """The title as it stands at the head of the plan (not as the notice quotes it)."""
    own = [i for i, one in enumerate(front) if is_plan_title(one.text) and not _chrome(one.text)]
    own = [i for i in own if not is_organ_line(front[i].text)]
    if own:
        last = own[-1]
        first = _with_organs(front, _first_line(front, last))
        if last + 1 < len(front) and _BRACKETED.match(front[last + 1].text):
            last += 1
        return "".join(one.raw() for one in front[first : last + 1])
    return _itself(front) or _noticed(front)


def _itself(front: Sequence[Passage]) -> str | None:
    """The title of a notice that carries the demands itself (关于做好…工作的通知)."""
    return next((one.raw() for one in front if _OWN_NOTICE.match(one.text)), None)


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


def _with_organs(front: Sequence[Passage], first: int) -> int:
    """A title that begins with 关于 under the lines of its authorities begins with those."""
    if front[first].text.startswith("关于"):
        while first and is_organ_line(front[first - 1].text):
            first -= 1
    return first


def _opens(text: str) -> bool:
    named = text.startswith(("关于", "《")) or _YEAR_FIRST.match(text)
    return bool(named or leading_places(text))


def _noticed(front: Sequence[Passage]) -> str | None:
    """The title that a notice quotes, where the plan itself bears none."""
    for one in front:
        if found := _QUOTED.search(one.text):
            return one.raw(*found.span("after" if found["after"] else "before"))
    notified = ((one, _NOTIFIED.search(one.text)) for one in front)
    return next((one.raw(*match.span(1)) for one, match in notified if match), None)
