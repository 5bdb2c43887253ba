"""Student's t: how many standard errors wide an interval of 80 % is, on either side."""

from decimal import Decimal
from typing import Final

# The 0.90 quantiles for 1, 2, … 30 degrees of freedom (GB/T 4086.3, table of the t distribution).
_TABLE: Final = """
    3.078 1.886 1.638 1.533 1.476 1.440 1.415 1.397 1.383 1.372
    1.363 1.356 1.350 1.345 1.341 1.337 1.333 1.330 1.328 1.325
    1.323 1.321 1.319 1.318 1.316 1.315 1.314 1.313 1.311 1.310
"""
_STUDENT: Final = tuple(Decimal(quantile) for quantile in _TABLE.split())
_NORMAL: Final = Decimal("1.282")


def student(freedom: int) -> Decimal:
    """The 0.90 quantile for so many degrees of freedom (at least one); of the normal distribution beyond 30."""
    return _STUDENT[freedom - 1] if freedom <= len(_STUDENT) else _NORMAL
