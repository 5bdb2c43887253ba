"""Where a rule or a format was taken from, and how far that can be trusted (R-00-1)."""

from dataclasses import dataclass
from enum import StrEnum


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
