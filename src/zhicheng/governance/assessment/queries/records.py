"""The plain records that reads answer with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is a person's to take. hindrance: why not now; empty when it can be taken."""

    verb: str
    title: str
    hindrance: str
