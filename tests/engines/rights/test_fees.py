"""The vectors of the rules on fees, and of windows, restoration and compensation (RULES §4.1, §4.3)."""

from datetime import date
from decimal import Decimal

import pytest

from zhicheng.engines.calendar import published
from zhicheng.engines.rights import (
    TERMS,
    Act,
    Kind,
    annual_fee,
    compensation,
    due_day,
    fees_due,
    mark_fee,
    opposition,
    patent_year,
    payment,
    renewal,
    restoration,
    restoration_after_force_majeure,
)
from zhicheng.engines.rights.compensation import (
    compensation_fees,
    delay_days,
    delay_request_until,
    medicine_days,
)
from zhicheng.engines.rights.fees import REDUCTIONS, STEPS, SURCHARGES
from zhicheng.engines.rights.marks import FEES, OPPOSITION
from zhicheng.engines.rights.restoration import RESTORATION
from zhicheng.engines.sources import NoRule, Rule

TODAY = date(2026, 11, 22)
CALENDAR = published()


def day(words: str) -> date:
    return date.fromisoformat(words)


def test_the_renewal_of_a_mark() -> None:
    found = renewal(date(2026, 11, 20), CALENDAR)
    assert (found.opens, found.grace_ends) == (date(2025, 11, 21), date(2027, 5, 20))
    assert found.closes.day == date(2027, 5, 20)
    # The last day may be moved by a holiday, and the window of a 29th of February opens on the 28th.
    assert renewal(date(2025, 8, 15), CALENDAR).closes.day == date(2026, 2, 24)
    assert renewal(date(2028, 2, 28), CALENDAR).opens == date(2027, 2, 28)


@pytest.mark.parametrize("year", range(1, 21))
def test_fees_of_an_invention(year: int) -> None:
    table = [900] * 3 + [1200] * 3 + [2000] * 3 + [4000] * 3 + [6000] * 3 + [8000] * 5
    fee = annual_fee(Kind.INVENTION, filed=date(2020, 1, 6), granted=date(2020, 12, 1), year=year)
    assert fee.full == fee.amount == table[year - 1]


