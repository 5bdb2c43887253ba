"""Whether a patent belongs to a strategic emerging industry, and how sure that is (R-IND-02, condition 1).

The table of 2021 (战略性新兴产业分类与国际专利分类参照关系表) names for each row symbols of the IPC, symbols left
out, and for most rows phrases that the text of the patent has to be about. The phrases are summaries, no search
expressions: so a match says how it was found, and a figure has a lower bound (``Certainty.VERBATIM`` and above),
a best value (``LIKELY`` and above) and an upper bound (all).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

from zhicheng.engines.sources import Confidence, Source

SOURCE = Source(
    "《战略性新兴产业分类与国际专利分类参照关系表（2021）（试行）》，据公开转录本，未与原件逐行核对",
    Confidence.MEDIUM,
)
ENOUGH = 2 / 3
"""The share of a phrase's pairs of characters that a text has to have to be likely about it."""

_SYMBOL = re.compile(r"([A-HY])(\d{2})?([A-Z])?(\d{1,4})?(?:/(\d{2,6}))?")
_APART = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")
_AND_SO_ON = re.compile(r"等(?!离子).*$")
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_NOT = re.compile(r"^不包[括含]")

# IPC 2021–2026: groups that were moved, and the subclasses where they may be found now.
_MOVED: Mapping[str, str] = {
    "H01L21": "H10D H10P H10W", "H01L23": "H10W", "H01L25": "H10B H10D H10F H10H H10K H10N H10W",
    "H01L27": "H10B H10D", "H01L28": "H10D", "H01L29": "H10D", "H01L31": "H10F", "H01L33": "H10H",
    "H01L41": "H10N", "H01L43": "H10N", "H01L45": "H10N", "H01L49": "H10D", "H01L51": "H10K",
    "H01L": "H10B H10D H10F H10H H10K H10N H10P H10W",
}  # fmt: skip


class Certainty(IntEnum):
    """How a patent was found to belong to a row, the surest last.

    BY_SYMBOL: by its symbol alone, where the row asks for phrases too and the text is missing or about something
    else, or where the symbol was moved since 2021. LIKELY: the text has most of a phrase. VERBATIM: it has the
    phrase. SURE: the row asks for no phrase.
    """

    BY_SYMBOL = 1
    LIKELY = 2
    VERBATIM = 3
    SURE = 4


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of the table. number, name: of its industry. page: of the table as published.

    phrases: what the text has to be about, or with ``exception`` what it must not be about; empty where the
    symbols suffice. symbols, excluded: patterns such as ``G06F11*`` (the group, all below) or ``G06F11/14``.
    """

    row: int
    number: str
    name: str
    page: int
    phrases: tuple[str, ...]
    exception: bool
    symbols: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Why a patent belongs to a branch: by which symbol, which phrase ("" for none), how surely."""

    branch: Branch
    symbol: str
    phrase: str
    certainty: Certainty


def strategic(symbols: Sequence[str], text: str = "") -> Match | None:
    """The surest match of a patent with the table; of equals the first in the table. None where there is none.

    symbols: of the IPC, as ``G06F11/14``. text: title, abstract and claims as far as known, "" where nothing is.
    """
    read = _plain(text)
    found = [_match(branch, symbol, read, moved=moved) for branch, symbol, moved in _hits(symbols)]
    return max(found, key=lambda one: (one.certainty, -one.branch.row), default=None)


@cache
def table() -> tuple[Branch, ...]:
    """The rows in the order of the table."""
    text = files("zhicheng.engines.indicators").joinpath("strategic_2021.tsv").read_text("utf-8")
    return tuple(
        _branch(row, *line.split("\t")) for row, line in enumerate(text.splitlines()[1:], start=1)
    )


def _branch(
    row: int, number: str, name: str, page: str, phrases: str, kind: str, takes: str, leaves: str
) -> Branch:
    said = tuple(dict.fromkeys(one for text in phrases.split("|") for one in _phrases(text)))
    return Branch(
        row, number, name, int(page), said, bool(kind), tuple(takes.split()), tuple(leaves.split())
    )


