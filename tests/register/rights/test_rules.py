"""Numbers, events and holders of rights."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from zhicheng.engines.rights import Event, Kind, Side, State, What
from zhicheng.register.rights.rules import (
    FAMILIES,
    FAMILY_NAMES,
    HAPPENS,
    KIND_NAMES,
    SIDE_NAMES,
    STATE_NAMES,
    WHAT_NAMES,
    Family,
    NumberFault,
    class_faults,
    event_faults,
    holders_on,
    number_of,
    publication_of,
    share_faults,
    without_kind,
)

TODAY = date(2026, 11, 22)


def test_every_word_of_the_engine_has_a_name() -> None:
    assert set(KIND_NAMES) == set(FAMILIES) == set(Kind)
    assert set(WHAT_NAMES) == set(What)
    assert set(SIDE_NAMES) == set(Side)
    assert set(STATE_NAMES) == set(State)
    assert set(FAMILY_NAMES) == set(HAPPENS) == set(FAMILIES.values()) == set(Family)
    assert set().union(*HAPPENS.values()) == set(What)


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (Kind.INVENTION, "ZL 2017 1 0601862.3", "201710601862.3"),
        (Kind.TRADEMARK, "第12345678号", "12345678"),
        (Kind.TRADEMARK, "G1234567", "G1234567"),
        (Kind.SOFTWARE_OF_PERSON, "2023SR0123456", "2023SR0123456"),
        (Kind.LAYOUT_DESIGN, "BS.195000001", "BS.195000001"),
        (Kind.INDICATION, "AGI01234", "AGI01234"),
        (Kind.WOODY_VARIETY, "20190123", "20190123"),
        (Kind.OTHER_VARIETY, "CNA20151234.5", "CNA20151234.5"),
    ],
)
def test_numbers_in_their_one_form(kind: Kind, text: str, number: str) -> None:
    assert number_of(kind, text) == number


def test_what_is_no_number() -> None:
    with pytest.raises(NumberFault, match="校验"):
        number_of(Kind.INVENTION, "201710601862.8")
    with pytest.raises(NumberFault):
        number_of(Kind.TRADEMARK, "商标")
    with pytest.raises(NumberFault, match="公布"):
        publication_of("12345")


def test_application_and_grant_share_a_publication() -> None:
    assert publication_of("CN106844774A") == publication_of("cn106844774 B") == "CN106844774"
    assert without_kind("CN106844774A8") == "CN106844774"


@pytest.mark.parametrize(
    ("kind", "nice_class", "said"),
    [
        (Kind.TRADEMARK, 9, ""),
        (Kind.INVENTION, 0, ""),
        (Kind.TRADEMARK, 0, "1 至 45"),
        (Kind.COLLECTIVE_MARK, 46, "1 至 45"),
        (Kind.INVENTION, 9, "只有商标"),
    ],
)
def test_a_mark_is_of_a_class(kind: Kind, nice_class: int, said: str) -> None:
    assert said in class_faults(kind, nice_class).get("nice_class", "")
    assert bool(class_faults(kind, nice_class)) is bool(said)


def happened(what: What, day: date, **more: object) -> Event:
    known_on = more.pop("known_on", day)
    return Event(what, day, known_on, **more)  # type: ignore[arg-type]  # as the test says


FILED = happened(What.FILED, date(2020, 5, 1))
PLEDGED = happened(What.BEGUN, date(2024, 1, 1), side=Side.PLEDGED, reference="质押1号")
LATER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("kind", "event", "field"),
    [
        (Kind.INVENTION, happened(What.GRANTED, date(2022, 5, 1)), ""),
        (Kind.INVENTION, happened(What.GRANTED, date(2019, 5, 1)), "effective_on"),
        (Kind.INVENTION, happened(What.RENEWED, date(2022, 5, 1)), "what"),
        (Kind.TRADEMARK, happened(What.RENEWED, date(2022, 5, 1)), ""),
        (Kind.INVENTION, happened(What.LAPSED, date(2022, 5, 1), known_on=LATER), "known_on"),
        (Kind.INVENTION, happened(What.LAPSED, LATER, known_on=TODAY), "effective_on"),
        (Kind.INVENTION, happened(What.TERM_COMPENSATED, date(2022, 5, 1)), "days"),
        (Kind.INVENTION, happened(What.TERM_COMPENSATED, date(2022, 5, 1), days=90), ""),
        (
            Kind.INVENTION,
            happened(What.ENDED, date(2025, 1, 1), side=Side.PLEDGED, reference="质押1号"),
            "",
        ),
        (
            Kind.INVENTION,
            happened(What.ENDED, date(2025, 1, 1), side=Side.PLEDGED, reference="质押2号"),
            "side",
        ),
        (
            Kind.INVENTION,
            happened(What.ENDED, date(2023, 1, 1), side=Side.PLEDGED, reference="质押1号"),
            "side",
        ),
    ],
)
def test_what_can_happen(kind: Kind, event: Event, field: str) -> None:
    assert list(event_faults(kind, event, [FILED, PLEDGED], TODAY)) == ([field] if field else [])


HALF, THIRD = Decimal("0.5"), Decimal("0.333333")


@pytest.mark.parametrize(
    ("names", "shares", "said"),
    [
        (["甲"], [None], ""),
        (["甲", "乙"], [HALF, HALF], ""),
        ([], [], "至少"),
        (["甲", "甲"], [None, None], "只填写一次"),
        (["甲", "乙"], [HALF, None], "要么"),
        (["甲", "乙"], [HALF, THIRD], "合计"),
        (["甲", "乙"], [Decimal(2), Decimal(-1)], "大于零"),
    ],
)
def test_shares_make_one(names: list[str], shares: list[Decimal | None], said: str) -> None:
    faults = share_faults(names, shares)
    assert said in faults.get("holders", "")
    assert bool(faults) is bool(said)


@dataclass
class Row:
    name: str
    effective_on: date
    known_on: date
    position: int = 1
    retracted_on: date | None = None


def test_who_held_a_right_on_a_day_as_known_on_another() -> None:
    filed, sold, told, mended = (
        date(2020, 1, 1), date(2022, 1, 1), date(2022, 3, 1), date(2022, 6, 1),
    )  # fmt: skip
    rows = [
        Row("乙", filed, filed, 2), Row("甲", filed, filed, 1), Row("丙", sold, told),
        Row("丁", sold, mended),
    ]  # fmt: skip

    def held(on: date, known_on: date) -> str:
        return "".join(row.name for row in holders_on(rows, on, known_on))

    assert held(date(2019, 12, 31), TODAY) == ""
    assert held(date(2021, 1, 1), TODAY) == "甲乙"
    assert held(date(2022, 2, 1), date(2022, 2, 1)) == "甲乙"  # sold, and nobody knew
    assert held(date(2022, 2, 1), told) == "丙"
    assert held(date(2022, 2, 1), TODAY) == "丁"
    rows[-1].retracted_on = date(2022, 9, 1)
    assert held(date(2022, 2, 1), date(2022, 8, 31)) == "丁"
    assert held(date(2022, 2, 1), date(2022, 9, 1)) == "丙"
