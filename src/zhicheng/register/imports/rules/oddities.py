"""What is odd about how many rows of a file fall into each month: a silent change of format loses rows.

The bounds are ours: few enough warnings for a person to look at each.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext_noop

from zhicheng.foundation.face.told import told

Census = Mapping[str, tuple[int, int]]
"""Month of publication, ``2019-07`` → rows, and how many of them have no application number."""

FEWEST_A_MONTH: Final = 20
"""Rows a month on average from which on a month without any is odd."""
FEWEST_A_YEAR: Final = 100
JUMP: Final = 3
"""So many times as many rows, or so few, as in the year before are odd."""
SHARE: Final = 30
"""Points of a hundred by which the share of rows without application number may change from year to year."""
_GAP = gettext_noop("这个月没有一件，其他各月平均%(mean)s件；请核对文件是否完整。")
_JUMP = gettext_noop(
    "全年%(rows)s件，上一年%(before)s件，相差过大；请核对文件是否完整、格式是否有变。"
)
_SHARE = gettext_noop(
    "没有申请号的占百分之%(share)s，上一年占百分之%(before)s；请核对格式是否有变。"
)


def oddities(census: Census) -> Iterator[tuple[str, str]]:
    """Where, and what is to be looked at; told, in Chinese."""
    if not census:
        return
    months = _months(min(census), max(census))
    mean = sum(rows for rows, _missing in census.values()) // len(census)
    if mean >= FEWEST_A_MONTH:
        for month in months:
            if month not in census:
                yield month, told(_GAP, mean=mean)
    yield from _jumps(census, months)
    yield from _shares(census)


def _months(first: str, last: str) -> list[str]:
    """All months from one to the other, both included."""
    begin, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(begin, end + 1)]


def _jumps(census: Census, months: list[str]) -> Iterator[tuple[str, str]]:
    """Between years that lie in the file whole: the first and the last may be parts."""
    lengths = Counter(month[:4] for month in months)
    rows: Counter[str] = Counter()
    for month, (count, _missing) in census.items():
        rows[month[:4]] += count
    for before, year in pairwise(sorted(one for one, length in lengths.items() if length == 12)):
        low, high = sorted((rows[before], rows[year]))
        if high >= FEWEST_A_YEAR and high >= JUMP * low:
            yield year, told(_JUMP, rows=rows[year], before=rows[before])


def _shares(census: Census) -> Iterator[tuple[str, str]]:
    rows: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for month, (count, without) in census.items():
        rows[month[:4]] += count
        missing[month[:4]] += without
    shares = {
        year: 100 * missing[year] // rows[year] for year in rows if rows[year] >= FEWEST_A_YEAR
    }
    for before, year in pairwise(sorted(shares)):
        if abs(shares[year] - shares[before]) >= SHARE:
            yield year, told(_SHARE, share=shares[year], before=shares[before])
