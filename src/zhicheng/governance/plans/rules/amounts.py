"""Amounts with their unit as officials write them: 10.2 亿元, 5.6 万件, 8.5 件/万人.

Which units are counted or money, and so take a magnitude, is the reader's list
(``engines.plans.targets.measures``), so that what a plan says is written as it was read.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language, gettext_lazy

from zhicheng.engines.plans.targets import measures

_A_YEAR = re.compile(r"/(年|月|日|天)$")
_MAGNITUDES = re.compile("|".join(sorted(measures.MAGNITUDES, key=len, reverse=True)))
_SCALED: Final = frozenset({"count", "measure", "money"})
_SCALES: Final = ((Decimal(10**8), gettext_lazy("亿")), (Decimal(10**4), gettext_lazy("万")))
_PLACES: Final = 2
"""So many digits stand behind the point of a figure with a magnitude, at most."""


def parts_of(unit: str) -> tuple[Decimal, str]:
    """Magnitude and rest: 万件 is 10,000 and 件. A unit that is in the reader's list stays whole."""
    written = re.sub(r"\s+", "", unit)
    found = None if written in measures.KIND else _MAGNITUDES.match(written)
    base = written[found.end() :] if found else written
    factor = measures.MAGNITUDES[found[0]] if found else Decimal(1)
    return factor, measures.NORMAL.get(base, base)


def sort_of(unit: str) -> str:
    """The reader's kind of a unit ("count", "money", "rate" …); empty for one that is in no list.

    件/年 is a count as 件 is.
    """
    _factor, base = parts_of(unit)
    return measures.KIND.get(_A_YEAR.sub("", base), "")


def tidy(value: Decimal) -> Decimal:
    """The same value without zeros at the end that say nothing, and without an exponent."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


@dataclass(frozen=True, slots=True)
class Scale:
    """What figures are written in: ``factor`` of their own unit, called ``unit`` (亿元)."""

    factor: Decimal
    unit: str

    def of(self, value: Decimal) -> Decimal:
        """A value in this scale."""
        return tidy(value / self.factor)

    def words(self, *values: Decimal) -> str:
        """Values of one unit, with it: ``8—10 亿元``."""
        return f"{'—'.join(f'{self.of(value):,}' for value in values)} {self.unit}".strip()

    def rounded(self, value: Decimal) -> Decimal:
        """A value, in its own unit, that is as fine as what is read in this scale."""
        return round(value / self.factor, _PLACES) * self.factor


def scale_of(unit: str, *values: Decimal) -> Scale:
    """The largest magnitude in which these values can be written without losing a digit; else their own unit.

    万 and 亿 are Chinese ways of counting: in English, all digits.
    """
    chinese = (get_language() or "zh").startswith("zh")
    if chinese and sort_of(unit) in _SCALED and parts_of(unit)[0] == 1:
        for factor, word in _SCALES:
            if any(abs(v) >= factor for v in values) and all(_is_exact(v, factor) for v in values):
                return Scale(factor, f"{word}{unit}")
    return Scale(Decimal(1), unit)


def _is_exact(value: Decimal, factor: Decimal) -> bool:
    return value / factor == round(value / factor, _PLACES)


def measure(value: Decimal, unit: str) -> str:
    """A value with its unit: ``10.2 亿元``."""
    return span((value,), unit)


def span(values: tuple[Decimal, ...], unit: str) -> str:
    """Values that share a unit and a magnitude: ``8—10 亿元``."""
    return scale_of(unit, *values).words(*values)
