"""Postcodes as evidence: the first four digits, and in which prefecture addresses with them lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DIGITS = 4


@dataclass(frozen=True, slots=True)
class PostArea:
    """prefecture: its code. rows: addresses counted. share: of them, how many lie there, 0 to 1."""

    prefecture: str
    rows: int
    share: float


@cache
def _table() -> Mapping[str, PostArea]:
    text = files("zhicheng.engines.addresses").joinpath("postcodes.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {prefix: PostArea(code, int(rows), float(share)) for prefix, code, rows, share in lines}


def post_area(postcode: str) -> PostArea | None:
    """Where addresses with this postcode lie; None where too few were counted to say."""
    return _table().get(postcode[:DIGITS])
