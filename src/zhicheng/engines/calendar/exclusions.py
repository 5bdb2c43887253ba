"""Intervals in which a clock stands still (R-T-7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhicheng.engines.calendar.years import DAY


class Stop(StrEnum):
    """Why the clock stands: the procedure is suspended (中止), or the law leaves the time out (不计入)."""

    SUSPENDED = "suspended"
    EXCLUDED = "excluded"


LONGEST = timedelta(days=36500)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An interval that is not counted; first and last day both belong to it.

    cause: testing, appraisal, hearing, notice … document: what orders or proves it. Raises ValueError
    (Chinese, for people) when it ends before it begins,
    or lasts for more than a century.
    """

    first: date
    last: date
    cause: str = ""
    document: str = ""
    kind: Stop = Stop.EXCLUDED

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"扣除区间的结束日期（{self.last}）早于开始日期（{self.first}）。")
        if self.last - self.first > LONGEST:
            raise ValueError("扣除区间长于一百年，请检查起止日期。")

    def days(self) -> Iterable[date]:
        return (self.first + DAY * n for n in range((self.last - self.first).days + 1))

    def to_dict(self) -> dict[str, str]:
        """Plain values, for the record of a computed date (R-T-8)."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "cause": self.cause,
            "document": self.document,
            "kind": self.kind.value,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, str]) -> "Exclusion":
        """What ``to_dict`` made."""
        first, last = date.fromisoformat(kept["from"]), date.fromisoformat(kept["to"])
        return cls(first, last, kept["cause"], kept["document"], Stop(kept["kind"]))


def days_out(exclusions: Iterable[Exclusion]) -> frozenset[date]:
    """Every day that is left out; one that two intervals name is left out once."""
    return frozenset(day for one in exclusions for day in one.days())
