"""What is made of a typed number: a reading, or an error that says what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhicheng.engines.sources import Source


class Reason(StrEnum):
    """Why a text is not such a number."""

    FORMAT = "format"
    LENGTH = "length"
    CHARACTER = "character"
    COMPONENT = "component"
    CHECK_DIGIT = "check_digit"
    MANGLED = "mangled"


class IdentifierError(ValueError):
    """Not such a number. reason: the kind of fault. The message is Chinese, for people."""

    def __init__(self, reason: Reason, message: str) -> None:
        self.reason = reason
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that holds together.

    value: the one form in which it is stored and compared. display: the form for people; of a personal
    number it is masked. facts: what the number itself says (year, type …), Chinese names and values.
    notes: what a person should look at although the number is accepted, Chinese.
    """

    value: str
    display: str
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A kind of number.

    name: for programs. title: Chinese. resembles: the tidied texts that somebody may have meant as such
    a number, right or wrong. read: from a tidied text to its reading; raises IdentifierError.
    checked: it has a check digit, so that what holds together is hardly anything else. personal: the
    number identifies a natural person, never show it whole.
    """

    name: str
    title: str
    resembles: re.Pattern[str]
    read: Callable[[str], Reading]
    source: Source
    checked: bool = False
    personal: bool = False
