"""Brackets of a folded text, and the labels that head a list of units."""

import re
from collections.abc import Iterator

# The words that head a list of units, or another fact about a task, written with a colon; a
# semicolon in its place is a slip that occurs (PATTERNS §4).
LABEL = re.compile(
    r"(?:省级|市级|区级|县级)?(?:(?P<role>牵头|主要?责任?|总?责任|第一责任|主办|主管|承办|承担|实施|落实|执行|"
    r"推进|分管|包联|配合|协办|协助|协同|协作|参与|参加|支持|会同|督导|监督|指导|完成|办结|整改)"
    r"(?:和(?:责任|配合|参与|参加|协办))?"
    r"(?:市|区|县|州)?(?P<noun>单位|部门|主体|机构|科室|处室|领导|人|市级领导|时限|时间|期限|时序)"
    r"(?:及|和)?(?:分工|名单|责任人)?|(?P<short>牵头|主办|承办|配合|协办))[:;]"
)
# (市科技局牵头…), (市科技局、市财政局等按职责分工负责)
DUTY_WORDS = re.compile(r"牵头|负责(?!人)|分工|配合|落实|参与|按职责|组织实施|具体实施|主办|协办")
_BRACKET = re.compile("[()]")


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """Outermost brackets as (start, end past the closing one), in order. One pass."""
    depth = start = 0
    for found in _BRACKET.finditer(text):
        if found[0] == "(":
            start = start if depth else found.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, found.end()
