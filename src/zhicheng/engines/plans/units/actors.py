"""Units that act in the text of a task without standing in a list of units."""

import re
from collections.abc import Iterable

from zhicheng.engines.plans.text.clauses import clauses, sentences
from zhicheng.engines.plans.text.masks import masked
from zhicheng.engines.plans.text.passages import Passage
from zhicheng.engines.plans.units.names import is_unit, split

# A subject and what shows that it is one: 市科技局要…, 领导小组办公室负责…, 由市财政局牵头….
_ACTING = re.compile(
    r"^(?:由|要求|请)?(?P<who>[^,。;:]{2,40}?)(?:要|应当?|须|需|负责|会同|牵头|将|按照|按职责|根据职责|切实|每年|每季|每月|定期)"
)
_NO_SUBJECT = re.compile(
    r"^(?:加强|推进|推动|支持|鼓励|引导|完善|建立|健全|加快|开展|强化|落实|对|在|以|为)"
)


def actors_in(paragraphs: Iterable[Passage], known: set[str]) -> tuple[str, ...]:
    """The acting units in reading order, without those already responsible."""
    found: dict[str, None] = {}
    for one in paragraphs:
        shown = masked(one.text)
        for start, end in sentences(shown):
            for first, last in clauses(shown, start, end):
                found.update(dict.fromkeys(_subjects(one, shown, first, last)))
    return tuple(name for name in found if name not in known)


def _subjects(one: Passage, shown: str, start: int, end: int) -> list[str]:
    acting = _ACTING.match(shown[start:end])
    if not acting or _NO_SUBJECT.match(acting["who"]):
        return []
    names = split(one.text, start + acting.start("who"), start + acting.end("who"))
    return [one.raw(a, b) for name, a, b in names] if all(is_unit(n) for n, _, _ in names) else []