def _phrases(text: str) -> Iterator[str]:
    """What is looked for: without what follows 等, a name in brackets apart, an exception without its 不包括."""
    plain = _NOT.sub("", text)
    for one in (_BRACKETS.sub("", plain), *_BRACKETS.findall(plain)):
        found = _plain(_AND_SO_ON.sub("", one))
        if found:
            yield found


def _plain(text: str) -> str:
    """Half width, small letters, nothing but letters, digits and characters."""
    return _APART.sub("", unicodedata.normalize("NFKC", text)).lower()


def _match(branch: Branch, symbol: str, text: str, *, moved: bool) -> Match:
    certainty, phrase = (Certainty.BY_SYMBOL, "") if moved else _judged(branch, text)
    return Match(branch, symbol, phrase, certainty)


def _judged(branch: Branch, text: str) -> tuple[Certainty, str]:
    if not branch.phrases:
        return Certainty.SURE, ""
    if not text:
        return Certainty.BY_SYMBOL, ""
    verbatim = next((one for one in branch.phrases if len(one) > 1 and one in text), "")
    phrase = verbatim or next((one for one in branch.phrases if _about(text, one)), "")
    if branch.exception:
        # That a text does not say it is not yet a sign that it is not meant.
        return Certainty.BY_SYMBOL if phrase else Certainty.LIKELY, phrase
    if verbatim:
        return Certainty.VERBATIM, verbatim
    return Certainty.LIKELY if phrase else Certainty.BY_SYMBOL, phrase


def _about(text: str, phrase: str) -> bool:
    """Whether a text has enough of the pairs of characters of a phrase. A single character is one by itself."""
    pairs = [phrase[n : n + 2] for n in range(len(phrase) - 1)] or [phrase]
    return sum(pair in text for pair in pairs) >= ENOUGH * len(pairs)


def _hits(symbols: Iterable[str]) -> Iterator[tuple[Branch, str, bool]]:
    """Rows that a symbol is in, and whether only because it was moved."""
    index, rows = _index(), table()
    for symbol in symbols:
        names = _above(symbol)
        left_out = {row for name in names for row in index.leaves.get(name, ())}
        for row in {row for name in names for row in index.takes.get(name, ())} - left_out:
            yield rows[row - 1], symbol, False
        for row in index.moved.get(symbol[:4], ()):
            yield rows[row - 1], symbol, True


def _above(symbol: str) -> tuple[str, ...]:
    """What a pattern may call a symbol: itself, and with a star what it lies below."""
    found = _SYMBOL.fullmatch(symbol)
    if found is None:
        return ()
    section, number, letter, group, subgroup = (part or "" for part in found.groups())
    whole = [section + number + "*", section + number + letter + "*"]
    if group:
        whole.append(f"{section}{number}{letter}{group}*")
    return (*whole, f"{section}{number}{letter}{group}/{subgroup}") if subgroup else tuple(whole)


@dataclass(frozen=True, slots=True)
class _Index:
    """Rows by pattern: those that take it, those that leave it out.

    moved: by subclass, those that took what has come there since.
    """

    takes: Mapping[str, Sequence[int]]
    leaves: Mapping[str, Sequence[int]]
    moved: Mapping[str, Sequence[int]]


@cache
def _index() -> _Index:
    rows = [
        (kind, _starred(pattern), branch.row)
        for branch in table()
        for kind, patterns in (("takes", branch.symbols), ("leaves", branch.excluded))
        for pattern in patterns
    ]
    moved = [
        ("moved", now, row)
        for kind, pattern, row in rows
        if kind == "takes"
        for now in _MOVED.get(re.split(r"[/*]", pattern)[0], "").split()
    ]
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for kind, key, row in dict.fromkeys(rows + moved):
        found[kind][key].append(row)
    return _Index(found["takes"], found["leaves"], found["moved"])


def _starred(pattern: str) -> str:
    """No patent bears a symbol without a subgroup: such a pattern stands for all below it."""
    return pattern if "/" in pattern or pattern.endswith("*") else f"{pattern}*"
