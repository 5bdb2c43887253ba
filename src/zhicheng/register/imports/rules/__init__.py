"""Pure decisions about imports: what becomes of a row, and what is odd about a file as a whole."""

from zhicheng.register.imports.rules.oddities import Census, oddities
from zhicheng.register.imports.rules.rows import (
    MENDED,
    NOT_IN,
    ON_FILE,
    OUTCOME_NAMES,
    POLICY_NAMES,
    REPEATED,
    SKIPPED,
    STOPPED,
    LeftOut,
    Outcome,
    Policy,
    cells_of,
    facts_of,
)

__all__ = [
    "MENDED", "NOT_IN", "ON_FILE", "OUTCOME_NAMES", "POLICY_NAMES", "REPEATED", "SKIPPED", "STOPPED", "Census",
    "LeftOut", "Outcome", "Policy", "cells_of", "facts_of", "oddities",
]  # fmt: skip
