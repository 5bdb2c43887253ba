"""Greenbook: grants of the USPTO 1976 to 2001 as lines of a four-place tag and its text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import IO

from zhicheng.engines.patents.publication import (
    WITHOUT_NUMBER,
    Class,
    Fault,
    Party,
    Publication,
    Reference,
    Text,
)
from zhicheng.engines.patents.symbols import ipc_in
from zhicheng.engines.patents.values import day_of

_OFFICE = "US"
_TAG = re.compile(r"^([A-Z][A-Z0-9]{2,3})(?: +(.*))?$")
_TEXT_TAGS = re.compile(r"^(?:PA[LRC0-9]|PAL|TBL)$")
_SECTIONS = {
    "INVT",
    "ASSG",
    "CLAS",
    "ABST",
    "CLMS",
    "DCLM",
    "PRIR",
    "UREF",
    "FREF",
    "OREF",
    "LREP",
    "PATN",
}
_SECTIONS |= {"PARN", "BSUM", "DRWD", "DETD", "RLAP", "REIS", "PCTA", "GOVT", "TBLA", "EQTN"}
_LINES = 500_000
_ENDS = "文献结尾缺失或过长，未读取"
_ENCODING = "latin-1"

Section = tuple[str, list[tuple[str, str]]]
"""A section's name, and its lines as tag and text; continuations are joined."""


def publications(stream: IO[bytes], prefix: str = "") -> Iterator[Publication | Fault]:
    """The grants of a Greenbook file, one after another."""
    for number, lines in enumerate(_records(stream), start=1):
        place = f"{prefix}第{number}篇"
        if len(lines) > _LINES:
            yield Fault(place, _ENDS)
        else:
            found = _read(list(_sections(lines)), place)
            yield found if found.publication.number else Fault(place, WITHOUT_NUMBER)


def _records(stream: IO[bytes]) -> Iterator[list[str]]:
    """The lines of each grant, from one PATN to the next; lines before the first are the file's header."""
    lines: list[str] = []
    for raw in stream:
        line = raw.decode(_ENCODING).rstrip("\r\n")
        if line.rstrip() == "PATN":
            if lines:
                yield lines
            lines = [line]
        elif lines and len(lines) <= _LINES:
            lines.append(line)
    if lines:
        yield lines


def _sections(lines: list[str]) -> Iterator[Section]:
    name, content = "PATN", list[tuple[str, str]]()
    for line in lines:
        found = _TAG.match(line)
        if found and found[1] in _SECTIONS and not found[2]:
            yield name, content
            name, content = found[1], []
        elif found:
            content.append((found[1], (found[2] or "").strip()))
        elif content and line.strip():
            tag, text = content[-1]
            content[-1] = (tag, f"{text} {line.strip()}")
    yield name, content


def _read(sections: list[Section], place: str) -> Publication:
    boxes: defaultdict[str, list[list[tuple[str, str]]]] = defaultdict(list)
    for name, content in sections:
        boxes[name].append(content)
    head = dict(reversed([pair for content in boxes["PATN"] for pair in content]))
    inventors = tuple(_party(one) for one in boxes["INVT"])
    assignees = tuple(_party(one) for one in boxes["ASSG"])
    number, kind = _number(head.get("WKU", ""), head.get("APT", ""))
    series, serial = head.get("SRC", ""), head.get("APN", "")
    title = head.get("TTL", "")
    abstract = " ".join(text for one in boxes["ABST"] for tag, text in one if _TEXT_TAGS.match(tag))
    return Publication(
        place=place,
        standard="greenbook",
        publication=Reference(_OFFICE, number, kind, day_of(head.get("ISD", ""))),
        application=_application(series, serial, head.get("APD", "")),
        app_no_raw=serial,
        titles=(Text("en", title),) if title else (),
        applicants=assignees or inventors,
        assignees=assignees,
        inventors=inventors,
        classes=tuple(dict.fromkeys(_classes(boxes["CLAS"]))),
        priorities=tuple(_priority(one) for one in boxes["PRIR"]),
        abstracts=(Text("en", abstract),) if abstract else (),
        claims=tuple(_claims(boxes["CLMS"] or boxes["DCLM"])),
    )


def _number(wku: str, apt: str) -> tuple[str, str]:
    """WKU is the number, led by a letter for designs, plants and reissues, with a check digit behind.

    Kinds were not printed before 2001: utility grants were A, designs S, plants P, reissues E.
    """
    kinds = {"1": "A", "2": "E", "4": "S", "6": "P"}
    digits = wku[:8].strip()
    letters = re.match(r"[A-Z]*", digits)
    lead = letters[0] if letters else ""
    return lead + digits[len(lead) :].lstrip("0"), kinds.get(apt, "")


def _application(series: str, serial: str, filed: str) -> Reference:
    """APN is six digits and a check digit; SRC the series before it."""
    digits = serial[:6]
    number = f"{int(series):02d}{digits}" if series.isdigit() and digits else digits
    return Reference(_OFFICE if number else "", number, "", day_of(filed))


def _party(content: list[tuple[str, str]]) -> Party:
    lines = dict(content)
    names = [part.strip() for part in lines.get("NAM", "").split(";")]
    # "Hoff; Don G." is a person, family name first; a firm has no semicolon.
    name = " ".join(reversed(names)) if len(names) == 2 else lines.get("NAM", "")
    address = ", ".join(lines[tag] for tag in ("STR", "CTY", "STA", "ZIP") if lines.get(tag))
    return Party(name, address, lines.get("CNT", "")[:2] or (_OFFICE if lines.get("STA") else ""))


def _classes(boxes: list[list[tuple[str, str]]]) -> Iterator[Class]:
    for content in boxes:
        for tag, text in content:
            if tag == "ICL":
                yield from ipc_in(text)
        for tag, text in content:
            if tag == "OCL":
                yield Class("USPC", text)


def _priority(content: list[tuple[str, str]]) -> Reference:
    lines = dict(content)
    return Reference(
        lines.get("CNT", "")[:2], lines.get("APN", ""), "", day_of(lines.get("APD", ""))
    )


def _claims(boxes: list[list[tuple[str, str]]]) -> Iterator[str]:
    """A claim begins at NUM; a design has one claim and no number."""
    for content in boxes:
        claim: list[str] = []
        for tag, text in content:
            if tag == "NUM":
                if claim:
                    yield " ".join(claim)
                claim = []
            elif tag != "STM":
                claim.append(text)
        if claim:
            yield " ".join(claim)
