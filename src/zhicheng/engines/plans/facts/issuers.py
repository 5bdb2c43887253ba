"""Who issued a plan: labelled, in the signature, or in the head (PATTERNS §2)."""

import re
from collections.abc import Sequence

from zhicheng.engines.plans.facts.dates import day
from zhicheng.engines.plans.facts.divisions import leading_places
from zhicheng.engines.plans.facts.labels import Field
from zhicheng.engines.plans.structure.frame import Frame, is_organ_line
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Passage

_HEAD_OF = re.compile(r"^(.{4,40})文件$")
_ORGAN = (
    r"[\u4e00-\u9fff()]{2,40}?(?:人民政府办公[室厅]|人民政府|政府办公室|委员会办公室|委员会|"
    r"领导小组办公室|领导小组|指挥部|管委会|办公室|局|委)"
)
_ORGAN_IN_TITLE = re.compile(rf"^({_ORGAN})关于")
_ISSUED_BY = re.compile(rf"^({_ORGAN})\d{{4}}年")


def issuer_of(frame: Frame, fields: Sequence[Field]) -> str | None:
    """The issuing authority as written, several joined by 、; ``None`` if none is named."""
    labelled = (one.value for one in fields if one.key == "issuer" and len(one.value) > 2)
    return _signature(frame) or _from_title(frame) or next(labelled, None) or _from_head(frame)


def _signature(frame: Frame) -> str | None:
    """The organs over the date, in the notice or at the end of the text; joint issuers together."""
    lines = [*frame.front, *frame.tail]
    for index, one in enumerate(lines):
        if len(one) < 30 and one.text.endswith("日") and day(one.text):
            organs: list[str] = []
            while index and is_organ_line(lines[index - 1].text):
                index -= 1
                organs[:0] = _organs(lines[index])
            if organs:
                return "、".join(organs)
    found = (match for one in frame.tail if (match := _ISSUED_BY.match(one.text)))
    return next((match[1] for match in found), None)


def _organs(line: Passage) -> list[str]:
    """The authorities of a line of the signature: parted by spaces, or each with its place before it."""
    place = "".join(leading_places(line.text))
    found, begin = [], 0
    for index in range(2, len(line)):
        parted = line.gap(index) or (place and line.text.startswith(place, index))
        if parted and is_organ_line(line.text[begin:index]):
            found.append(line.raw(begin, index))
            begin = index
    return [*found, line.raw(begin)]


def _from_title(frame: Frame) -> str | None:
    found = ((one, _ORGAN_IN_TITLE.match(one.text)) for one in frame.front)
    return next((one.raw(*match.span(1)) for one, match in found if match), None)


def _from_head(frame: Frame) -> str | None:
    for one in frame.front:
        found = _HEAD_OF.match(one.text)
        name = one.raw(*found.span(1)) if found else one.raw()
        if is_organ_line(fold(name)):
            return name
    return None
