"""The preamble: what stands between a plan's title and its first heading (PATTERNS §2).

Short plans state their goals there: …制定本方案。到2027年,…. Each sentence that opens with such a due
time, with what follows it in its paragraph, is read as an item of goals.
"""

import re
from collections.abc import Sequence

from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.passages import Passage

_GOAL = re.compile(r"(?:^|(?<=[。;]))(?:力争|争取)?[到至]20\d{2}年")
_ENDS = "。;:"
_TITLE_LENGTH = 40


def preamble_goals(front: Sequence[Passage]) -> list[Item]:
    """The goals in the paragraphs before the first heading, as items ``¶n`` in reading order."""
    sentences = [one for one in front if one.text[-1] in _ENDS]
    return [
        _item(one.cut(found.start()), number)
        for number, one in enumerate(sentences, start=1)
        if (found := _GOAL.search(one.text))
    ]


def _item(goals: Passage, number: int) -> Item:
    title = goals.cut(0, min(len(goals), _TITLE_LENGTH))
    return Item(f"¶{number}", Role.GOALS, title.raw(), title.span(), paragraphs=[goals], leaf=False)
