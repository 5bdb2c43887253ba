"""Decisions about bulletins and yearly reports on plain values."""

from zhicheng.governance.bulletins.rules.content import (
    Content,
    Table,
    canonical,
    hash_of,
    of_plain,
    to_plain,
)
from zhicheng.governance.bulletins.rules.editions import public_edition
from zhicheng.governance.bulletins.rules.figures import (
    Cell,
    Figure,
    Lineage,
    figures_in,
    listed,
    numbered,
    unfounded,
)
from zhicheng.governance.bulletins.rules.names import FIGURES, LIGHTS, PARTS, STANDINGS, WORDS
from zhicheng.governance.bulletins.rules.numerals import NUMERALS
from zhicheng.governance.bulletins.rules.periods import (
    FIRST_YEAR,
    KIND_NAMES,
    QUARTERS,
    Kind,
    number_of,
    period_faults,
    period_of,
    period_words,
    quarter_before,
    title_of,
)
from zhicheng.governance.bulletins.rules.procedure import (
    FROZEN,
    OPEN,
    REPORT,
    STATE_NAMES,
    As,
    Facts,
    State,
)
from zhicheng.governance.bulletins.rules.sections import (
    ANNEX,
    SECTIONS,
    Chapter,
    annex_of,
    chapters_of,
)
from zhicheng.governance.bulletins.rules.summaries import first_summary
from zhicheng.governance.bulletins.rules.texts import (
    Piece,
    Reference,
    keys_in,
    pieces,
    text_faults,
)
from zhicheng.governance.bulletins.rules.unsourced import unsourced

__all__ = [
    "ANNEX",
    "FIGURES",
    "FIRST_YEAR",
    "FROZEN",
    "KIND_NAMES",
    "LIGHTS",
    "NUMERALS",
    "OPEN",
    "PARTS",
    "QUARTERS",
    "REPORT",
    "SECTIONS",
    "STANDINGS",
    "STATE_NAMES",
    "WORDS",
    "As",
    "Cell",
    "Chapter",
    "Content",
    "Facts",
    "Figure",
    "Kind",
    "Lineage",
    "Piece",
    "Reference",
    "State",
    "Table",
    "annex_of",
    "canonical",
    "chapters_of",
    "figures_in",
    "first_summary",
    "hash_of",
    "keys_in",
    "listed",
    "number_of",
    "numbered",
    "of_plain",
    "period_faults",
    "period_of",
    "period_words",
    "pieces",
    "public_edition",
    "quarter_before",
    "text_faults",
    "title_of",
    "to_plain",
    "unfounded",
    "unsourced",
]
