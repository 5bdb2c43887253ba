"""Who does it: the lists of units that close a task, in all their notations (PATTERNS §4)."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhicheng.engines.plans.text.passages import Passage, Span
from zhicheng.engines.plans.units.brackets import DUTY_WORDS, LABEL, pairs
from zhicheng.engines.plans.units.names import is_open, is_territory, is_unit, split

# 牵头 · 按职责分工负责 · 配合: the verb that closes a group of units and says what they do.
_LEADS = re.compile(
    r"(?:负责)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|联合)?(?:总)?牵头(?:负责|落实|实施|推进|组织实施|组织)?"
)
_ACTS = re.compile(
    r"(?:等(?:有关|相关|各)?(?:部门|单位)?)?"
    r"(?:[按依]|根据|依据)(?:照|据)?(?:各自)?(?:部门)?(?:工作)?职[责能](?:任务)?(?:范围|分工)?"
    r"(?:分别|分工|共同|具体|抓好|做好|负责)*(?:负责|落实|配合|实施|推进|组织实施)?(?:落实|实施)?"
    r"|(?:分别|分工|共同|具体|主要)?(?:负责(?!人)|落实|组织实施|实施)(?:落实|实施)?"
    r"|(?:积极|协同|密切|分工)?(?:配合|参与|参加|协助|协办)(?:落实|实施)?"
)
_WITH = re.compile(r"会同|配合(?=.)")
# A due time among the units: …,2025年底前完成.
_IS_DUE = re.compile(
    r"20\d{2}年|\d{1,2}月|(?:今|每)?年底?前|长期(?:坚持|推进)?$|持续(?:推进|实施)?$|常态化"
)
_CLAUSE_END = re.compile(r"[。;]")
# What may follow the units inside their bracket: a standing clause, an alias.
_AFTERWORD = re.compile(
    r"以下|下同|排(?:在)?第?一|列(?:在)?第?一|[列排][名在]*首位?|第一个|首位|注:"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as written, and where in the paragraph. role: ``lead`` or ``responsible``.

    span: where in the document.
    """

    name: str
    role: str
    start: int
    end: int
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One list of units.

    as_written: the list as it stands in the document, brackets included. afterword: what follows
    the units inside the bracket (a standing clause). due: the words after 完成时限:, if any.
    """

    as_written: str
    span: Span
    units: tuple[Named, ...]
    open_list: bool = False
    afterword: str = ""
    due: str = ""


def assignments_of(passage: Passage) -> tuple[int, list[tuple[int, int, Assignment]]]:
    """The lists of units in one paragraph, with where they stand in it.

    Returns the index where the paragraph's own words end, before a list that closes it.
    """
    text = passage.text
    found = []
    outer = list(pairs(text))
    line = _bare_label(text, outer)
    brackets = [pair for pair in unit_brackets(text, outer) if line is None or pair[0] < line]
    for start, end in brackets:
        found.append((start, end, _assignment(passage, start, end, start + 1, end - 1)))
    if line is not None:
        end = len(text) - (text[-1] in "。;")
        found.append((line, len(text), _assignment(passage, line, end, line, end)))
    close = len(text)
    for start, end, _ in reversed(found):
        if text[end:close].strip("。;,)") == "":
            close = start
    return close, found


def units_in(one: Passage) -> list[Named]:
    """The units of a text that is nothing but a list, as a cell of a table is; verbs give roles."""
    _, lists = assignments_of(one)
    if lists:
        return [unit for _, _, found in lists for unit in found.units]
    end = len(one) - (one.text[-1:] in ("。", ";"))
    return list(_assignment(one, 0, end, 0, end).units)


def is_label_line(text: str) -> bool:
    """Whether a paragraph is nothing but 责任单位:…, with or without brackets."""
    inner = text[1:] if text.startswith("(") else text
    return bool(LABEL.match(inner)) and not (
        text.startswith("(") and not text.rstrip("。").endswith(")")
    )


_REMARKS = ("联系", "此件", "以下简称", "详见", "含", "即", "不含", "包括", "其中")
# ——责任单位:…
_DASHES = "-—·•* "
_OWN_LEVEL = re.compile(r"^(?:省|市|区|县|旗|州|镇|各|团)")


def unit_brackets(
    text: str, outer: Sequence[tuple[int, int]] | None = None
) -> list[tuple[int, int]]:
    """The outermost brackets whose content names units responsible for what stands before them."""
    return [pair for pair in (pairs(text) if outer is None else outer) if _holds_units(text, *pair)]


def _holds_units(text: str, start: int, end: int) -> bool:
    content = text[start + 1 : end - 1]
    if LABEL.match(content):
        return True
    if len(content) < 3 or content.startswith(_REMARKS):
        return False
    named = _units(text, start + 1, end - 1, "")[0]
    known = sum(is_unit(one.name) or is_territory(one.name) for one in named)
    if not any(is_unit(one.name) for one in named):
        return False
    if "牵头" in content or DUTY_WORDS.search(content[-14:]):
        return known * 5 >= len(named) * 2
    closes = end == len(text) or text[end] in "。;" or text[start - 1 : start] == "。"
    plain = len(split(text, start + 1, end - 1))
    enough = known * 3 >= plain * 2 if known > 1 else plain == 1 and _OWN_LEVEL.match(content)
    return closes and bool(enough)


def _bare_label(text: str, outer: Sequence[tuple[int, int]]) -> int | None:
    """Where a list without brackets begins: the whole paragraph, or after its last sentence."""
    starts = [first for first, _ in outer]
    for found in LABEL.finditer(text):
        start = found.start()
        behind = bisect_right(starts, start - 1)
        if behind and start < outer[behind - 1][1]:
            continue
        if not text[:start].strip(_DASHES) or (
            text[start - 1] in "。;!" and _CLAUSE_END.search(text, found.end()) is None
        ):
            return start
        if text[start - 1] in "。!":
            return start
    return None


def _assignment(passage: Passage, start: int, end: int, inner: int, inner_end: int) -> Assignment:
    text = passage.text
    stop = _afterword(text, inner, inner_end)
    units: list[Named] = []
    due: list[str] = []
    opened = False
    gaps = _gaps(passage, inner, stop)
    for role, first, last in _segments(text, inner, stop):
        if role == "due":
            due.append(text[first:last].strip("。;, "))
        elif role != "person":
            part, is_open_part = _units(text, first, last, role, gaps)
            due.extend(unit.name for unit in part if _IS_DUE.match(unit.name))
            units.extend(unit for unit in part if not _IS_DUE.match(unit.name))
            opened = opened or is_open_part
    return Assignment(
        as_written=passage.raw(start, end),
        span=passage.span(start, end),
        units=tuple(
            replace(
                unit,
                name=passage.raw(unit.start, unit.end),
                span=passage.span(unit.start, unit.end),
            )
            for unit in units
        ),
        open_list=opened,
        afterword=text[stop:inner_end],
        due="".join(due),
    )


def _gaps(passage: Passage, start: int, end: int) -> frozenset[int]:
    """Where spaces part the names (市科技局 市财政局); line wraps alone do not."""
    source, at = passage.source, passage.at
    gaps = [i for i in range(start + 1, end) if at[i] - at[i - 1] > 1]
    spaced = any("\n" not in source[at[i - 1] : at[i]] for i in gaps)
    return frozenset(gaps) if spaced else frozenset()


def _afterword(text: str, start: int, end: int) -> int:
    """Where the units end and a remark about later lists begins."""
    for found in _AFTERWORD.finditer(text, start, end):
        before = text[found.start() - 1] if found.start() > start else ""
        if before in ",。;":
            return found.start()
    return end


def _segments(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """(role, first, last) for each labelled stretch; what stands before them has no role."""
    labels = list(LABEL.finditer(text, start, end))
    starts = [label.start() for label in labels]
    head = [("", start, starts[0] if starts else end)]
    labelled = [
        (_role(label), label.end(), stop)
        for label, stop in zip(labels, [*starts[1:], end], strict=False)
    ]
    return [one for one in [*head, *labelled] if one[2] > one[1]]


def _role(label: re.Match[str]) -> str:
    role, noun = label["role"] or label["short"], label["noun"]
    if noun in ("时限", "时间", "期限", "时序"):
        return "due"
    if noun in ("人", "领导", "市级领导"):
        return "person"
    return "lead" if role in ("牵头", "主办", "第一责任") else "responsible"


def _units(
    text: str, start: int, end: int, role: str, gaps: frozenset[int] = frozenset()
) -> tuple[list[Named], bool]:
    """The units of one stretch; the verb behind a group (A牵头,B、C配合) gives their role."""
    found: list[Named] = []
    opened = False
    group = start
    for verb in _verbs(text, start, end):
        part_role = role or ("lead" if "牵头" in verb[0] else "responsible")
        if role == "responsible" and verb[0].startswith(("牵头", "总牵头")):
            part_role = "lead"
        found.extend(_named(text, group, verb.start(), part_role, gaps))
        opened = opened or is_open(text[group : verb.start()]) or verb[0].startswith("等")
        group = verb.end()
    rest = text[group:end].strip("。;, ")
    if rest:
        found.extend(_named(text, group, end, role or "responsible", gaps))
        opened = opened or is_open(rest)
    return found, opened


def _verbs(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The verbs that close a group: followed by a separator or the end."""
    closing = []
    for pattern in (_LEADS, _ACTS):
        for found in pattern.finditer(text, start, end):
            if found.end() > found.start() and (
                found.end() >= end or text[found.end()] in ",、;。)"
            ):
                closing.append(found)
    closing.sort(key=lambda found: (found.start(), -found.end()))
    kept: list[re.Match[str]] = []
    for found in closing:
        if not kept or found.start() >= kept[-1].end():
            kept.append(found)
    return kept


def _named(text: str, start: int, end: int, role: str, gaps: frozenset[int]) -> list[Named]:
    named: list[Named] = []
    for name, first, _ in split(text, start, end, gaps):
        joined = _WITH.search(name)
        if joined and is_unit(name[: joined.start()]):
            named.append(Named(name[: joined.start()], "lead", first, first + joined.start()))
            first += joined.end()
            name = name[joined.end() :]
        if name and not DUTY_WORDS.fullmatch(name):
            named.append(Named(name, role, first, first + len(name)))
    return [
        one for one in named if is_unit(one.name) or is_territory(one.name) or len(one.name) <= 16
    ]
