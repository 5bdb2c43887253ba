"""Names of units: how a written list is cut into names (PATTERNS §4)."""

import re
from collections.abc import Iterator

from zhicheng.engines.plans.units.vocabulary import AREAS, TERRITORY_ENDINGS, UNIT_ENDINGS

_ENDING = re.compile(
    f"(?:{'|'.join(map(re.escape, sorted(UNIT_ENDINGS, key=len, reverse=True)))})$"
)
_TERRITORY = re.compile(f"^[^,。;:]{{1,11}}(?:{'|'.join(TERRITORY_ENDINGS)})$")
_BRACKET_TAIL = re.compile(r"\([^()]{1,30}\)$")
# The second half of a name with separators: 县(市)政府, 街道办事处, 街道的功能区管理机构.
_GENERIC_TAIL = re.compile(
    r"^(?:县级市|县|市|区|镇|乡|街道|乡镇|旗)(?:\([^()]{1,12}\))?"
    r"(?:人民政府|政府|管委会|管理委员会|办事处|党委|党工委|的.{2,16}|、.*)?$"
)
_OPEN = re.compile(f"^(?:各(?:有关|相关)?|代管)(?:{'|'.join(AREAS)})$")
_JOINT = re.compile(r"以及|及其|及|和|与|暨")
_OTHERS = re.compile(
    r"等?(?:市直|市级|其他|其它)?(?:有关|相关|各|各有关|各相关|各个)?(?:市直|市级|责任|职能)?"
    r"(?:部门|单位|部门和单位|部门、单位|部门单位)?$"
    r"|等[^、,;。()等]{2,8}(?:部门|单位)$"
)
_OTHERS_TAIL = re.compile(r"等(?:[^、,;。()]{0,12})$")
_LEADING = re.compile(r"^(?:由|请|并由|其中)(?=.)")


def is_unit(name: str) -> bool:
    """Whether a folded string is written like the name of a public body, company or group."""
    stem = _BRACKET_TAIL.sub("", name) if name.endswith(")") else name
    return 2 <= len(name) <= 40 and bool(_ENDING.search(stem) or _ENDING.search(name))


def is_territory(name: str) -> bool:
    """Whether a name is one of a territory, which in a list stands for its government."""
    stem = _BRACKET_TAIL.sub("", name)
    return 2 <= len(stem) <= 12 and bool(_TERRITORY.match(stem))


def split(
    text: str, start: int = 0, end: int | None = None, gaps: frozenset[int] = frozenset()
) -> list[tuple[str, int, int]]:
    """The names in ``text[start:end]`` with their places; an open end (等部门) is left out.

    Separators inside brackets and names (各区、县(市)政府; 市工业和信息化局) do not separate.
    gaps: indices before which the file has white space; it separates whole names.
    """
    fragments = _fragments(text, start, len(text) if end is None else end, gaps)
    names: list[tuple[int, int]] = []
    halves = (half for piece in fragments for half in _joint(text, *piece))
    for first, last in (one for half in halves for one in _trimmed(text, *half)):
        if names and _goes_on(text[slice(*names[-1])], text[first:last]):
            names[-1] = (names[-1][0], last)
        else:
            names.append((first, last))
    return [(text[a:b], a, b) for a, b in names if b > a]


def is_open(text: str) -> bool:
    """Whether a list says that it does not name everybody (…等部门)."""
    return bool(_OTHERS_TAIL.search(text)) and not text.endswith(
        ("平等", "同等", "高等", "初等", "中等")
    )


def _fragments(text: str, start: int, end: int, gaps: frozenset[int]) -> Iterator[tuple[int, int]]:
    depth, begin = 0, start
    for index in range(start, end):
        character = text[index]
        if index in gaps and depth == 0 and is_unit(text[begin:index]):
            yield from _trimmed(text, begin, index)
            begin = index
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and character in "、,;。/／ ":
            yield from _trimmed(text, begin, index)
            begin = index + 1
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A fragment without 由 before it and 等有关部门 behind it."""
    if lead := _LEADING.match(text[start:end]):
        start += lead.end()
    tail = _OTHERS_TAIL.search(text[start:end])
    if tail and _OTHERS.match(tail[0]):
        end = start + tail.start()
    if end > start:
        yield start, end


def _goes_on(before: str, name: str) -> bool:
    """Whether a fragment is the second half of a name: 各区、县(市)政府; 代管镇、街道的管理机构."""
    if name in ("政府", "人民政府") and before.endswith(("党委", "党工委")):
        return True
    return bool(_OPEN.match(before.partition("、")[0]) and _GENERIC_TAIL.match(name)) and (
        "、" not in before or not is_unit(before)
    )


def _joint(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A和B: two names if both sides are names of their own, else one (市工业和信息化局)."""
    for link in _JOINT.finditer(text, start, end):
        left, right = text[start : link.start()], text[link.end() : end]
        if _whole(left) and len(right) >= 3 and left.count("(") == left.count(")"):
            yield start, link.start()
            yield from _joint(text, link.end(), end)
            return
    yield start, end


def _whole(name: str) -> bool:
    return len(name) >= 3 and is_unit(name) and not name.endswith(("企业", "组织", "园区", "机构"))
