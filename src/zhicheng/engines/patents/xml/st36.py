"""WIPO ST.36 and what shares its vocabulary: USPTO since 2004, EPO exchange documents (DOCDB), register and full
text, ST.96 publications, and the Chinese gazette (ZC 0014).

They differ in hyphens, case, namespaces and in how deep things lie; names are compared folded (``tree``).
The form of the Chinese gazette follows public field maps and has not been tried on a genuine file.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from zhicheng.engines.patents.publication import Class, Publication, Reference, Text
from zhicheng.engines.patents.symbols import ipc_in, locarno_in
from zhicheng.engines.patents.values import application_of, day_of, right_of
from zhicheng.engines.patents.xml.claims import claims_of
from zhicheng.engines.patents.xml.parties import parties
from zhicheng.engines.patents.xml.stream import Element
from zhicheng.engines.patents.xml.tree import (
    attribute,
    child,
    children,
    name_of,
    text_of,
    unknown_entities,
    value,
)

_ANY: frozenset[str] = frozenset()
RECORDS: Mapping[str, frozenset[str]] = {
    "us-patent-grant": _ANY,
    "us-patent-application": _ANY,
    "wo-published-application": _ANY,
    "cn-patent-document": _ANY,
    "patent-document": _ANY,
    "exchange-document": _ANY,
    "family-member": _ANY,
    "fulltext-document": _ANY,
    "register-document": _ANY,
    "standardization": _ANY,
    "publication-reference": frozenset({"search-result", "inquiry-result"}),
    "PatentDocumentAndRelated": _ANY,
    "PatentPublication": _ANY,
    "PatentGrantPublication": _ANY,
    "PatentApplicationPublication": _ANY,
    "PatentGrant": _ANY,
    "PatentRecord": _ANY,
}
_STANDARDS = {
    "exchange-document": "docdb",
    "family-member": "docdb",
    "fulltext-document": "docdb",
    "publication-reference": "docdb",
    "standardization": "docdb",
    "register-document": "epo-register",
    "PatentDocumentAndRelated": "zc0014",
    "cn-patent-document": "zc0014",
}
_PARTS = {
    "publicationreference": "publication",
    "publicationidentification": "publication",
    "patentpublicationidentification": "publication",
    "applicationreference": "application",
    "applicationidentification": "application",
    "inventiontitle": "title",
    "classificationipc": "ipc",
    "classificationsipcr": "ipc",
    "classificationsipc": "ipc",
    "classificationipcrdetails": "ipc",
    "classificationipcdetails": "ipc",
    "classificationipcr": "ipc",
    "ipcrclassificationbag": "ipc",
    "ipcclassificationbag": "ipc",
    "ipcclassification": "ipc",
    "classificationscpc": "cpc",
    "cpcclassificationbag": "cpc",
    "patentclassifications": "cpc",
    "classificationlocarno": "loc",
    "classificationlocarnodetails": "loc",
    "locarnoclassificationbag": "loc",
    "classificationnational": "uspc",
    "applicants": "applicant",
    "usapplicants": "applicant",
    "applicantdetails": "applicant",
    "applicantbag": "applicant",
    "assignees": "assignee",
    "assigneedetails": "assignee",
    "assigneebag": "assignee",
    "inventors": "inventor",
    "inventordetails": "inventor",
    "inventorbag": "inventor",
    "designerdetails": "designer",
    "priorityclaims": "priority",
    "priorityclaim": "priority",
    "prioritydetails": "priority",
    "prioritybag": "priority",
    "priorityclaimbag": "priority",
    "abstract": "abstract",
    "claims": "claims",
    "claimset": "claims",
    "claimsbag": "claims",
}
# What only holds the parts; anything else in a record is passed by.
_HOLDERS = {
    "bibliographicdata", "usbibliographicdatagrant", "usbibliographicdataapplication", "wobibliographicdata",
    "cnbibliographicdata", "designbibliographicdata", "patentcasemetadata", "bibliographic",
    "parties", "usparties", "partiesdetails", "partybag", "exchangedocument", "abstractbag", "inventiontitlebag",
    "output", "applicationbody", "pctorregionalpublishingdata", "applicationdetails", "publicationbag",
}  # fmt: skip
_EPODOC = re.compile(r"^([A-Z]{2})(\d.*)$")
_CLASS = ("classificationipcr", "ipcrclassification", "classificationcpc", "patentclassification")
_SYMBOL = ("section", "class", "subclass", "maingroup", "subgroup")
_FORMS = ("docdb", "original", "", "standard", "docdba", "intermediate", "epodoc")
_LEAVES = ("maincpc", "furthercpc", *_CLASS)

Parts = Mapping[str, list[Element]]


def read(record: Element, place: str) -> Publication:
    """One record of the names above."""
    parts: defaultdict[str, list[Element]] = defaultdict(list)
    _gather(record, parts)
    publications = _publications(record, parts["publication"])
    published = _first(publications, _country(record)) if publications else Reference()
    application = _application(parts["application"])
    applicants = parties(parts["applicant"][:1], "applicant")
    inventors = (
        parties(parts["inventor"][:1], "inventor")
        or parties(parts["designer"][:1], "designer")
        or (applicants if _are_inventors(parts["applicant"]) else ())
    )
    assignees = parties(parts["assignee"][:1], "assignee")
    name = record.tag.rpartition("}")[2]
    return Publication(
        place=place,
        standard=_STANDARDS.get(name, "st96" if name[:1].isupper() else "st36"),
        publication=published,
        application=application,
        app_no_raw=application.number,
        right=right_of(published, application),
        titles=_texts(parts["title"]),
        applicants=applicants or assignees or (inventors if published.country == "US" else ()),
        assignees=assignees,
        inventors=inventors,
        classes=tuple(dict.fromkeys(_classes(parts))),
        priorities=tuple(dict.fromkeys(_priorities(parts["priority"]))),
        other_publications=tuple(one for one in publications if one != published),
        abstracts=_texts(parts["abstract"]),
        claims=tuple(one for element in parts["claims"][:1] for one in claims_of(element)),
        family=attribute(record, "familyid"),
        doubts=unknown_entities(record),
    )


def _gather(element: Element, parts: defaultdict[str, list[Element]]) -> None:
    """The parts of a record by kind, in order. Only holders are entered, so that a description costs nothing."""
    for one in element:
        name = name_of(one)
        if name in _PARTS:
            parts[_PARTS[name]].append(one)
        elif name in _HOLDERS:
            _gather(one, parts)


def _publications(record: Element, elements: list[Element]) -> list[Reference]:
    """All references to this publication, each once, that of the record's own attributes first."""
    if name_of(record) == "publicationreference":
        found = [_one(record)]
    else:
        found = [_reference(elements)] if _alternatives(elements) else list(map(_one, elements))
    own = Reference(
        attribute(record, "country"),
        attribute(record, "docnumber"),
        attribute(record, "kind"),
        day_of(attribute(record, "datepubl", "datepublication")),
    )
    if own.number:
        day = own.date or next((one.date for one in found if one[:3] == own[:3]), None)
        found = [own._replace(date=day), *(one for one in found if one[:3] != own[:3])]
    return list(dict.fromkeys(one for one in found if one.number))


