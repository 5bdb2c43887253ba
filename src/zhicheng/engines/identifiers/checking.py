"""Which number a text is, when nobody says; or whether it is the one that somebody says."""

from dataclasses import dataclass

from zhicheng.engines.identifiers.holders import masked_person
from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.identifiers.registry import SCHEMES
from zhicheng.engines.identifiers.text import tidy

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Check:
    """What a text can be. shown: the text as it may be repeated to people, masked where it is a person's.

    readings: as what it holds together. refusals: what it resembles, but is not; none where a check
    digit has settled what it is.
    """

    shown: str
    readings: tuple[tuple[Scheme, Reading], ...]
    refusals: tuple[tuple[Scheme | None, IdentifierError], ...]

    @property
    def valid(self) -> bool:
        return bool(self.readings)


def read(scheme: str, text: str) -> Reading:
    """Read a text as a number of one kind. Raises IdentifierError, and KeyError for an unknown kind."""
    kind = SCHEMES[scheme]
    if len(text) > LONGEST:
        raise IdentifierError(Reason.LENGTH, f"内容过长（{len(text)} 个字），不是号码。")
    return kind.read(tidy(text))


def check(text: str, scheme: str | None = None) -> Check:
    """Read a text as everything that it resembles, or as one kind only.

    scheme: the name of the kind; raises KeyError when there is none of that name.
    """
    kinds = _resembled(text) if scheme is None else [SCHEMES[scheme]]
    readings: list[tuple[Scheme, Reading]] = []
    refusals: list[tuple[Scheme | None, IdentifierError]] = []
    for kind in kinds:
        try:
            readings.append((kind, read(kind.name, text)))
        except IdentifierError as error:
            refusals.append((kind, error))
    if any(kind.checked for kind, _ in readings):
        refusals.clear()
    if not kinds:
        refusals.append((None, IdentifierError(Reason.FORMAT, "看不出是哪一种号码。")))
    return Check(_shown(text, readings), tuple(readings), tuple(refusals))


def _resembled(text: str) -> list[Scheme]:
    if len(text) > LONGEST:
        return []
    tidied = tidy(text)
    return [kind for kind in SCHEMES.values() if kind.resembles.fullmatch(tidied)]


def _shown(text: str, readings: list[tuple[Scheme, Reading]]) -> str:
    """Masked if it is a person's number, or resembles one and is nothing else."""
    meant = [kind for kind, _ in readings] or _resembled(text)
    if any(kind.personal for kind in meant):
        return masked_person(tidy(text))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
