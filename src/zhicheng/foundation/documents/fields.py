"""The fields of a document (域, ECMA-376 part 1, §17.16): which of them a template may have."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from lxml import etree

ALLOWED: Final = frozenset(
    {
        "ADVANCE", "AUTHOR", "COMMENTS", "CREATEDATE", "DATE", "DOCPROPERTY", "EQ", "FILENAME",
        "HYPERLINK", "INDEX", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES",
        "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION",
        "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TC", "TIME", "TITLE", "TOC", "XE",
    }
)  # fmt: skip
"""What only shows what the document itself holds. Any other may call a program or fetch something (DDEAUTO,
INCLUDETEXT, LINK …)."""
_LINK: Final = "HYPERLINK"
_WITH_VALUE: Final = frozenset({"\\l", "\\o", "\\s", "\\t"})
"""Switches of a link that something follows: a place in the document, a tip, a frame."""
_SWITCH: Final = re.compile(r"\\\w")
_WORD: Final = re.compile(r'\\\w|"[^"]*"?|“[^”]*”?|[^\s"“\\]+|\\')
_HARMLESS: Final = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_CODES: Final = frozenset({"instrText", "delInstrText"})
_MARKS: Final = frozenset({"begin", "separate", "end"})


def is_harmless(target: str) -> bool:
    """Whether a link leads to a page, to a mailbox or within the document – not to a file or a program."""
    return _HARMLESS.match(target.strip()) is not None


def forbidden_fields(root: etree._Element) -> Iterator[str]:
    """What no template may have, of the fields of one part: the instruction of each, in the order of the part.

    Each field is judged by itself: begin, instruction, separator, result and end stand one after the other, and
    fields stand within fields. Placeholders within an instruction are refused as well: what is filled in would
    become part of it.
    """
    open_fields = [_Open()]
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "fldSimple":
            yield from _judged(_attribute(element, "instr"))
        elif name == "fldChar":
            yield from _moved(open_fields, _attribute(element, "fldCharType"))
        elif name in _CODES:
            open_fields[-1].code += element.text or ""
        elif name == "t" and not open_fields[-1].has_result:
            open_fields[-1].words += element.text or ""
    for field in open_fields[1:]:
        yield from field.judged()
    if open_fields[0].code:
        yield from open_fields[0].judged()


class _Open:
    """A field whose end has not come. code: its instruction as far as it was read; words: what else stands
    between the pieces of it; nests: a field stands there."""

    def __init__(self, *, has_result: bool = True) -> None:
        self.code, self.words, self.has_result, self.nests = "", "", has_result, False

    def judged(self) -> Iterator[str]:
        yield from _judged(self.code)
        made_up = _kind(self.code) == _LINK and (self.nests or self.words.strip())
        if made_up or set("{}") & set(self.words):
            yield self.words or self.code.strip()


def _moved(open_fields: list[_Open], mark: str) -> Iterator[str]:
    """Take a mark of a field; the first of the open ones is no field: what stands outside of all."""
    if mark not in _MARKS:
        yield mark
    elif mark == "begin":
        open_fields[-1].nests |= not open_fields[-1].has_result
        open_fields.append(_Open(has_result=False))
    elif mark == "separate":
        open_fields[-1].has_result = True
    elif len(open_fields) > 1:
        yield from open_fields.pop().judged()


def _judged(code: str) -> Iterator[str]:
    kind = _kind(code)
    known = kind in ALLOWED or kind.startswith("=")
    if not known or set("{}") & set(code) or (kind == _LINK and not _leads_nowhere_else(code)):
        yield code.strip()


def _kind(code: str) -> str:
    words = code.split()
    return words[0].partition("\\")[0].partition('"')[0].upper() if words else ""


def _leads_nowhere_else(code: str) -> bool:
    """Whether all that a link names as its target is harmless."""
    words = ["", *_WORD.findall(code)[1:]]
    values = (word for last, word in pairwise(words) if last not in _WITH_VALUE)
    targets = (word for word in values if not _SWITCH.fullmatch(word))
    return all(is_harmless(word.strip('"“”')) for word in targets)


def _attribute(element: etree._Element, name: str) -> str:
    """By its own name, whatever the edition of the standard that its namespace is of."""
    found = (value for key, value in element.items() if etree.QName(key).localname == name)
    return str(next(found, ""))
