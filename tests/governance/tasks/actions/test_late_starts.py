"""A late start stays one after the signature, until verified progress has caught up (R-SC-2)."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.engines.calendar import published
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment, LightSetting, Task
from zhicheng.governance.tasks.rules import THREE_COLOURS, Colour, Condition, Stage

ASSIGNED = datetime.fromisoformat("2026-03-02T09:00+08:00")
"""A Monday; five working days later is Monday the 9th."""
SIGN_BY = date(2026, 3, 9)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00+08:00")


@pytest.fixture
def mine(ledger: Ledger, science: Unit) -> Assignment:
    """Due on 2026-09-18, so each two days expect one percent."""
    ledger.at = ASSIGNED
    return part(ledger.publish(Order(lead=[science]))[0], science)


def light(mine: Assignment, day: str) -> Condition:
    """Of the part; its task, of which it is the only one, always shows the same."""
    row = Assignment.objects.get(pk=mine.pk)
    on = date.fromisoformat(day)
    found = queries.condition_of(row, on)
    assert queries.condition_of(row.task, on) is found
    assert queries.with_light(Task.objects.filter(pk=row.task_id), on).get().light == found  # type: ignore[attr-defined]  # annotated
    assert not list(queries.mistimed(Task.objects.all()))
    return found


def reports(
    mine: Assignment, progress: int, day: str, *, head: User, verifier: User, verified: str = ""
) -> None:
    """Reported on a day, and verified then or on a later one."""
    if mine.stage == Stage.VERIFIED:
        actions.move(assignment=mine, verb="carry_on", by=head, at=at(day))
    actions.report(
        assignment=mine, text="进展", progress=progress, seen=None, by=head, at=at(day),
        uploads=[actions.Upload("名单.pdf", io.BytesIO(PDF + day.encode()))],
    )  # fmt: skip
    actions.move(assignment=mine, verb="verify", by=verifier, at=at(verified or day))


def test_signed_in_time_is_normal(mine: Assignment, officer: User) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-09"))
    assert mine.late_from is None
    assert light(mine, "2026-03-10") is Condition.NORMAL


def test_signed_late_is_not_green_because_it_is_signed(mine: Assignment, officer: User) -> None:
    assert light(mine, "2026-03-29") is Condition.LATE_START
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    assert part(mine.task, mine.unit).late_from == SIGN_BY + timedelta(1)
    assert light(mine, "2026-03-29") is Condition.BEGUN_LATE
    assert light(mine, "2026-07-01") is Condition.BEGUN_LATE
    row = queries.with_light(Task.objects.all(), date(2026, 3, 29)).get()
    lamp = queries.lamp_of(row, date(2026, 3, 29))
    assert (lamp.name, lamp.colour) == ("启动滞后", Colour.YELLOW)
    assert light(mine, "2026-09-19") is Condition.OVERDUE


def test_it_lasts_until_verified_progress_reaches_the_time_that_had_passed(
    mine: Assignment, officer: User, head: User, verifier: User
) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    reports(mine, 10, "2026-04-11", head=head, verifier=verifier)
    assert light(mine, "2026-04-11") is Condition.BEGUN_LATE, "20 % of the time have passed"
    reports(mine, 25, "2026-04-21", head=head, verifier=verifier, verified="2026-06-30")
    assert light(mine, "2026-06-30") is Condition.NORMAL, "25 % had passed when it was reported"


def test_nothing_done_does_not_make_good_for_it(
    mine: Assignment, officer: User, head: User, verifier: User
) -> None:
    Task.objects.update(due_on=date(2035, 1, 1))
    Assignment.objects.update(due_on=date(2035, 1, 1))
    mine.refresh_from_db()
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-10"))
    reports(mine, 0, "2026-03-11", head=head, verifier=verifier)
    assert light(mine, "2026-03-11") is Condition.BEGUN_LATE


def test_a_freeze_is_no_way_around_the_signature(
    mine: Assignment, head: User, leader: User, coordinator: User
) -> None:
    actions.move(assignment=mine, verb="ask_freeze", reason="等细则", by=head, at=at("2026-03-05"))
    assert light(mine, "2026-03-20") is Condition.LATE_START
    actions.move(assignment=mine, verb="approve_freeze", by=leader, at=at("2026-03-20"))
    assert light(mine, "2026-04-20") is Condition.FROZEN
    assert (mine.frozen_as, Task.objects.get().frozen_as) == ("late_start", "late_start")
    actions.move(
        assignment=mine, verb="unfreeze", reason="已出", by=coordinator, at=at("2026-05-01")
    )
    assert light(mine, "2026-05-01") is Condition.BEGUN_LATE


def test_frozen_in_time_it_did_not_begin_late(
    mine: Assignment, head: User, leader: User, coordinator: User
) -> None:
    actions.move(assignment=mine, verb="ask_freeze", reason="等细则", by=head, at=at("2026-03-05"))
    actions.move(assignment=mine, verb="approve_freeze", by=leader, at=at("2026-03-06"))
    actions.move(
        assignment=mine, verb="unfreeze", reason="已出", by=coordinator, at=at("2026-05-01")
    )
    assert light(mine, "2026-05-01") is Condition.NORMAL


def test_given_out_anew_it_begins_anew(mine: Assignment, officer: User, coordinator: User) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    actions.move(
        assignment=mine, verb="restart", reason="换人", by=coordinator, at=at("2026-04-01")
    )
    assert light(mine, "2026-04-01") is Condition.NORMAL
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-04-02"))
    assert light(mine, "2026-04-02") is Condition.NORMAL


def test_a_part_that_ended_unsigned_is_not_late_when_it_is_ordered_again(
    ledger: Ledger, science: Unit, market: Unit
) -> None:
    ledger.at = ASSIGNED
    order = Order(lead=[science])
    task = ledger.publish(order)[0]
    ledger.at = at("2026-04-01")
    ledger.publish(Order(lead=[market], key=order.key))
    assert part(task, science).late_from is None
    ledger.at = at("2026-04-02")
    ledger.publish(Order(lead=[science], key=order.key))
    assert queries.condition_of(part(task, science), date(2026, 4, 2)) is Condition.NORMAL


def test_of_a_task_the_leads_decide(
    ledger: Ledger, science: Unit, market: Unit, officer: User, other_officer: User
) -> None:
    ledger.at = ASSIGNED
    task = ledger.publish(Order(lead=[science], responsible=[market]))[0]
    actions.move(assignment=part(task, science), verb="sign", by=officer, at=at("2026-03-03"))
    actions.move(assignment=part(task, market), verb="sign", by=other_officer, at=at("2026-03-29"))
    assert queries.condition_of(part(task, market), date(2026, 3, 29)) is Condition.BEGUN_LATE
    task.refresh_from_db()
    assert queries.condition_of(task, date(2026, 3, 29)) is Condition.NORMAL


def test_what_is_kept_against_the_rules_is_found_and_mended(
    mine: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    Assignment.objects.update(late_from=SIGN_BY)
    Task.objects.update(late_from=SIGN_BY)
    wrong = [list(values) for _task, _row, values in queries.mistimed(Task.objects.all())]
    assert wrong == [["late_from"]]
    call_command("ledger", "retime")
    assert "2 行" in capsys.readouterr().out
    assert part(mine.task, mine.unit).late_from is None


_migration = import_module("zhicheng.governance.tasks.migrations.0008_late_starts")


def test_what_had_begun_late_before_there_was_this_lamp_has_it(
    ledger: Ledger, science: Unit, market: Unit, officer: User, head: User, verifier: User,
    leader: User, coordinator: User,
) -> None:  # fmt: skip
    ledger.at = ASSIGNED
    late, early, caught, anew, unsigned, frozen = (
        part(task, science)
        for task in ledger.publish(*(Order(title, lead=[science]) for title in "甲乙丙丁戊己"))
    )
    for one, day in (
        (late, "2026-03-29"),
        (early, "2026-03-09"),
        (caught, "2026-03-29"),
        (anew, "2026-03-29"),
    ):
        actions.move(assignment=one, verb="sign", by=officer, at=at(day))
    reports(late, 1, "2026-05-11", head=head, verifier=verifier)
    reports(caught, 40, "2026-05-11", head=head, verifier=verifier)
    actions.move(
        assignment=anew, verb="restart", reason="换人", by=coordinator, at=at("2026-04-01")
    )
    actions.move(assignment=anew, verb="sign", by=officer, at=at("2026-04-02"))
    actions.move(assignment=frozen, verb="ask_freeze", reason="等", by=head, at=at("2026-03-20"))
    actions.move(assignment=frozen, verb="approve_freeze", by=leader, at=at("2026-03-21"))
    kept = _late_rows()
    assert [bool(day) for _key, day in kept[0]] == [True, False, False, False, False, True]
    Assignment.objects.update(late_from=None)
    Task.objects.update(late_from=None, sign_by=None)
    _migration.find_late_starts(apps, None)
    assert _late_rows() == kept
    assert list(queries.mistimed(Task.objects.all())) == []
    assert light(unsigned, "2026-03-10") is Condition.LATE_START


def test_the_calendar_that_a_city_has_loaded_counts_for_what_was_before(
    mine: Assignment, officer: User, head: User, now: datetime
) -> None:
    known = published().year(2026)
    off = sorted({*known.off, SIGN_BY, SIGN_BY + timedelta(1)})
    LoadedYear.objects.create(
        year=2026, off=[day.isoformat() for day in off],
        work=[day.isoformat() for day in sorted(known.work)], source="市政府通知", at=now,
    )  # fmt: skip
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    Assignment.objects.update(late_from=None)
    _migration.find_late_starts(apps, None)
    assert part(mine.task, mine.unit).late_from == SIGN_BY + timedelta(3)


def test_what_is_still_awaited_did_not_begin_late(mine: Assignment, head: User) -> None:
    actions.move(assignment=mine, verb="ask_freeze", reason="等", by=head, at=at("2026-03-29"))
    _migration.find_late_starts(apps, None)
    assert part(mine.task, mine.unit).late_from is None
    assert light(mine, "2026-03-29") is Condition.LATE_START


def _late_rows() -> tuple[list[tuple[int, date | None]], list[tuple[int, date | None]]]:
    return tuple(  # type: ignore[return-value]  # of two
        list(table.objects.order_by("pk").values_list("pk", "late_from"))
        for table in (Assignment, Task)
    )


def test_a_rule_from_before_gets_the_lamp_in_the_colour_of_what_is_not_signed_for(
    coordinator: User, now: datetime
) -> None:
    table = replace(THREE_COLOURS, valid_from=now.date() + timedelta(1))
    row = actions.set_lights(table=table, by=coordinator, at=now)
    whole = row.lamps
    _migration.take_the_lamp_away(apps, None)
    row.refresh_from_db()
    assert len(row.lamps) == len(whole) - 1
    _migration.give_every_rule_its_lamp(apps, None)
    assert LightSetting.objects.get().lamps == whole
    assert queries.table_of(LightSetting.objects.get()).lamps == table.lamps


def withdrawn(mine: Assignment, verb: str, day: str, by: User) -> Assignment:
    actions.move(assignment=mine, verb=verb, reason="材料不实", by=by, at=at(day))
    row = Assignment.objects.get(pk=mine.pk)
    assert not list(queries.mistimed(Task.objects.all()))
    return row


def test_a_withdrawn_verification_gives_the_late_start_back(
    mine: Assignment, officer: User, head: User, verifier: User
) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    reports(mine, 10, "2026-04-11", head=head, verifier=verifier)
    reports(mine, 100, "2026-04-21", head=head, verifier=verifier)
    assert light(mine, "2026-04-21") is Condition.NORMAL
    row = withdrawn(mine, "return", "2026-04-22", verifier)
    assert (row.progress, row.late_from) == (10, SIGN_BY + timedelta(1))
    assert light(mine, "2026-04-22") is Condition.BEGUN_LATE


def test_what_an_earlier_report_made_good_for_stays_so(
    mine: Assignment, officer: User, head: User, verifier: User
) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    reports(mine, 50, "2026-04-11", head=head, verifier=verifier)
    reports(mine, 100, "2026-04-21", head=head, verifier=verifier)
    row = withdrawn(mine, "return", "2026-04-22", verifier)
    assert (row.progress, row.late_from) == (50, None)


def test_reopening_withdraws_what_it_was_closed_on(
    mine: Assignment, officer: User, head: User, verifier: User, coordinator: User
) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-29"))
    reports(mine, 100, "2026-04-21", head=head, verifier=verifier)
    actions.move(assignment=mine, verb="close", by=verifier, at=at("2026-04-22"))
    row = withdrawn(mine, "reopen", "2026-05-06", coordinator)
    assert (row.progress, row.late_from) == (None, SIGN_BY + timedelta(1))
    assert row.reports.get().state == "returned"
    assert light(mine, "2026-05-06") is Condition.BEGUN_LATE


def test_given_out_anew_nothing_verified_before_counts(
    mine: Assignment, officer: User, head: User, verifier: User, coordinator: User
) -> None:
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-03-05"))
    reports(mine, 60, "2026-04-11", head=head, verifier=verifier)
    row = withdrawn(mine, "restart", "2026-04-20", coordinator)
    assert (row.progress, row.begun_late) == (None, None)
    actions.move(assignment=mine, verb="sign", by=officer, at=at("2026-04-21"))
    actions.move(assignment=mine, verb="begin", by=officer, at=at("2026-04-21"))
    reports(mine, 80, "2026-05-06", head=head, verifier=verifier)
    assert withdrawn(mine, "return", "2026-05-07", verifier).progress is None


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(progress=st.lists(st.integers(0, 100), min_size=1, max_size=3), expected=st.integers(1, 100))
def test_never_green_when_behind_after_a_withdrawn_verification(
    progress: list[int], expected: int, mine: Assignment, officer: User, head: User, verifier: User,
) -> None:  # fmt: skip
    begun = transaction.savepoint()
    row = Assignment.objects.get(pk=mine.pk)
    actions.add_milestone(
        task=row.task, title="过半", due_on=date(2026, 4, 30), expected=expected, by=officer,
        at=at("2026-03-03"),
    )  # fmt: skip
    actions.move(assignment=row, verb="sign", by=officer, at=at("2026-03-05"))
    for n, percent in enumerate(progress):
        reports(row, percent, f"2026-04-{11 + n}", head=head, verifier=verifier)
    left = progress[:-1]
    assert withdrawn(row, "return", "2026-04-20", verifier).progress == (left[-1] if left else None)
    green = light(row, "2026-05-06") is Condition.NORMAL
    assert green == bool(left and left[-1] >= expected)
    assert light(row, "2026-09-19") is Condition.OVERDUE
    transaction.savepoint_rollback(begun)
    forget_all()
