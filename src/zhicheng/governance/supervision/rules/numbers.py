"""Numbers of papers: 督办〔2026〕3号. They are names, and stay as they are in every language."""

from enum import StrEnum


class Series(StrEnum):
    """A series of numbers, each anew every year."""

    ORDER = "order"
    CIRCULAR = "circular"
    INSTRUCTION = "instruction"
    COORDINATION = "coordination"


_WORDS = {
    Series.ORDER: "督办",
    Series.CIRCULAR: "通报",
    Series.INSTRUCTION: "请示",
    Series.COORDINATION: "协调",
}
LONGEST_TERM = 250
"""Working days: about a year."""


def paper_number(series: Series, year: int, number: int) -> str:
    """As GB/T 9704-2012 7.2.5 writes it: the year in 〔〕, the number without zeros in front."""
    return f"{_WORDS[series]}〔{year}〕{number}号"
