"""The fields of a document (域, ECMA-376 part 1, §17.16): which of them a template may have."""

from collections.abc import Iterator
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
_CODES: Final = frozenset({"instrText", "delInstrText"})
_MARKS: Final = frozenset({"begin", "separate", "end"})


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
    between the pieces of it."""

    def __init__(self, *, has_result: bool = True) -> None:
        self.code, self.words, self.has_result = "", "", has_result

    def judged(self) -> Iterator[str]:
        yield from _judged(self.code)
        if set("{}") & set(self.words):
            yield self.words


def _moved(open_fields: list[_Open], mark: str) -> Iterator[str]:
    """Take a mark of a field; the first of the open ones is no field: what stands outside of all."""
    if mark not in _MARKS:
        yield mark
    elif mark == "begin":
        open_fields.append(_Open(has_result=False))
    elif mark == "separate":
        open_fields[-1].has_result = True
    elif len(open_fields) > 1:
        yield from open_fields.pop().judged()


def _judged(code: str) -> Iterator[str]:
    words = code.split()
    kind = words[0].partition("\\")[0].upper() if words else ""
    known = kind in ALLOWED or kind.startswith("=")
    if not known or set("{}") & set(code):
        yield code.strip()


def _attribute(element: etree._Element, name: str) -> str:
    """By its own name, whatever the edition of the standard that its namespace is of."""
    found = (value for key, value in element.items() if etree.QName(key).localname == name)
    return str(next(found, ""))
