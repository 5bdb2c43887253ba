"""Applications as the USPTO published them 2001 to 2004 (patent-application-publication, PAP)."""

from collections.abc import Iterator, Mapping

from zhicheng.engines.patents.publication import Class, Party, Publication, Reference, Text
from zhicheng.engines.patents.symbols import ipc_in
from zhicheng.engines.patents.values import day_of
from zhicheng.engines.patents.xml.parties import party_of
from zhicheng.engines.patents.xml.stream import Element
from zhicheng.engines.patents.xml.tree import (
    child,
    children,
    descend,
    text_of,
    unknown_entities,
    value,
    within,
)

RECORDS: Mapping[str, frozenset[str]] = {"patent-application-publication": frozenset()}
_OFFICE = "US"


def read(record: Element, place: str) -> Publication:
    """One application. Its inventors were its applicants, whoever it was assigned to (35 U.S.C. 111)."""
    front = child(record, "subdocbibliographicinformation")
    front = record if front is None else front
    inventors = tuple(_parties(descend(front, "inventors")))
    assignees = tuple(_parties([front], "assignee"))
    number = _text(front, "domesticfilingdata", "applicationnumber", "docnumber")
    filed = _text(front, "domesticfilingdata", "date") or _text(
        front, "domesticfilingdata", "filingdate"
    )
    title = _text(front, "technicalinformation", "titleofinvention")
    abstract = " ".join(text_of(one) for one in descend(record, "subdocabstract", "paragraph"))
    return Publication(
        place=place,
        standard="pap",
        publication=Reference(
            _OFFICE,
            _text(front, "documentid", "docnumber"),
            _text(front, "documentid", "kindcode"),
            day_of(_text(front, "documentid", "documentdate")),
        ),
        application=Reference(_OFFICE if number else "", number, "", day_of(filed)),
        app_no_raw=number,
        titles=(Text("en", title),) if title else (),
        applicants=inventors or assignees,
        assignees=assignees,
        inventors=inventors,
        classes=tuple(dict.fromkeys(_classes(front))),
        priorities=tuple(_priorities(front)),
        abstracts=(Text("en", abstract),) if abstract else (),
        claims=tuple(_claims(record)),
        doubts=unknown_entities(record),
    )


def _text(element: Element, *path: str) -> str:
    return next((text_of(one) for one in descend(element, *path)), "")


def _parties(boxes: Iterator[Element] | list[Element], *names: str) -> Iterator[Party]:
    for box in boxes:
        for one in children(box, *(names or ("firstnamedinventor", "inventor"))):
            named = child(one, "name")
            found = party_of(one) if named is None else party_of(named)
            if found is not None:
                yield found._replace(country=_country(one))


def _country(element: Element) -> str:
    inside = (
        text_of(one) for one in within(element, "residence") for one in within(one, "country")
    )
    direct = (text_of(one) for one in within(element, "country"))
    return next(filter(None, (*inside, *direct)), "")[:2]


def _classes(front: Element) -> Iterator[Class]:
    for box in descend(front, "technicalinformation", "classificationipc"):
        for one in within(box, "ipc"):
            yield from ipc_in(text_of(one))
    for main in descend(
        front, "technicalinformation", "classificationus", "classificationusprimary", "uspc"
    ):
        yield Class("USPC", f"{value(main, 'class')}/{value(main, 'subclass')}")


def _priorities(front: Element) -> Iterator[Reference]:
    for one in children(front, "foreignprioritydata"):
        yield Reference(
            _text(one, "country"),
            _text(one, "priorityapplicationnumber", "docnumber"),
            "",
            day_of(_text(one, "date")),
        )


def _claims(record: Element) -> Iterator[str]:
    for box in children(record, "subdocclaims"):
        for one in within(box, "claim"):
            yield text_of(one)
