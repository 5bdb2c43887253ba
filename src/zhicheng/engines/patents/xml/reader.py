"""Which reader takes which record, and the records of a file in turn."""

from collections.abc import Callable, Iterator
from typing import IO

from lxml import etree

from zhicheng.engines.patents.publication import WITHOUT_NUMBER, Fault, Publication
from zhicheng.engines.patents.xml import pap, parts, st32, st36
from zhicheng.engines.patents.xml.stream import Element, records

_READERS: dict[str, Callable[[Element, str], Publication]] = {
    name: module.read for module in (st36, st32, pap, parts) for name in module.RECORDS
}
_NAMES = {**st36.RECORDS, **st32.RECORDS, **pap.RECORDS, **parts.RECORDS}


def publications(stream: IO[bytes], prefix: str = "") -> Iterator[Publication | Fault]:
    """The publications of an XML or SGML file, and what could not be read of it.

    prefix: put before each place, the name of the file inside an archive.
    """
    number = 0
    for record in records(stream, _NAMES):
        if isinstance(record, Fault):
            yield record._replace(place=prefix + record.place)
            continue
        number += 1
        place = f"{prefix}第{number}篇"
        found = _READERS[etree.QName(record).localname](record, place)
        known = found.publication.number or found.application.number
        yield found if known else Fault(place, WITHOUT_NUMBER)
