"""Two plans side by side: which items have a counterpart, and how the targets differ."""

from zhicheng.engines.plans.compare.comparison import Comparison, Counterpart, TargetPair, compare
from zhicheng.engines.plans.compare.likeness import Settings

__all__ = ["Comparison", "Counterpart", "Settings", "TargetPair", "compare"]
