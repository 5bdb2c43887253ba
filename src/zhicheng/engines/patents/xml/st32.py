"""WIPO ST.32 with its numbered tags (B110 …): SGML grants of the USPTO 2001 to 2004, EPO publications.

The codes are those of INID (ST.9): B110 number, B130 kind, B140 date, B210 application, B220 its date,
B510 IPC, B540 title, B710 applicant, B721 inventor, B731 holder.
"""

from collections.abc import Iterator, Mapping

from zhicheng.engines.patents.publication import Class, Party, Publication, Reference, Text
from zhicheng.engines.patents.symbols import ipc_in, locarno_in
from zhicheng.engines.patents.values import day_of
from zhicheng.engines.patents.xml.stream import Element
from zhicheng.engines.patents.xml.tree import (
    attribute,
    child,
    children,
    descend,
    name_of,
    raw_text,
    text_of,
    unknown_entities,
    value,
    within,
)

RECORDS: Mapping[str, frozenset[str]] = {"PATDOC": frozenset(), "ep-patent-document": frozenset()}
_LANGUAGES = {"de", "en", "fr"}


def read(record: Element, place: str) -> Publication:
    """One PATDOC or ep-patent-document."""
    front = child(record, "sdobi")
    if front is None:
        front = record
    inventors = _parties(front, "b720", "b721")
    holders = _parties(front, "b730", "b731")
    applicants = _parties(front, "b710", "b711")
    return Publication(
        place=place,
        standard="st32",
        publication=Reference(
            _text(front, "b100", "b190") or attribute(record, "country"),
            _text(front, "b100", "b110") or attribute(record, "docnumber"),
            _text(front, "b100", "b130") or attribute(record, "kind"),
            day_of(_text(front, "b100", "b140") or attribute(record, "datepubl")),
        ),
        application=_application(front, attribute(record, "country")),
        app_no_raw=_text(front, "b200", "b210"),
        titles=tuple(_titles(front)),
        applicants=applicants or holders or inventors,
        assignees=holders,
        inventors=inventors,
        classes=tuple(dict.fromkeys(_classes(front))),
        priorities=tuple(_priorities(front)),
        abstracts=tuple(_abstracts(record)),
        claims=tuple(_claims(record)),
        doubts=unknown_entities(record),
    )


def _text(front: Element, *path: str) -> str:
    return next((text_of(one) for one in descend(front, *path)), "")


def _application(front: Element, country: str) -> Reference:
    number = _text(front, "b200", "b210")
    office = _text(front, "b100", "b190") or country
    return Reference(office if number else "", number, "", day_of(_text(front, "b200", "b220")))


def _titles(front: Element) -> Iterator[Text]:
    """B540 holds the title, or alternately a language (B541) and the title in it (B542)."""
    for box in descend(front, "b500", "b540"):
        language = ""
        named = list(children(box, "b541", "b542"))
        for one in named:
            if name_of(one) == "b541":
                language = text_of(one).lower()[:2]
            else:
                yield Text(language, text_of(one))
        if not named:
            yield Text("", text_of(box))


def _parties(front: Element, box: str, name: str) -> tuple[Party, ...]:
    found = (_party(one) for one in descend(front, "b700", box, name))
    return tuple(dict.fromkeys(one for one in found if one.name))


def _party(element: Element) -> Party:
    """A party in the form of the USPTO (PARTY-US, NAM, ONM, FNM, SNM) or of the EPO (snm, adr)."""
    holder = child(element, "partyus")
    holder = element if holder is None else holder
    named = child(holder, "nam")
    named = holder if named is None else named
    first, last = value(named, "fnm"), value(named, "snm")
    name = value(named, "onm") or f"{first} {last}".strip()
    address = child(holder, "adr")
    if address is None:
        return Party(name)
    parts = [text_of(one) for one in address if name_of(one) not in {"ctry", ""}]
    country = value(address, "ctry") or ("US" if value(address, "state") else "")
    return Party(name, ", ".join(filter(None, parts)), country)


def _classes(front: Element) -> Iterator[Class]:
    for box in descend(front, "b500", "b510"):
        for one in within(box, "b511", "b512", "b513", "b517us"):
            # The places of the group count: no blank may be lost.
            yield from ipc_in(raw_text(one).strip()) or locarno_in(text_of(one))
    for box in descend(front, "b500", "b510ep"):
        for one in within(box, "classificationipcr", "text"):
            yield from ipc_in(text_of(one))
    for main in descend(front, "b500", "b520", "b521"):
        yield Class("USPC", text_of(main))


def _priorities(front: Element) -> Iterator[Reference]:
    """B310, B320, B330 follow one another for each priority, in one B300 or in one for each."""
    boxes = list(descend(front, "b300"))
    numbers = [text_of(one) for box in boxes for one in children(box, "b310")]
    days = [day_of(text_of(one)) for box in boxes for one in children(box, "b320")]
    offices = [text_of(one) for box in boxes for one in children(box, "b330")]
    for place, number in enumerate(numbers):
        day = days[place] if place < len(days) else None
        yield Reference(offices[place] if place < len(offices) else "", number, "", day)


def _abstracts(record: Element) -> Iterator[Text]:
    for one in children(record, "sdoab", "abstract"):
        language = attribute(one, "lang").lower()[:2]
        paragraphs = [text_of(p) for p in within(one, "para", "p")]
        text = " ".join(paragraphs) or text_of(one)
        if text:
            yield Text(language if language in _LANGUAGES else "", text)


def _claims(record: Element) -> Iterator[str]:
    """The first set: EPO publications repeat the claims in three languages."""
    boxes = list(children(record, "sdocl", "claims"))
    for one in within(boxes[0], "clm", "claim") if boxes else ():
        yield text_of(one)
