"""Pure decisions about rights: words, numbers, events, holders."""

from zhicheng.register.rights.rules.facts import (
    NO_CLASS,
    Facts,
    NumberFault,
    class_faults,
    event_faults,
    holders_on,
    number_of,
    publication_of,
    share_faults,
    without_kind,
)
from zhicheng.register.rights.rules.standing import Standing, standing
from zhicheng.register.rights.rules.words import (
    FAMILIES,
    FAMILY_NAMES,
    HAPPENS,
    KIND_NAMES,
    SIDE_NAMES,
    STATE_NAMES,
    WHAT_NAMES,
    Family,
)

__all__ = [
    "FAMILIES",
    "FAMILY_NAMES",
    "HAPPENS",
    "KIND_NAMES",
    "NO_CLASS",
    "SIDE_NAMES",
    "STATE_NAMES",
    "WHAT_NAMES",
    "Facts",
    "Family",
    "NumberFault",
    "Standing",
    "class_faults",
    "event_faults",
    "holders_on",
    "number_of",
    "publication_of",
    "share_faults",
    "standing",
    "without_kind",
]
