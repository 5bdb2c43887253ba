"""Kinds of numbers without a check digit: declared, not programmed (R-ID-5)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.sources import Source

Parts = Mapping[str, str]
_LEADING_ZEROS = re.compile(r"^(\.?)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Within:
    """A part of the number that must lie between two numbers, both allowed. name: the part's group."""

    name: str
    first: int
    last: int
    title: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of number by its pattern.

    pattern: matches the whole tidied text; its groups are the parts. value, display: templates over the
    parts. numbers: parts that lose leading zeros, behind a point as well. example: for the message that
    refuses. limits: what parts must keep to. facts: Chinese name → template. resembles: as in Scheme,
    where the pattern itself is not what people may have meant.
    """

    name: str
    title: str
    pattern: re.Pattern[str]
    value: str
    example: str
    source: Source
    display: str = ""
    numbers: tuple[str, ...] = ()
    limits: tuple[Within, ...] = ()
    facts: Mapping[str, str] | None = None
    resembles: re.Pattern[str] | None = None

    def scheme(self) -> Scheme:
        return Scheme(
            self.name, self.title, self.resembles or self.pattern, self._reader(), self.source
        )

    def _reader(self) -> Callable[[str], Reading]:
        return lambda text: _read(self, text)


def _read(kind: Pattern, text: str) -> Reading:
    found = kind.pattern.fullmatch(text)
    if found is None:
        message = f"{kind.title}应如 {kind.example}。"
        raise IdentifierError(Reason.FORMAT, message)
    parts = {name: part or "" for name, part in found.groupdict().items()}
    parts |= {name: _LEADING_ZEROS.sub(r"\1", parts[name]) for name in kind.numbers}
    for limit in kind.limits:
        _keep_to(limit, parts)
    value = kind.value.format(**parts)
    display = (kind.display or kind.value).format(**parts)
    facts = {name: words.format(**parts) for name, words in (kind.facts or {}).items()}
    return Reading(value, display, facts)


def _keep_to(limit: Within, parts: Parts) -> None:
    part = parts[limit.name]
    if part and not limit.first <= int(part) <= limit.last:
        message = f"{limit.title}“{part}”超出范围，应为 {limit.first} 至 {limit.last}。"
        raise IdentifierError(Reason.COMPONENT, message)
