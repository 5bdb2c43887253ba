"""The setting of a figure: its paragraph and what holds there (due time, 每年, 力争)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhicheng.engines.plans.facts.dates import Clock, Due, dues
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.targets.indicators import HEDGE
from zhicheng.engines.plans.text.masks import masked
from zhicheng.engines.plans.text.passages import Passage

GOALS = frozenset({Role.GOALS, Role.AIMS})
HEDGES = frozenset({"力争", "争取", "努力"})
_LONGEST_HEDGE = 2
_OPENS = re.compile(r"(?:力争)?[到至]")
_EVERY_YEAR = re.compile(
    r"每年|每一年|逐年|(?:^|[,;、])年(?:培训|新增|开展|举办|组织|完成|服务|发放|引进|培育|接待|检测)"
)
# What 每年 before it no longer holds for: levels and totals.
_LEVEL = re.compile(r"达|突破|超|累计|总数|总量|占比|率|稳定|保持|维持|建成|形成")
# 高新技术企业翻一番,达到650家: the clause before names what the figure is about.
_RISEN = re.compile(
    r"(?P<what>[^,;:、]{2,20}?)(?:实现|持续|稳步|大幅|明显|不断){0,3}(?:翻一番|翻番|增长|提升|提高|增加|壮大)"
)


@dataclass(slots=True)
class Setting:
    """Where a reader of a paragraph is.

    shown: the masked text. due: the due time in force. annual: 每年 still holds. listing: the
    clause goes on a list of targets. subject: what the last figure was about. opening: the due time
    that opens the paragraph (到2025年,…).
    """

    item: Item
    one: Passage
    shown: str
    due: str | None
    dues: list[Due] = field(default_factory=list)
    hedge: str | None = None
    annual: bool = False
    listing: bool = False
    subject: str = ""
    opening: str | None = None

    def begin_sentence(self, inherited: str | None) -> None:
        """A due time holds on in goals, and where it opens its paragraph, else for its sentence."""
        if self.item.role not in GOALS:
            self.due = self.opening or inherited
        self.annual, self.hedge, self.listing, self.subject = False, None, False, ""

    def enter(self, start: int, end: int) -> None:
        """Takes over the due time, the hedge and 每年 of a clause."""
        for due in self.dues:
            if start <= due.start < end:
                self.due, self.annual = due.value, False
        if found := HEDGE.search(self.one.text, start, end):
            word = found[0].removesuffix("实现")
            self.hedge = word if word in HEDGES else self.hedge
        if _EVERY_YEAR.search(self.one.text, start, end):
            self.annual = True
        elif _LEVEL.search(self.shown, start, end):
            self.annual = False
        if risen := _RISEN.fullmatch(self.shown, start, end):
            self.subject = risen["what"]


def setting_of(item: Item, one: Passage, inherited: str | None, clock: Clock) -> Setting:
    found = dues(one.text, clock)
    return Setting(
        item, one, masked(one.text), inherited, found, opening=opening_due(one.text, found)
    )


def opening_due(text: str, found: Sequence[Due]) -> str | None:
    """The due time that a paragraph opens with (到2025年,…), which holds for all of it."""
    opens = bool(found) and found[0].start <= _LONGEST_HEDGE and bool(_OPENS.match(text))
    return found[0].value if opens else None


def inherited_dues(items: Sequence[Item], clock: Clock) -> dict[str, str]:
    """For each path the due time that the head of its section gives it.

    A due time in the head of a section of goals holds for everything below it.
    """
    found: dict[str, str] = {}
    for item in items:
        if parent := found.get(item.path.rpartition("/")[0]):
            found[item.path] = parent
        if item.role in GOALS:
            own = [due.value for one in item.texts for due in dues(one.text, clock)]
            own = [value for value in own if clock.issued is None or value[:4] >= clock.issued]
            if own:
                found[item.path] = own[0]
    return found
