"""Names of units and codes of areas. Plain values only."""

import re
from collections.abc import Iterable

_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?\Z", re.ASCII)


def is_area_code(code: str) -> bool:
    """Whether a code has the form of GB/T 2260 or its finer statistical codes: 6, 9 or 12 digits (R-ID-4)."""
    return _CODE.match(code) is not None


def tidy(name: str) -> str:
    """A name without blanks around or inside it, with Chinese brackets."""
    return re.sub(r"\s+", "", name).replace("(", "（").replace(")", "）")


def taken(name: str, others: Iterable[str]) -> bool:
    """Whether a name already means another unit. Two units must never answer to one name."""
    return tidy(name) in {tidy(other) for other in others}
