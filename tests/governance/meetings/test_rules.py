"""Seats, quorum, resolutions, and the drawing of the procedure."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ROOT

from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.governance.meetings.rules import (
    MEETING,
    QUORUM,
    SHARE_NAMES,
    Presence,
    QuorumRule,
    SeatKind,
    Share,
    Tenure,
    is_quorate,
    quorum_faults,
    resolution_faults,
    seat_faults,
)
from zhicheng.governance.meetings.rules.resolutions import LONGEST

DAY = date(2026, 3, 2)


def tenure(
    kind: SeatKind = SeatKind.MEMBER,
    unit: int | None = 1,
    person: str = "张三",
    valid_from: date = DAY,
    valid_to: date | None = None,
) -> Tenure:
    return Tenure(kind, unit, person, valid_from, valid_to)


def test_the_procedure_is_drawn_in_the_documentation() -> None:
    assert mermaid(MEETING) in (ROOT / "docs" / "meetings.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (tenure(person=""), "person"),
        (tenure(valid_to=DAY - timedelta(1)), "valid_to"),
        (tenure(valid_to=date(9999, 12, 31)), "valid_to"),
        (tenure(valid_from=date(1, 1, 1)), "valid_from"),
        (tenure(SeatKind.LIAISON), "person"),
        (tenure(person="李四"), "unit"),
        (tenure(SeatKind.CONVENER, None, "王五"), "kind"),
    ],
)
def test_seats_that_cannot_be_given(new: Tenure, field: str) -> None:
    others = [tenure(), tenure(SeatKind.CONVENER, None, "市长")]
    assert list(seat_faults(new, others)) == [field]


@pytest.mark.parametrize(
    "new",
    [
        tenure(valid_from=DAY - timedelta(20), valid_to=DAY - timedelta(1)),
        tenure(unit=2),
        tenure(SeatKind.LIAISON, person="李四"),
        tenure(SeatKind.VICE, None, "李四"),
        tenure(SeatKind.VICE, None, "王五"),
    ],
)
def test_seats_that_can(new: Tenure) -> None:
    assert seat_faults(new, [tenure(), tenure(SeatKind.VICE, None, "市长")]) == {}


_DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(_DAYS, st.integers(0, 900), _DAYS, st.integers(0, 900))
def test_nobody_sits_twice_on_any_day(a: date, long: int, b: date, longer: int) -> None:
    first = tenure(valid_from=a, valid_to=a + timedelta(long))
    second = tenure(valid_from=b, valid_to=b + timedelta(longer))
    days = {a + timedelta(n) for n in range(long + 1)} & {
        b + timedelta(n) for n in range(longer + 1)
    }
    assert bool(seat_faults(second, [first])) == bool(days)


@pytest.mark.parametrize(
    ("presences", "enough"),
    [
        ([], False),
        ([None], False),
        ([Presence.ABSENT, None], False),
        ([Presence.PRESENT, None], True),
        ([Presence.PRESENT, None, Presence.EXCUSED], False),
        ([Presence.PRESENT, Presence.DEPUTY, Presence.EXCUSED], True),
    ],
)
def test_half_of_the_members_are_enough(presences: list[Presence | None], enough: bool) -> None:
    assert is_quorate(QUORUM, presences) == enough


def test_every_share_of_the_members_has_a_name() -> None:
    for share in Share:
        assert QuorumRule(DAY, Fraction(share), "文件").name == SHARE_NAMES[share]
    assert quorum_faults("文件") == {}
    assert quorum_faults(" ").keys() == {"source"}


@pytest.mark.parametrize(
    ("lead", "units", "due_on", "fields"),
    [
        (False, False, None, set()),
        (True, True, DAY, set()),
        (True, False, None, {"due_on"}),
        (False, True, None, {"lead"}),
        (False, False, DAY, {"lead"}),
        (True, False, DAY - timedelta(1), {"due_on"}),
        (True, False, date(3026, 12, 31), {"due_on"}),
    ],
)
def test_a_resolution_is_work_or_none(
    lead: bool, units: bool, due_on: date | None, fields: set[str]
) -> None:
    found = resolution_faults("落实。", lead=lead, units=units, due_on=due_on, held_on=DAY)
    assert set(found) == fields


def test_a_resolution_is_one() -> None:
    said: dict[str, Any] = {"lead": False, "units": False, "due_on": None, "held_on": DAY}
    assert resolution_faults("办" * LONGEST, **said) == {}
    assert "分项填写" in resolution_faults("办" * (LONGEST + 1), **said)["text"]


def test_a_resolution_says_something() -> None:
    assert set(resolution_faults(" ", lead=False, units=False, due_on=None, held_on=DAY)) == {
        "text"
    }
