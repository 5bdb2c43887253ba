"""What every reader makes of a document: one publication, with its doubts, whatever the file's form."""

import datetime
from dataclasses import dataclass, fields
from typing import Any, NamedTuple


class UnreadableFile(Exception):
    """A file of which nothing (more) can be read. The message is Chinese, meant for who brought it."""


class Reference(NamedTuple):
    """A number with its office: of a publication, an application or a priority.

    country: WIPO ST.3, "" where unknown. number: as the office writes it, without country and kind.
    """

    country: str = ""
    number: str = ""
    kind: str = ""
    date: datetime.date | None = None

    @property
    def written(self) -> str:
        """Country, number and kind together: ``CN109996307A``."""
        return f"{self.country}{self.number}{self.kind}"


NO_REFERENCE = Reference()


class Party(NamedTuple):
    """An applicant, a holder or an inventor, as the document names it."""

    name: str
    address: str = ""
    country: str = ""


class Class(NamedTuple):
    """A class symbol. scheme: IPC, CPC, LOC (Locarno) or USPC. symbol: ``H04W40/02``, ``06-04``."""

    scheme: str
    symbol: str


class Text(NamedTuple):
    """A text and its language (ISO 639-1, "" where the document does not say)."""

    language: str
    text: str


class Doubt(NamedTuple):
    """Something that was not taken as it stands.

    field: of the publication. code: for programs. said: Chinese. raw: what the file has.
    """

    field: str
    code: str
    said: str
    raw: str = ""


class Fault(NamedTuple):
    """A row or document that could not be read; what follows it was read all the same."""

    place: str
    said: str


WITHOUT_NUMBER = "没有公开（公告）号，也没有申请号，未读取"


class Right:
    """The three rights of the Chinese patent law, article 2."""

    INVENTION = "invention"
    UTILITY = "utility"
    DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Publication:
    """One published document, or what a file holds of it.

    place: where in the file (``第3行``, ``第2篇``). standard: the form it was read from.
    publication, application: "unknown" is an empty number, never a guess; app_no_raw is what stood there.
    right: invention, utility, design, or "" where nothing says.
    applicants: applicants, and in a grant the holders; where a United States document names neither,
    its assignees or else its inventors, who were the applicants there (35 U.S.C. 111 before 16 September 2012).
    titles, abstracts: one for each language. claims: in order. part: of a document that the file is only a
    part of (CLM, ABST, SPEC). received_on: when the office received that part.
    status_raw: the legal state as a vendor words it; nothing is concluded from it.
    """

    place: str
    standard: str
    publication: Reference = NO_REFERENCE
    application: Reference = NO_REFERENCE
    app_no_raw: str = ""
    right: str = ""
    titles: tuple[Text, ...] = ()
    applicants: tuple[Party, ...] = ()
    assignees: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    classes: tuple[Class, ...] = ()
    priorities: tuple[Reference, ...] = ()
    other_publications: tuple[Reference, ...] = ()
    abstracts: tuple[Text, ...] = ()
    claims: tuple[str, ...] = ()
    family: str = ""
    part: str = ""
    received_on: datetime.date | None = None
    status_raw: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def title(self) -> str:
        return preferred(self.titles)

    @property
    def abstract(self) -> str:
        return preferred(self.abstracts)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON. What is unknown is None, what is not there an empty list."""
        content: dict[str, Any] = {
            "place": self.place,
            "standard": self.standard,
            "pub_no": self.publication.written or None,
            "kind": self.publication.kind or None,
            "pub_date": _day(self.publication.date),
            "app_no": self.application.number or None,
            "app_date": _day(self.application.date),
            "title": self.title or None,
            "abstract": self.abstract or None,
        }
        for one in fields(self):
            content.setdefault(one.name, _plain(getattr(self, one.name)))
        return content


def preferred(texts: tuple[Text, ...]) -> str:
    """The Chinese text, else the English, else the first."""
    for language in ("zh", "en"):
        for one in texts:
            if one.language == language:
                return one.text
    return texts[0].text if texts else ""


def _plain(value: Any) -> Any:
    if isinstance(value, Reference):
        return {**value._asdict(), "date": _day(value.date)} if value != NO_REFERENCE else None
    if hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _day(value) if isinstance(value, datetime.date) else (value if value != "" else None)


def _day(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None