def _alternatives(elements: list[Element]) -> bool:
    """Whether the references are one number in several forms (data-format), not several numbers."""
    return any(attribute(one, "dataformat") for one in elements)


def _first(publications: list[Reference], country: str) -> Reference:
    """The first of the record's own country: a register names the international publication before its own."""
    return next((one for one in publications if one.country == country), publications[0])


def _country(record: Element) -> str:
    """Of the record, or in the register of its bibliographic data."""
    inner = child(record, "bibliographicdata")
    return attribute(record, "country") or ("" if inner is None else attribute(inner, "country"))


def _application(elements: list[Element]) -> Reference:
    found = _reference(elements)
    if found.country in {"CN", ""} and found.number:
        chinese = application_of(found.number, found.date)[0]
        return chinese if chinese.number else found
    return found


def _reference(elements: list[Element]) -> Reference:
    """One number of alternatives, in the best form; elements without form come first as they stand."""
    found = [(attribute(one, "dataformat"), _one(one)) for one in elements]
    found = [(form, one) for form, one in found if one.number]
    return min(found, key=lambda pair: _rank(pair[0]))[1] if found else Reference()


def _one(element: Element) -> Reference:
    """The reference in an element: of its document-ids the best form, or its own children.

    A form that names no office comes last. The day is taken from whichever form has it.
    """
    ids = [
        (attribute(one, "documentidtype"), _numbers(one)) for one in children(element, "documentid")
    ]
    if not ids:
        return _numbers(element)
    best = min(ids, key=lambda pair: (not pair[1].country, _rank(pair[0])))[1]
    return best._replace(date=best.date or next((one.date for _, one in ids if one.date), None))