@pytest.mark.parametrize("kind", [Kind.UTILITY_MODEL, Kind.DESIGN])
@pytest.mark.parametrize("year", range(1, 16))
def test_fees_of_utility_models_and_designs(kind: Kind, year: int) -> None:
    table = [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2 + [3000] * 5
    if kind is Kind.UTILITY_MODEL and year > 10:
        with pytest.raises(NoRule, match=f"第{year}年"):
            annual_fee(kind, filed=date(2021, 6, 7), granted=date(2021, 12, 1), year=year)
        return
    fee = annual_fee(kind, filed=date(2021, 6, 7), granted=date(2021, 12, 1), year=year)
    assert fee.full == table[year - 1]


FIFTH = annual_fee(Kind.INVENTION, filed=date(2021, 5, 20), granted=date(2022, 1, 4), year=5)


@pytest.mark.parametrize(
    ("paid", "surcharge", "months"),
    [
        ("2025-05-19", 0, 0),
        ("2025-05-20", 0, 0),
        ("2025-05-21", 0, 1),
        ("2025-06-20", 0, 1),
        ("2025-06-21", 60, 2),
        ("2025-07-21", 60, 2),  # 07-20 is a Sunday
        ("2025-07-22", 120, 3),
        ("2025-11-20", 300, 6),
    ],
)
def test_the_surcharge_grows_by_the_month(paid: str, surcharge: int, months: int) -> None:
    assert (FIFTH.due, FIFTH.full) == (date(2025, 5, 20), Decimal(1200))
    found = payment(FIFTH, paid_on=day(paid), calendar=CALENDAR)
    assert (found.surcharge, found.months_begun, found.lapsed_on) == (
        Decimal(surcharge),
        months,
        None,
    )
    assert found.deadline.day == date(2025, 11, 20)
    assert found.provisional is False


def test_who_pays_later_has_lapsed_on_the_due_day() -> None:
    found = payment(FIFTH, paid_on=date(2025, 11, 21), calendar=CALENDAR)
    assert found.lapsed_on == date(2025, 5, 20)
    assert found.rules == ("R-FEE-INVENTION-4-6", "R-FEE-SURCHARGE-2023")


def test_a_reduction_does_not_reduce_the_surcharge() -> None:
    fee = annual_fee(
        Kind.INVENTION,
        filed=date(2021, 5, 20),
        granted=date(2022, 1, 4),
        year=5,
        reduction="single",
    )
    found = payment(fee, paid_on=date(2025, 6, 21), calendar=CALENDAR)
    assert [fee.amount, found.surcharge, found.total] == [180, 60, 240]


def test_reductions_end_with_the_tenth_fee_from_the_grant() -> None:
    def paid(year: int, reduction: str) -> Decimal:
        return annual_fee(
            Kind.INVENTION,
            filed=date(2019, 3, 1),
            granted=date(2021, 9, 1),
            year=year,
            reduction=reduction,
        ).amount

    assert [paid(year, "single") for year in (3, 12, 13)] == [135, 600, 6000]
    assert [paid(year, "joint") for year in (3, 12, 13)] == [270, 1200, 6000]
    with pytest.raises(NoRule, match="减缴"):
        paid(3, "triple")


def test_a_year_without_a_calendar_makes_a_payment_provisional() -> None:
    fee = annual_fee(Kind.INVENTION, filed=date(2056, 1, 5), granted=date(2057, 1, 5), year=3)
    assert payment(fee, paid_on=date(2058, 1, 5), calendar=CALENDAR).provisional is True


def test_a_lapse_of_2023_is_charged_by_the_rule_of_2010() -> None:
    fee = annual_fee(Kind.INVENTION, filed=date(2019, 3, 1), granted=date(2021, 9, 1), year=5)
    found = payment(fee, paid_on=date(2023, 5, 4), calendar=CALENDAR)  # 05-01 is moved to 05-04
    assert (found.surcharge, found.rules[-1]) == (Decimal(60), "R-FEE-SURCHARGE-2010")


def test_no_annual_fee() -> None:
    filed, granted = date(2019, 3, 1), date(2021, 9, 1)
    with pytest.raises(NoRule, match="自授予专利权当年起"):
        annual_fee(Kind.INVENTION, filed=filed, granted=granted, year=2)
    with pytest.raises(NoRule, match="其他权利"):
        annual_fee(Kind.TRADEMARK, filed=filed, granted=granted, year=3)
    with pytest.raises(NoRule, match="第21年"):
        annual_fee(Kind.INVENTION, filed=filed, granted=granted, year=21)
    of_the_grant = annual_fee(Kind.INVENTION, filed=filed, granted=granted, year=3)
    assert of_the_grant.due is None
    with pytest.raises(NoRule, match="办理登记手续时"):
        payment(of_the_grant, paid_on=granted, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("on", "year"),
    [("2021-05-20", 1), ("2022-05-19", 1), ("2022-05-20", 2), ("2025-05-20", 5), ("2026-01-01", 5)],
)
def test_years_of_a_patent(on: str, year: int) -> None:
    assert patent_year(date(2021, 5, 20), day(on)) == year


def test_years_of_a_patent_of_the_29th_of_february() -> None:
    filed = date(2024, 2, 29)
    assert [due_day(filed, year) for year in (1, 2, 5)] == [
        filed,
        date(2025, 2, 28),
        date(2028, 2, 29),
    ]
    assert patent_year(filed, date(2025, 2, 28)) == 2
    with pytest.raises(ValueError, match="早于申请日"):
        patent_year(filed, date(2024, 2, 28))


def test_the_fees_that_lie_ahead() -> None:
    """Two horizons: what falls due, and nothing after the term."""
    filed, granted = date(2015, 5, 20), date(2016, 8, 3)
    due = fees_due(
        Kind.UTILITY_MODEL, filed=filed, granted=granted, paid_through=7, until=date(2024, 1, 1)
    )
    assert [(fee.year, fee.due, fee.amount) for fee in due] == [
        (8, date(2022, 5, 20), Decimal(1200)),
        (9, date(2023, 5, 20), Decimal(2000)),
    ]
    rest = fees_due(
        Kind.UTILITY_MODEL, filed=filed, granted=granted, paid_through=0, until=date(2099, 1, 1)
    )
    assert [fee.year for fee in rest] == [3, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("act", "items", "amount"),
    [
        (Act.NEW_CLASS, 10, 270),
        (Act.NEW_CLASS, 12, 324),
        (Act.NEW_COLLECTIVE_CLASS, 12, 1350),
        (Act.RENEWAL, 1, 450),
        (Act.LATE_RENEWAL, 1, 675),
        (Act.TRANSFER, 1, 450),
        (Act.LICENCE, 1, 135),
    ],
)
def test_fees_of_marks(act: Act, items: int, amount: int) -> None:
    assert mark_fee(act, on=TODAY, items=items)[0] == amount


def test_no_fee_of_a_mark() -> None:
    with pytest.raises(NoRule, match="2010-01-01"):
        mark_fee(Act.RENEWAL, on=date(2010, 1, 1))
    with pytest.raises(NoRule, match="至少一项"):
        mark_fee(Act.NEW_CLASS, on=TODAY, items=0)


def test_opposition_on_the_boundary_of_two_laws() -> None:
    old, of_2019 = opposition(date(2026, 12, 31), CALENDAR)
    new, of_2026 = opposition(date(2027, 1, 1), CALENDAR)
    assert (old.unrolled, of_2019.id) == (date(2027, 3, 31), "R-TM-OPPOSITION-2019")
    assert (new.unrolled, of_2026.id) == (date(2027, 3, 1), "R-TM-OPPOSITION-2026")


def test_restoration_for_good_reasons() -> None:
    found = restoration(Kind.DESIGN, notice_received=date(2025, 12, 15), calendar=CALENDAR)
    assert (found.until.day, found.fee) == (date(2026, 2, 24), Decimal(1000))
    old = restoration(Kind.DESIGN, notice_received=date(2024, 1, 19), calendar=CALENDAR)
    assert (old.rule, found.rule) == ("R-RESTORE-2010", "R-RESTORE-2023")
    with pytest.raises(NoRule):
        restoration(Kind.TRADEMARK, notice_received=date(2025, 12, 15), calendar=CALENDAR)


def test_restoration_after_force_majeure_has_two_ends() -> None:
    def until(removed: str, missed: str) -> date:
        found = restoration_after_force_majeure(
            Kind.INVENTION,
            obstacle_removed=day(removed),
            limit_missed=day(missed),
            calendar=CALENDAR,
        )
        assert found.fee == 0
        return found.until.day

    assert until("2025-03-03", "2025-01-06") == date(2025, 5, 6)
    assert until("2025-03-03", "2023-04-03") == date(2025, 4, 3)


def test_compensation_for_delay() -> None:
    days, rule = delay_days(
        filed=date(2017, 1, 10),
        examination_requested=date(2017, 6, 1),
        granted=date(2022, 1, 10),
        deducted=65,
    )
    assert (days, rule) == (300, "R-PTA-2020")
    for requested, late in ((date(2019, 1, 5), 5), (date(2019, 6, 1), 0)):
        found = delay_days(
            filed=date(2017, 1, 10), examination_requested=requested, granted=date(2022, 1, 10)
        )
        assert found[0] == late
    assert delay_request_until(date(2022, 1, 10), CALENDAR).day == date(2022, 4, 11)
    with pytest.raises(NoRule):
        delay_days(
            filed=date(2012, 1, 1),
            examination_requested=date(2012, 1, 1),
            granted=date(2021, 5, 31),
        )


@pytest.mark.parametrize(
    ("filed", "approved", "last", "days"),
    [
        # Seven years waited, five deducted; but not beyond fourteen years after the approval, 2036-02-29.
        ("2015-03-01", "2022-03-01", "2035-02-28", 366),
        # Twelve years waited: at most five, to 2036-02-29.
        ("2011-03-01", "2023-03-01", "2031-02-28", 1827),
        # A term so short that the fourteen years do not matter.
        ("2015-03-01", "2022-03-01", "2030-02-28", 730),
        # Fourteen years after the approval the term is still running.
        ("2016-03-01", "2021-09-01", "2036-02-29", 0),
    ],
)
def test_compensation_of_a_medicine(filed: str, approved: str, last: str, days: int) -> None:
    found = medicine_days(filed=day(filed), approved=day(approved), last_day=day(last))
    assert found == (days, "R-PTE-2020")


def test_fees_of_compensation_count_whole_years() -> None:
    def fees(days: int) -> tuple[Decimal, Decimal, str]:
        return compensation_fees(last_day=date(2035, 2, 28), days=days, on=TODAY)

    assert [fees(days)[1] for days in (0, 365, 366, 730, 731)] == [0, 0, 8000, 8000, 16000]
    assert (fees(1)[0], fees(1)[2]) == (Decimal(200), "R-FEE-COMPENSATION-2024")


def test_every_rule_has_an_id_of_its_own_and_a_source() -> None:
    rules: list[Rule] = [*TERMS, *STEPS, *REDUCTIONS, *SURCHARGES, *OPPOSITION, *FEES, *RESTORATION]
    rules += [*compensation.DELAY, *compensation.MEDICINE, *compensation.FEES]
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.source.text for rule in rules)
    assert {kind for rule in TERMS for kind in rule.kinds} == set(Kind)
