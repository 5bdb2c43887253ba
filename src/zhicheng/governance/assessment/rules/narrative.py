"""What a frozen result says of a sheet: sentences whose numbers lead to where they stand (R-SC, appendix C)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def narrative(sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sentences about one sheet of a result. Each number of a sentence has its reference: a JSON pointer
    (RFC 6901) into the sheet, to the very figure that it says.

    sheet: with ``total``, ``rank``, ``dimensions``, ``spread``, ``bonus`` and ``deductions``, as they are frozen.
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
    if sheet["spread"] is not None:
        yield [
            ("合理缺项", ""), (sheet["spread"]["exempt"], "/spread/exempt"),
            ("分按比例折算到其他指标，其他指标满分", ""),
            (sheet["spread"]["mark"], "/spread/mark"), ("分，得", ""),
            (sheet["spread"]["score"], "/spread/score"), ("分，折算为", ""),
            (sheet["spread"]["counted"], "/spread/counted"), ("分。", ""),
        ]  # fmt: skip
    for name, word in (("bonus", "加"), ("deductions", "扣")):
        for n, event in enumerate(sheet[name]):
            if event["counted"]:
                yield _event(event, f"/{name}/{n}", word)


def _event(event: Mapping[str, Any], at: str, word: str) -> Sequence[_Part]:
    """What it counted for; where that is less than its marks, also these and the cap that cut them."""
    said = [
        (f"按“{event['clause']}”条款{word}", ""), (event["counted_score"], f"{at}/counted_score"), ("分", ""),
    ]  # fmt: skip
    if event["counted_score"] != event["score"]:
        said += [
            ("（核定", ""), (event["score"], f"{at}/score"), ("分，该条款合计不超过", ""),
            (event["cap"], f"{at}/cap"), ("分）", ""),
        ]  # fmt: skip
    return [*said, ("。", "")]
