"""Every sample file of the offices against a truth table that was made by eye.

The table has facts alone; names of natural persons are digests, and the documents are read where they lie.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zhicheng.engines.patents import Publication, Reader

TRUTH = [json.loads(line) for line in (Path(__file__).parent / "truth.jsonl").open()]
SHARED = Path(os.environ.get("ZHICHENG_SHARED", Path(__file__).parents[4] / "shared"))
SAMPLES = SHARED / "data" / "patents" / "xml"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the samples are not at {SAMPLES}"),
]


def rows_of(file: str) -> Iterator[dict[str, Any]]:
    return (row for row in TRUTH if row["file"] == file)


def named(names: list[str], truth: list[str]) -> list[str]:
    """The names, as digests where the table has one."""
    return [
        "sha256:" + hashlib.sha256(name.encode()).hexdigest()[:16]
        if place < len(truth) and truth[place].startswith("sha256:")
        else name
        for place, name in enumerate(names)
    ]


def facts(found: Publication, row: dict[str, Any]) -> dict[str, Any]:
    """What the reader made, in the form of the table; only what the row of the table speaks of."""
    published, application = found.publication, found.application
    everything = {
        "pub": published.written,
        "kind": published.kind,
        "pub_date": published.date and published.date.strftime("%Y%m%d"),
        "app": application.country + application.number,
        "app_date": application.date and application.date.strftime("%Y%m%d"),
        "title": found.title,
        "applicants": named([one.name for one in found.applicants], row.get("applicants", [])),
        "applicant_countries": [one.country for one in found.applicants],
        "applicant_address": found.applicants[0].address if found.applicants else "",
        "inventors": named([one.name for one in found.inventors], row.get("inventors", [])),
        "assignees": [one.name for one in found.assignees],
        "ipc": [one.symbol for one in found.classes if one.scheme == "IPC"],
        "cpc": [one.symbol for one in found.classes if one.scheme == "CPC"],
        "priorities": [one.written for one in found.priorities],
        "others": [one.written for one in found.other_publications],
        "family": found.family,
        "part": found.part,
        "received_on": found.received_on and found.received_on.strftime("%Y%m%d"),
        "abstract": begins_and_ends([found.abstract], (row.get("abstract") or ["", ""])[-2:])
        if found.abstract
        else None,
        "claims": [len(found.claims), *begins_and_ends(found.claims, row["claims"][1:])]
        if found.claims and row.get("claims")
        else (list(found.claims) or None),
    }
    return {key: everything[key] for key in row if key in everything}


def begins_and_ends(texts: Any, truth: list[str]) -> list[str]:
    """As much of the first text's beginning and of the last one's end as the table has."""
    first, last = truth
    return [texts[0][: len(first)], texts[-1][-len(last) :]]


@pytest.mark.parametrize("file", dict.fromkeys(row["file"] for row in TRUTH))
def test_a_sample_is_read_as_the_eye_reads_it(file: str) -> None:
    found = list(Reader(SAMPLES / file).read())
    for row in rows_of(file):
        one = found[row["at"]]
        assert isinstance(one, Publication)
        assert len(found) == row["of"]
        said = {key: value for key, value in row.items() if key not in {"file", "at", "of"}}
        assert facts(one, row) == said
        assert one.doubts == ()


def test_every_sample_is_in_the_table() -> None:
    there = {str(one.relative_to(SAMPLES)) for one in SAMPLES.rglob("*") if one.is_file()}
    assert there == {row["file"] for row in TRUTH}
