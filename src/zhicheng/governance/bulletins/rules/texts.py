"""The office's own words, in which figures stand as placeholders: 台账共有任务{{ tasks.total }}。"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}\s]*)\s*\}\}")
_BRACES: Final = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a text where a figure stands. key: of the figure."""

    key: str


Piece = str | Reference


def pieces(text: str) -> list[Piece]:
    """A text as words and references, in their order; words are never empty."""
    found: list[Piece] = []
    end = 0
    for match in PLACEHOLDER.finditer(text):
        if text[end : match.start()]:
            found.append(text[end : match.start()])
        found.append(Reference(match[1]))
        end = match.end()
    if text[end:]:
        found.append(text[end:])
    return found


def keys_in(text: str) -> list[str]:
    """The keys of the figures that a text names, in their order."""
    return [piece.key for piece in pieces(text) if isinstance(piece, Reference)]


def text_faults(text: str, known: Collection[str]) -> list[str]:
    """What is wrong with the placeholders of a text, each with its place (Chinese); empty when all is well.

    known: the keys of the figures that there are.
    """
    return [*_unknown(text, known), *_loose(text)]


def _unknown(text: str, known: Collection[str]) -> Iterator[str]:
    for match in PLACEHOLDER.finditer(text):
        if match[1] not in known:
            yield gettext("%(place)s：没有名为“%(key)s”的数字。") % {
                "place": place(text, match.start()),
                "key": match[1],
            }


def _loose(text: str) -> Iterator[str]:
    """Braces that open or close nothing."""
    whole = [match.span() for match in PLACEHOLDER.finditer(text)]
    for match in _BRACES.finditer(text):
        if not any(first <= match.start() < last for first, last in whole):
            yield gettext("%(place)s：“%(braces)s”不成对，数字请写成“{{ 名称 }}”。") % {
                "place": place(text, match.start()),
                "braces": match[0],
            }


def place(text: str, at: int) -> str:
    """Where a character stands, in words. at: its place in the text, from 0 on."""
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return gettext("第%(line)s行第%(column)s个字") % {"line": line, "column": column}
