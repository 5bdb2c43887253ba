"""Parts of applications in ST.96 (XML4IP): claims, specification and abstract, each a file of its own.

They name the application and the day on which the office received the part, and no publication.
"""

import re
from collections.abc import Iterator, Mapping

from zhicheng.engines.patents.publication import Publication, Reference, Text
from zhicheng.engines.patents.values import day_of
from zhicheng.engines.patents.xml.claims import claims_of
from zhicheng.engines.patents.xml.stream import Element
from zhicheng.engines.patents.xml.tree import (
    children,
    descend,
    name_of,
    text_of,
    unknown_entities,
    value,
)

RECORDS: Mapping[str, frozenset[str]] = {
    "ClaimsDocument": frozenset(),
    "SpecificationDocument": frozenset(),
    "AbstractDocument": frozenset(),
}
_PAGE_FURNITURE = frozenset({"boundarydata"})
_ABSTRACT = re.compile(r"\babstract\b|摘要", re.IGNORECASE)
_SECTION = re.compile(
    r"\b(?:FIELD|BACKGROUND|CROSS|RELATED|SUMMARY|BRIEF|DESCRIPTION|SPECIFICATION)\b"
)
_BARE_NUMBER = re.compile(r"^[\d\s/-]*$")


def read(record: Element, place: str) -> Publication:
    """One part. office: these files do not name theirs; the namespace of the USPTO does."""
    number = next(
        (
            text_of(one)
            for name in ("applicationnumber", "docnumber")
            for one in descend(record, "documentheaderdetails", "applicationheaderdetails", name)
        ),
        "",
    )
    office = "US" if ":us:gov:" in record.tag else ""
    abstract, title = " ".join(_abstract(record)), _title(record)
    return Publication(
        place=place,
        standard="st96",
        application=Reference(office, number) if number else Reference(),
        app_no_raw=number,
        titles=(Text("", title),) if title else (),
        abstracts=(Text("", abstract),) if abstract else (),
        claims=tuple(
            one for box in children(record, "claimset", "claims") for one in claims_of(box)
        ),
        part=value(record, "documentcode"),
        received_on=day_of(value(record, "mailroomdate")),
        doubts=unknown_entities(record),
    )


def _title(record: Element) -> str:
    """The lines in capitals with which a specification begins (37 CFR 1.72), before its first section."""
    if value(record, "documentcode") != "SPEC":
        return ""
    lines: list[str] = []
    for box in children(record, "specification"):
        for one in children(box, "heading", "p"):
            text = text_of(one, _PAGE_FURNITURE)
            if _SECTION.search(text) or not text.isupper():
                break
            lines.append(text)
    return " ".join(lines).replace("- ", "-")


def _abstract(record: Element) -> Iterator[str]:
    """The paragraphs behind the heading of the abstract, without page numbers and editing instructions."""
    if value(record, "documentcode") not in {"ABST", ""}:
        return
    for box in children(record, "specification", "abstract"):
        behind = name_of(box) == "abstract"
        for one in box:
            text = text_of(one, _PAGE_FURNITURE) if isinstance(one.tag, str) else ""
            if name_of(one) == "heading":
                behind = bool(_ABSTRACT.search(text))
            elif name_of(one) == "p" and behind and _is_text(text):
                yield text


def _is_text(paragraph: str) -> bool:
    return not _BARE_NUMBER.match(paragraph) and not paragraph.endswith(":")
