"""Where a rule or a format was taken from, how far that can be trusted, and when a rule holds (R-00-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar


class Confidence(StrEnum):
    """How sure a rule is. Pages that rest on less than HIGH say so."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Source:
    """text: the article or document, in Chinese, for people. confidence: how sure the reading of it is."""

    text: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with the days on which it holds, both included. id: kept with what was computed by it.

    valid_from, valid_to: None where there is no bound, or none is known.
    """

    id: str
    source: Source
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class NoRule(LookupError):
    """No rule is on file for the question. The message is Chinese, for people."""


_Rule = TypeVar("_Rule", bound=Rule)


def rule_on(rules: Iterable[_Rule], day: date, what: str) -> _Rule:
    """The rule that holds on a day; of several the last one declared.

    what: the subject, Chinese, for the message. Raises NoRule.
    """
    found = [rule for rule in rules if rule.holds_on(day)]
    if not found:
        raise NoRule(f"没有{day}有效的“{what}”规则。")
    return found[-1]
