"""Claims of XML records, one text each."""

import re
from collections.abc import Iterator

from zhicheng.engines.patents.xml.stream import Element
from zhicheng.engines.patents.xml.tree import children, name_of, raw_text, text_of, value

_NUMBERED = re.compile(r"^\s*(\d{1,4})\s*[.．、]\s*\S")
_RANGE = re.compile(r"^\s*\d{1,4}\s*(?:[-–—]\s*\d{1,4}\s*)?[.．、]")
_NO_TEXT = frozenset({"boundarydata", "claimstatement"})


def claims_of(element: Element) -> tuple[str, ...]:
    """The claims in order.

    Where a full text came as one piece, it is cut where the next number begins a line or a paragraph. What
    has no number where others have one (a preamble that OCR took for a claim) is left out.
    """
    claims = list(_claims(element))
    if len(claims) == 1:
        return _cut(claims[0])
    found = [(value(one, "claimnumber"), text_of(one, _WITHOUT_STATE)) for one in claims]
    if any(number for number, _ in found):
        found = [(number, text) for number, text in found if number or _RANGE.match(text)]
    return tuple(_with_number(number, text) for number, text in found if text)


_WITHOUT_STATE = _NO_TEXT | {"claimnumber", "claimstatuscategory", "claimtypecategory"}


def _claims(element: Element) -> Iterator[Element]:
    for one in element:
        if name_of(one) == "claim":
            yield one
        elif name_of(one) in {"claimlist", "claimset", "claims"}:
            yield from _claims(one)


def _with_number(number: str, text: str) -> str:
    return f"{number}. {text}" if number and not _NUMBERED.match(text) else text


def _cut(claim: Element) -> tuple[str, ...]:
    texts = list(children(claim, "claimtext"))
    lines = [line for one in texts or [claim] for line in raw_text(one).splitlines()]
    found: list[list[str]] = []
    for line in lines:
        number = _NUMBERED.match(line)
        if number and int(number[1]) == len(found) + 1:
            found.append([line])
        elif found:
            found[-1].append(line)
    if len(found) > 1:
        return tuple(" ".join(" ".join(lines).split()) for lines in found)
    whole = text_of(claim, _WITHOUT_STATE)
    return (_with_number(value(claim, "claimnumber"), whole),) if whole else ()
