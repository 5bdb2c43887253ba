"""Schemes and what they demand; sheets and what is scored in them; what was frozen."""

from zhicheng.governance.assessment.models.schemes import (
    Clause,
    Dimension,
    Indicator,
    Method,
    Scheme,
    Sheet,
    Snapshot,
    Step,
)
from zhicheng.governance.assessment.models.sheets import Adjustment, Appeal, Decision, Entry, Proof

__all__ = [
    "Adjustment",
    "Appeal",
    "Clause",
    "Decision",
    "Dimension",
    "Entry",
    "Indicator",
    "Method",
    "Proof",
    "Scheme",
    "Sheet",
    "Snapshot",
    "Step",
]
