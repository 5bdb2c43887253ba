"""A few values over time → where they go, how sure that is, and how well the method has done so far.

A steady pace with chance about it (a random walk with drift): the last value goes on at the average pace of
all, and what is not known of it grows with the time that lies ahead. Days between values may differ.
"""

from zhicheng.engines.forecast.drift import (
    ANYTHING,
    CONFIDENCE,
    FEWEST,
    Bounds,
    Drift,
    Estimate,
    Point,
    drift_of,
)
from zhicheng.engines.forecast.looking_back import BackTest, back_test

__all__ = [
    "ANYTHING",
    "CONFIDENCE",
    "FEWEST",
    "BackTest",
    "Bounds",
    "Drift",
    "Estimate",
    "Point",
    "back_test",
    "drift_of",
]