def _rank(form: str) -> int:
    return _FORMS.index(form) if form in _FORMS else len(_FORMS)


def _numbers(element: Element) -> Reference:
    """Where no office is named, the letters before the number are it (the form that DOCDB calls epodoc)."""
    found = child(element, "docnumber", "applicationnumber")
    number, country = "" if found is None else text_of(found), value(element, "country")
    named = _EPODOC.match(number)
    if named and country in {"", named[1]}:
        country, number = named.groups()
    return Reference(country, number, value(element, "kind"), _date(element))


def _date(element: Element) -> date | None:
    return day_of(value(element, "date").replace("-", ""))


def _are_inventors(elements: list[Element]) -> bool:
    return any(attribute(one, "apptype") == "applicant-inventor" for box in elements for one in box)


def _texts(elements: list[Element]) -> tuple[Text, ...]:
    """Each language once, the first."""
    found: dict[str, Text] = {}
    for one in elements:
        text = text_of(one, _NO_TEXT)
        language = attribute(one, "lang", "languagecode").lower()[:2]
        if text:
            found.setdefault(language, Text(language, text))
    return tuple(found.values())


_NO_TEXT = frozenset({"abstractfigure", "figure", "boundarydata"})


def _classes(parts: Parts) -> Iterator[Class]:
    for scheme in ("ipc", "cpc"):
        for element in parts[scheme]:
            yield from _symbols(element, scheme.upper())
    for element in parts["loc"]:
        text = text_of(element)
        code = value(element, "mainclassification") or text
        yield from locarno_in(code) or locarno_in(f"{code[:2]}-{code[2:4]}")
    for element in parts["uspc"]:
        main = value(element, "mainclassification")
        if main and value(element, "country") == "US":
            yield Class("USPC", main)


def _symbols(element: Element, scheme: str) -> Iterator[Class]:
    """The symbols below an element: as one text, or in their five parts."""
    if child(element, "section") is not None:
        if not _of_scheme(element, scheme):
            return
        letters = [value(element, part) for part in _SYMBOL]
        symbol = "{}{}{}{}/{}".format(*letters)
        yield from ipc_in(symbol, scheme) or ipc_in("".join(letters[:3]), scheme)
        return
    inner = [one for one in element if name_of(one) in _LEAVES]
    if inner:
        for one in inner:
            yield from _symbols(one, scheme)
        return
    texts = [one for one in element if name_of(one) in _TEXTS] or [element]
    for one in texts:
        yield from ipc_in(text_of(one), scheme)


_TEXTS = {"text", "mainclassification", "furtherclassification", "classificationsymbol"}
_TEXTS |= {"patentclassificationtext", "ipcclassification"}


def _of_scheme(element: Element, scheme: str) -> bool:
    """DOCDB keeps classifications of several schemes in one list; the others do not say."""
    named = child(element, "classificationscheme")
    return named is None or attribute(named, "scheme").upper().startswith(scheme)


def _priorities(elements: list[Element]) -> Iterator[Reference]:
    for element in elements:
        inner = list(children(element, "priorityclaim", "priority"))
        for one in inner or [element]:
            if attribute(one, "dataformat") != "standard":
                found = _one(one)
                if found.number:
                    yield found
