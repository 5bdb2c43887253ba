"""Reminders and escalation: to whom, and never twice."""

import io
from datetime import date, datetime, timedelta

import pytest
from tests.factories import fresh, make_unit, make_user, stand_in
from tests.foundation.calendars.years import NEXT
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Reminder, Task

MOMENT = datetime.fromisoformat("2026-03-02T09:30:00+08:00")
DUE = date(2026, 6, 30)


@pytest.fixture
def ledger(coordinator: User) -> Ledger:
    return Ledger(coordinator, MOMENT)


@pytest.fixture
def signed(ledger: Ledger, science: Unit, officer: User) -> Assignment:
    task = ledger.publish(Order("甲", lead=[science], days=(DUE - MOMENT.date()).days))[0]
    mine = part(task, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=MOMENT)
    Notice.objects.all().delete()
    return mine


def run(on: date) -> int:
    return actions.remind(on=on, at=MOMENT + timedelta((on - MOMENT.date()).days))


def told() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.select_related("to").order_by("pk"):
        found.setdefault(notice.to.name, []).append(notice.text)
    Notice.objects.all().delete()
    return found


def test_from_the_first_reminder_up_to_the_leader(
    signed: Assignment, officer: User, head: User, coordinator: User, leader: User
) -> None:
    days = {
        date(2026, 5, 29): set(),
        date(2026, 6, 1): {"科技联络员", "科技局长"},  # 20 working days before 30 June
        date(2026, 6, 23): {"科技联络员", "科技局长"},
        date(2026, 6, 29): {"科技联络员", "科技局长"},
        date(2026, 6, 30): set(),
        date(2026, 7, 1): {"科技联络员", "科技局长"},
        date(2026, 7, 7): {"科技局长"},
        date(2026, 7, 14): {"科技局长", "统筹甲"},
        date(2026, 7, 21): {"科技局长", "统筹甲", "市领导丙"},
        date(2026, 12, 31): set(),
    }
    for on, people in days.items():
        run(on)
        assert set(told()) == people, on
        assert run(on) == 0
    rules = list(Reminder.objects.order_by("pk").values_list("rule", flat=True))
    assert rules == ["due-20", "due-5", "due-1", "due+1", "due+5", "due+10", "due+15"]
    assert str(Reminder.objects.all()[0]) == f"{signed} due-20"


def test_the_notice_names_the_task_and_its_day(signed: Assignment, officer: User) -> None:
    run(date(2026, 6, 1))
    assert told()["科技联络员"] == ["市科技局 · 2026-0001“甲”临近完成时限（2026-06-30）。"]
    assert Reminder.objects.get().people == 1


def test_after_an_outage_only_what_still_holds_is_said(
    signed: Assignment, officer: User, head: User
) -> None:
    run(date(2026, 7, 8))
    assert list(Reminder.objects.values_list("rule", flat=True)) == ["due+5"]


@pytest.mark.parametrize("to", ["reported", "verified", "closed", "frozen", "ended"])
def test_who_has_moved_on_is_left_alone(
    to: str, signed: Assignment, ledger: Ledger, market: Unit, officer: User, head: User,
    verifier: User, coordinator: User, leader: User,
) -> None:  # fmt: skip
    if to == "ended":
        ledger.publish(Order("另一项", lead=[market], days=900))
    elif to == "frozen":
        actions.move(assignment=signed, verb="ask_freeze", reason="等", by=coordinator, at=MOMENT)
        actions.move(assignment=signed, verb="approve_freeze", by=leader, at=MOMENT)
    else:
        _report(signed, 100, officer, head)
        if to != "reported":
            actions.move(assignment=signed, verb="verify", by=verifier, at=MOMENT)
    if to == "closed":
        actions.move(assignment=signed, verb="close", by=verifier, at=MOMENT)
    Notice.objects.all().delete()
    for on in (date(2026, 6, 1), date(2026, 7, 1), date(2026, 9, 1)):
        run(on)
    assert not Reminder.objects.filter(assignment=signed).exists()


def _report(mine: Assignment, progress: int, officer: User, head: User) -> None:
    saved = actions.save_draft(
        assignment=mine, text="办理中", progress=progress, seen=None, hand_up=True, by=officer,
        at=MOMENT, uploads=[actions.Upload("名单.pdf", io.BytesIO(PDF))],
    )  # fmt: skip
    actions.send(assignment=mine, draft=saved.draft, by=head, at=MOMENT)


def test_what_was_verified_in_part_is_still_to_be_worked_on(
    signed: Assignment, officer: User, head: User, verifier: User
) -> None:
    _report(signed, 60, officer, head)
    actions.move(assignment=signed, verb="verify", by=verifier, at=MOMENT)
    assert run(date(2026, 6, 1)) == 1


def test_a_day_that_was_moved_is_reminded_of_anew(
    signed: Assignment, ledger: Ledger, science: Unit, officer: User
) -> None:
    run(date(2026, 6, 1))
    order = Order("甲", lead=[science], days=(DUE - MOMENT.date()).days + 60, key=signed.task.key)
    ledger.publish(order)
    assert run(date(2026, 6, 1)) == 0
    assert run(ledger.due(order)) == 1


