"""Calendars for tests: of the first year that nobody has published, whichever that is by then."""

import json
from typing import Any

from zhicheng.engines.calendar import estimated, published

NEXT = max(published().years) + 1
"""The first year without a published calendar."""
BEFORE = NEXT - 1


def year_file(year: int = NEXT, /, **changes: Any) -> bytes:
    """A file for a year: the statutory days, and whatever ``changes`` says."""
    off = sorted(map(str, estimated(year).off))
    fields = {"year": year, "off": off, "work": [], "source": f"示例通知：{year}年"} | changes
    return json.dumps(fields, ensure_ascii=False).encode()


def with_bridge(*days: str, year: int = NEXT) -> bytes:
    """The same with more days off (``01-04``)."""
    off = sorted(map(str, estimated(year).off))
    return year_file(year, off=[*off, *(f"{year}-{day}" for day in days)])
