"""What a frozen result says of a sheet: sentences whose numbers lead to where they stand (R-SC, appendix C)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def narrative(sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sentences about one sheet of a result. Each number of a sentence has its reference: a JSON pointer
    (RFC 6901) into the sheet, to the very figure that it says.

    sheet: with ``total``, ``rank``, ``dimensions``, ``bonus`` and ``deductions``, as they are frozen.
    """
    return [
        {
            "sentence": "".join(words for words, _ref in parts),
            "number_refs": [ref for _words, ref in parts if ref],
        }
        for parts in _sentences(sheet)
    ]


_Part = tuple[str, str]
"""A piece of a sentence, and where it stands; empty for mere words."""


def _sentences(sheet: Mapping[str, Any]) -> Iterator[Sequence[_Part]]:
    place = [("，名次第", ""), (str(sheet["rank"]), "/rank")] if sheet["rank"] is not None else []
    yield [(f"{sheet['unit']}总分", ""), (sheet["total"], "/total"), ("分", ""), *place, ("。", "")]
    for n, one in enumerate(sheet["dimensions"]):
        if one["score"] is not None:
            yield [
                (f"{one['name']}权重", ""), (one["weight"], f"/dimensions/{n}/weight"), ("，得", ""),
                (one["score"], f"/dimensions/{n}/score"), ("分。", ""),
            ]  # fmt: skip
    for name, word in (("bonus", "加"), ("deductions", "扣")):
        for n, event in enumerate(sheet[name]):
            if event["counted"]:
                yield [
                    (f"按“{event['clause']}”条款{word}", ""), (event["score"], f"/{name}/{n}/score"),
                    ("分。", ""),
                ]  # fmt: skip
