"""Chaining rows and judging a chain, on plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.audit.rules import (
    GENESIS,
    START,
    End,
    Fault,
    Json,
    Link,
    canonical,
    digest,
    faults,
    head_seal,
    plain,
)

KEY = b"k" * 32
NINE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        link = Link(seq, NINE, "7", "tasks.sign", "tasks.task", "3", "", {}, {"n": seq}, previous)
        link = replace(link, digest=digest(link, KEY))
        links.append(link)
        previous = link.digest
    return links


def judged(links: list[Link], head: End) -> list[Fault]:
    return list(faults(links, KEY, head=head))


def end_of(links: list[Link]) -> End:
    return End(links[-1].seq, links[-1].digest) if links else START


@pytest.mark.parametrize("length", [0, 1, 5])
def test_a_chain_that_nobody_touched_holds(length: int) -> None:
    links = chain(length)
    assert judged(links, end_of(links)) == []


@given(at=st.integers(0, 5), field=st.sampled_from(["actor", "verb", "subject_id", "reason"]))
def test_an_altered_field_is_found_where_it_is(at: int, field: str) -> None:
    links = chain(6)
    head = end_of(links)
    change: dict[str, Any] = {field: "别的"}
    links[at] = replace(links[at], **change)
    assert [(f.seq, f.kind) for f in judged(links, head)] == [(at + 1, "altered")]


def test_a_row_resealed_with_another_key_is_found() -> None:
    links = chain(3)
    head = end_of(links)
    forged = replace(links[1], reason="别的")
    links[1] = replace(forged, digest=digest(forged, b"x" * 32))
    kinds = {(f.seq, f.kind) for f in judged(links, head)}
    assert kinds == {(2, "altered"), (3, "reordered")}


def test_a_gap_is_found_and_named() -> None:
    links = chain(6)
    found = judged(links[:2] + links[4:], end_of(links))
    assert [(f.seq, f.kind) for f in found] == [(3, "missing")]
    assert found[0].message == "第 3 条至第 4 条记录缺失"


def test_two_rows_that_changed_places_are_found() -> None:
    links = chain(4)
    swapped = [links[0], replace(links[2], seq=2), replace(links[1], seq=3), links[3]]
    kinds = {f.kind for f in judged(swapped, end_of(links))}
    assert kinds == {"reordered", "altered"}


def test_a_cut_end_is_found() -> None:
    links = chain(4)
    assert [f.kind for f in judged(links[:3], end_of(links))] == ["cut"]
    assert [f.kind for f in judged([], end_of(links))] == ["cut"]


def test_only_a_later_part_can_be_read() -> None:
    links = chain(5)
    start = End(2, links[1].digest)
    assert list(faults(links[2:], KEY, head=end_of(links), after=start)) == []


def test_the_seal_of_a_shorter_chain_is_another() -> None:
    assert head_seal(3, "a" * 64, KEY) != head_seal(2, "a" * 64, KEY)
    assert head_seal(3, "a" * 64, KEY) != head_seal(3, "a" * 64, b"x" * 32)


def test_the_same_moment_is_signed_the_same_in_every_zone() -> None:
    shanghai = NINE.astimezone(timezone(timedelta(hours=8)))
    link = chain(1)[0]
    assert canonical(link) == canonical(replace(link, at=shanghai))


_json: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_json)
def test_plain_values_stay_as_they_are(value: Json) -> None:
    assert plain(value) == value


def test_days_moments_decimals_and_keys_become_text() -> None:
    values = {
        "day": date(2026, 11, 22),
        "moment": NINE,
        "amount": Decimal("1.20"),
        "key": UUID(int=5),
        "list": (1, "二"),
    }
    assert plain(values) == {
        "day": "2026-11-22",
        "moment": "2026-11-22T01:30:00+00:00",
        "amount": "1.20",
        "key": "00000000-0000-0000-0000-000000000005",
        "list": [1, "二"],
    }


@pytest.mark.parametrize("value", [1.5, object(), {"inner": [2.0]}, {1, 2}])
def test_what_a_database_would_give_back_otherwise_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        plain(value)