def test_what_nobody_signs_for_goes_up_too(
    ledger: Ledger, science: Unit, officer: User, head: User, coordinator: User
) -> None:
    mine = part(ledger.publish(Order("甲", lead=[science], days=900))[0], science)
    Notice.objects.all().delete()
    assert mine.sign_by == date(2026, 3, 9)
    assert run(date(2026, 3, 9)) == 0
    run(date(2026, 3, 10))
    assert set(told()) == {"科技联络员", "科技局长"}
    run(date(2026, 3, 12))
    words = told()
    assert set(words) == {"科技局长", "统筹甲"}
    assert "已过签收期限（2026-03-09），仍未签收" in words["统筹甲"][0]


def test_many_at_once_are_one_notice_a_person(
    ledger: Ledger, science: Unit, officer: User, coordinator: User
) -> None:
    orders = [Order(f"任务{n}", lead=[science], days=120) for n in range(7)]
    for task in ledger.publish(*orders):
        actions.move(assignment=part(task, science), verb="sign", by=officer, at=MOMENT)
    Notice.objects.all().delete()
    day = MOMENT.date() + timedelta(120)
    assert run(day) == 7
    notice = Notice.objects.get(to=officer)
    assert notice.text.startswith("有 7 项分工临近完成时限：2026-0001、")
    assert notice.text.endswith("…")
    assert notice.url == "/tasks/parts/?sort=due"
    assert run(day + timedelta(5)) == 7
    assert Notice.objects.filter(to=officer).latest("pk").url == "/tasks/parts/?light=overdue"


def test_a_unit_without_people_is_told_to_the_coordinator_and_a_deputy_stands_in(
    ledger: Ledger, science: Unit, officer: User, coordinator: User
) -> None:
    empty = make_unit("市教育局")
    ledger.publish(Order("甲", lead=[empty], days=30))
    deputy = make_user(name="代办")
    stand_in(deputy, coordinator, on=date(2026, 3, 20))
    Notice.objects.all().delete()
    run(date(2026, 3, 20))
    assert set(told()) == {"统筹甲", "代办"}


def test_a_county_officer_is_told_of_the_units_of_the_area(
    ledger: Ledger, county_officer: User, coordinator: User
) -> None:
    hall = make_unit("云溪县政府", area=county_officer.grants.get().area)
    ledger.publish(Order("甲", responsible=[hall], days=30))
    Notice.objects.all().delete()
    run(MOMENT.date() + timedelta(25))
    assert "云溪联络员" in told()


def test_in_a_year_without_a_calendar_it_is_told_and_marked(
    ledger: Ledger, science: Unit, officer: User
) -> None:
    ledger.at = MOMENT.replace(year=NEXT)
    ledger.publish(Order("甲", lead=[science], days=20))
    Notice.objects.all().delete()
    actions.remind(on=ledger.at.date() + timedelta(15), at=ledger.at)
    assert Reminder.objects.filter(provisional=True).count() == Reminder.objects.count() > 0
    assert "按预计日历计算" in told()["科技联络员"][0]


def test_before_such_a_year_only_what_is_counted_in_it_is_marked(
    ledger: Ledger, science: Unit, officer: User, head: User
) -> None:
    """In December the first reminder already looks into the year that nobody has published yet."""
    ledger.at = MOMENT.replace(year=NEXT - 1, month=12, day=1)
    days = {"过": date(NEXT - 1, 12, 10), "近": date(NEXT - 1, 12, 28), "远": date(NEXT, 1, 4)}
    orders = [
        Order(name, lead=[science], days=(day - ledger.at.date()).days)
        for name, day in days.items()
    ]
    for task in ledger.publish(*orders):
        actions.move(assignment=part(task, science), verb="sign", by=officer, at=ledger.at)
    Notice.objects.all().delete()
    actions.remind(on=date(NEXT - 1, 12, 15), at=ledger.at.replace(day=15))
    rows = Reminder.objects.order_by("anchor_on").values_list("anchor_on", "provisional")
    assert list(rows) == [(days["过"], False), (days["近"], False), (days["远"], True)]
    soon, late = told()["科技局长"]
    assert ("按预计日历计算" in soon, "按预计日历计算" in late) == (True, False)


def test_a_failure_in_the_middle_leaves_nothing_and_is_made_good(
    signed: Assignment, officer: User, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []

    def fail_the_second_time(**values: object) -> int:
        calls.append(values)
        if len(calls) == 2:
            raise RuntimeError("the power is gone")
        return notify(**values)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr("zhicheng.governance.tasks.actions.reminding.notify", fail_the_second_time)
        run(date(2026, 6, 1))
    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()
    assert run(date(2026, 6, 1)) == 1
    assert set(told()) == {"科技联络员", "科技局长"}


def test_a_task_of_nobody_is_nobodys_to_remind_of(ledger: Ledger) -> None:
    task = ledger.publish(Order(days=-30))[0]
    assert run(MOMENT.date()) == 0
    assert fresh(task) == Task.objects.get()
