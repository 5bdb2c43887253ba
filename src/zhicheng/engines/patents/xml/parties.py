"""Applicants, holders and inventors of XML records."""

import re
from collections.abc import Iterable, Iterator

from zhicheng.engines.patents.publication import Party
from zhicheng.engines.patents.xml.stream import Element
from zhicheng.engines.patents.xml.tree import attribute, child, children, name_of, text_of, value

# The forms in which DOCDB gives one party, the fullest first.
_FORMS = ("original", "docdba", "docdb", "", "standard", "intermediate", "epodoc")
_COUNTRY_BEHIND = re.compile(r"\s*\[([A-Z]{2})\]$")
_BETWEEN = "_;;_"
_NO_COUNTRY = {"omitted", "unknown"}
_BOOKS = ("addressbook", "contact", "applicantname", "inventorname", "assigneename")
_ORGANISATIONS = ("orgname", "organizationname", "organizationstandardname", "entityname")
_LAST = ("lastname", "familyname")
_FIRST = ("prefix", "givenname", "firstname", "middlename")


def parties(containers: Iterable[Element], name: str) -> tuple[Party, ...]:
    """The parties of this folded name in these containers, each once.

    Where a party is given in several forms, the fullest; its country is taken from whichever has it. The
    register of the EPO puts several into one name, between ``_;;_``.
    """
    found: dict[str, dict[str, Party]] = {}
    for container in containers:
        for number, one in enumerate(children(container, name, f"us{name}", f"firstnamed{name}")):
            form = attribute(one, "dataformat")
            sequence = attribute(one, "sequence").lstrip("0")
            party = party_of(one)
            if party is not None:
                key = sequence if form else f"#{len(found)}.{number}"
                found.setdefault(key, {}).setdefault(form, party)
    single = (_fullest(forms) for forms in found.values())
    return tuple(
        dict.fromkeys(
            party._replace(name=name.strip())
            for party in single
            for name in party.name.split(_BETWEEN)
        )
    )


def _fullest(forms: dict[str, Party]) -> Party:
    best = min(forms, key=lambda form: _FORMS.index(form) if form in _FORMS else len(_FORMS))
    country = next((one.country for one in forms.values() if one.country), "")
    return forms[best]._replace(country=country)


def party_of(element: Element) -> Party | None:
    """Name, address and country of one party; None where it has no name."""
    book = child(element, *_BOOKS)
    book = element if book is None else book
    name = _name(book) or _name(element)
    behind = _COUNTRY_BEHIND.search(name)
    name = _COUNTRY_BEHIND.sub("", name).strip(" ,")
    if not name:
        return None
    address = child(book, "address", "postaladdressbag", "postaladdress")
    if address is None:
        address = child(element, "address")
    country = behind[1] if behind else _country(element, address)
    return Party(name, "" if address is None else _address(address), country)


def _name(book: Element) -> str:
    for one in (*_ORGANISATIONS, "name"):
        found = child(book, one)
        if found is not None:
            return _name(found) or text_of(found)
    person = child(book, "personname", "personstructuredname")
    if person is not None:
        return _name(person) or text_of(person)
    first = " ".join(text_of(one) for one in book if name_of(one) in _FIRST)
    last = value(book, *_LAST)
    return f"{first} {last}".strip()


def _address(address: Element) -> str:
    """The address as a text; its parts in order where it is not given as one."""
    whole = child(address, "text")
    if whole is not None:
        return text_of(whole)
    return ", ".join(filter(None, (text_of(one) for one in _leaves(address))))


def _leaves(element: Element) -> Iterator[Element]:
    for one in element:
        if not isinstance(one.tag, str) or name_of(one) in {"country", "email", "telephone", "fax"}:
            continue
        if len(one):
            yield from _leaves(one)
        else:
            yield one


def _country(element: Element, address: Element | None) -> str:
    """Of the address, else of the residence."""
    for place in (address, child(element, "residence")):
        if place is not None:
            found = next((text_of(one) for one in place.iter() if name_of(one) == "country"), "")
            if found and found not in _NO_COUNTRY:
                return found[:2].upper()
    return ""
