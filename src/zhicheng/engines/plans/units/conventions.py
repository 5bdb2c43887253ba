"""Rules that a document gives for all its lists of units: standing clauses, aliases, who leads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from zhicheng.engines.plans.text.passages import Passage
from zhicheng.engines.plans.units.names import split

# 以下各项均由某某配合落实,不再逐一注明
_STANDING = re.compile(
    r"以下(?:各项|各条|所有|全部)?(?:重点)?(?:任务|工作|措施|事项|内容|条款)?(?:均|都|皆)?(?:需|须|由|涉及)?(?:由)?"
    r"(?P<who>[^。;]{2,80}?)(?:共同|具体|分别|按职责)?(?:抓好|负责|落实|配合|参与|组织实施|贯彻)(?:落实|实施)?"
    r"[,、。;](?:以下)?(?:均)?不再(?:一一|逐一|逐项|重复|单独)?(?:列出|列举|标注|列明|赘述|注明|表述|罗列)"
)
# 以下将甲及乙统称甲 · 甲(以下简称乙) is handled apart, for names without members do not expand
_TOGETHER = re.compile(
    r"(?:以下)?(?:将|把)?(?P<who>[^。;,]{3,60})[,]?(?:以下)?统称(?:为)?(?P<alias>[^。;,)]{2,20})"
)
_INCLUDING = re.compile(
    r"(?P<alias>[^、,;。:()]{2,20})\((?:含|包括|包含)(?P<who>[^()]{2,50})[,;。]?(?:以?下同)\)"
)
_FIRST_LEADS = re.compile(
    r"(?:排(?:名|列|序)?|列)?(?:在|名)?(?:第一|首)(?:位|个)?(?:的|责任)*(?:单位|部门|者)?(?:均)?(?:为|是|系)(?:主要)?牵头(?:责任)?(?:单位|部门)"
)
_BEFORE_COMMA_LEADS = re.compile(
    r"(?:第一个|首个)?逗号(?:之)?前(?:面)?的?(?:责任)?(?:单位|部门)?(?:均)?(?:为|是)(?:主要)?牵头"
)


@dataclass(slots=True)
class Conventions:
    """What holds document-wide.

    standing: (offset from which it holds, names, clause). aliases: name → (members, clause). lead:
    "first" if the first-named unit leads, "comma" if those before the first comma do, else "".
    """

    standing: list[tuple[int, tuple[str, ...], str]] = field(default_factory=list)
    aliases: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    lead: str = ""

    def added(self, offset: int) -> tuple[tuple[str, ...], str]:
        """The names that a standing clause adds to lists after ``offset``, and the clause."""
        for start, names, clause in reversed(self.standing):
            if start <= offset:
                return names, clause
        return (), ""


def conventions_of(passages: Iterable[Passage]) -> Conventions:
    """Reads the document-wide rules out of all paragraphs, notice and notes included."""
    rules = Conventions()
    for one in passages:
        text = one.text
        if "以下" in text and "不再" in text:
            _standing(one, rules)
        if "统称" in text or "同)" in text:
            _aliases(one, rules)
        if "牵头" in text:
            if _BEFORE_COMMA_LEADS.search(text):
                rules.lead = "comma"
            elif _FIRST_LEADS.search(text):
                rules.lead = "first"
    return rules


def _standing(one: Passage, rules: Conventions) -> None:
    for found in _STANDING.finditer(one.text):
        names = tuple(one.raw(a, b) for _, a, b in split(one.text, *found.span("who")))
        rules.standing.append((one.at[found.start()], names, one.raw(found.start(), found.end())))


def _aliases(one: Passage, rules: Conventions) -> None:
    for found in _TOGETHER.finditer(one.text):
        members = tuple(one.raw(a, b) for _, a, b in split(one.text, *found.span("who")))
        if len(members) > 1:
            rules.aliases[found["alias"]] = (members, one.raw(found.start(), found.end()))
    for found in _INCLUDING.finditer(one.text):
        inner = tuple(one.raw(a, b) for _, a, b in split(one.text, *found.span("who")))
        rules.aliases[found["alias"]] = (
            (one.raw(*found.span("alias")), *inner),
            one.raw(found.start(), found.end()),
        )
