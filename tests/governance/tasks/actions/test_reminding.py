"""Reminders and escalation: to whom, and never twice."""

import io
import re
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import fresh, make_unit, make_user, stand_in
from tests.foundation.calendars.years import NEXT
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import Deputyship, User
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Milestone, Reminder, Task

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
    ledger: Ledger, science: Unit, officer: User, head: User, coordinator: User, leader: User
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
    run(date(2026, 3, 16))
    assert set(told()) == {"科技局长", "统筹甲", "市领导丙"}


def test_a_county_officer_who_signs_is_told_that_it_is_late(
    ledger: Ledger, county_officer: User, coordinator: User
) -> None:
    hall = make_unit("云溪县政府", area=county_officer.grants.get().area)
    ledger.publish(Order("甲", responsible=[hall], days=300))
    Notice.objects.all().delete()
    run(date(2026, 3, 10))
    assert set(told()) == {"云溪联络员"}


MILESTONE = date(2026, 5, 29)


@pytest.fixture
def half(signed: Assignment, coordinator: User) -> Milestone:
    """A milestone of one's own: half of the work."""
    return actions.add_milestone(
        task=signed.task, title="中期", due_on=MILESTONE, expected=50, by=coordinator, at=MOMENT
    )


def test_a_milestone_of_ones_own_from_the_first_reminder_up_to_the_leader(
    half: Milestone, officer: User, head: User, coordinator: User, leader: User
) -> None:
    days = {
        date(2026, 5, 21): set(),
        date(2026, 5, 22): {"科技联络员", "科技局长"},  # 5 working days before 29 May
        date(2026, 5, 28): {"科技联络员", "科技局长"},
        date(2026, 5, 29): set(),
        date(2026, 6, 5): {"科技局长", "统筹甲"},
        date(2026, 6, 12): {"科技局长", "统筹甲", "市领导丙"},
    }
    for on, people in days.items():
        run(on)
        Notice.objects.filter(text__contains="完成时限").delete()
        assert set(told()) == people, on
        assert run(on) == 0


def test_a_notice_about_a_milestone_names_it(half: Milestone, officer: User) -> None:
    run(date(2026, 5, 22))
    assert "市科技局 · 2026-0001“甲”的节点“中期”临近（2026-05-29）。" in told()["科技联络员"]
    run(date(2026, 6, 1))
    assert any("已过（2026-05-29），仍未达到" in text for text in told()["科技联络员"])


@pytest.mark.parametrize(("progress", "reminded"), [(40, 1), (50, 0), (60, 0)])
def test_a_milestone_that_was_reached_is_not_reminded_of(
    progress: int, reminded: int, half: Milestone, signed: Assignment, officer: User, head: User,
    verifier: User,
) -> None:  # fmt: skip
    _report(signed, progress, officer, head)
    actions.move(assignment=signed, verb="verify", by=verifier, at=MOMENT)
    run(MILESTONE + timedelta(3))
    assert Reminder.objects.filter(rule__startswith="milestone").count() == reminded


def test_nor_is_one_that_was_found_met_or_taken_away(
    half: Milestone, signed: Assignment, coordinator: User, verifier: User
) -> None:
    other = actions.add_milestone(
        task=signed.task, title="评审", due_on=MILESTONE, expected=None, by=coordinator, at=MOMENT
    )
    actions.mark_milestone(milestone=half, reason="现场查看", by=verifier, at=MOMENT)
    actions.remove_milestone(milestone=other, by=coordinator, at=MOMENT)
    run(MILESTONE + timedelta(3))
    assert not Reminder.objects.filter(rule__startswith="milestone").exists()


def test_two_milestones_of_one_day_are_reminded_of_both(
    half: Milestone, signed: Assignment, officer: User, coordinator: User
) -> None:
    actions.add_milestone(
        task=signed.task, title="评审", due_on=MILESTONE, expected=None, by=coordinator, at=MOMENT
    )
    run(date(2026, 5, 28))
    assert Reminder.objects.filter(rule="milestone-1").count() == 2
    notice = Notice.objects.get(to=officer, text__contains="节点")
    assert notice.text == "有 1 项分工的节点临近：2026-0001"
    assert notice.url == "/tasks/parts/?reminded=2026-05-28.milestone-1"


def test_the_number_of_every_notice_is_that_of_the_rows_of_its_link(
    ledger: Ledger, science: Unit, market: Unit, officer: User, head: User, other_officer: User,
    county_officer: User, coordinator: User, leader: User, client: Client,
) -> None:  # fmt: skip
    """For each role: what is overdue and not signed for as well, units without people, counties, a deputy."""
    hall = make_unit("云溪县政府", area=county_officer.grants.get().area)
    empty = make_unit("市教育局")
    Deputyship.objects.create(
        absent=head, deputy=make_user(name="代办"), valid_from=MOMENT.date(),
        valid_to=timezone.localdate(),
    )  # fmt: skip
    units = [science, market, hall, empty]
    orders = [Order(f"任务{n}", lead=[units[n % 4]], days=20 + n // 4) for n in range(24)]
    for number, task in enumerate(ledger.publish(*orders)):
        if number % 3 == 0 and task.assignments.get().unit == science:
            actions.move(assignment=part(task, science), verb="sign", by=officer, at=MOMENT)
        actions.add_milestone(
            task=task,
            title="中期",
            due_on=date(2026, 3, 18),
            expected=50,
            by=coordinator,
            at=MOMENT,
        )
    Notice.objects.all().delete()
    day, last = MOMENT.date(), date(2026, 5, 8)
    while day < last:
        day += timedelta(1)
        run(day)
    seen = Counter[str]()
    for notice in Notice.objects.filter(text__startswith="有 ").select_related("to"):
        client.force_login(notice.to)
        page = client.get(notice.url)
        said = re.search(r"有 (\d+) 项", notice.text)
        assert said
        assert page.context["list"].count == int(said[1]), (notice.to.name, notice.text)
        seen[notice.to.name] += 1
    everyone = {"科技联络员", "科技局长", "云溪联络员", "统筹甲", "市领导丙", "代办"}
    assert everyone <= set(seen)


def test_the_list_says_from_which_reminder_one_comes(
    ledger: Ledger, science: Unit, officer: User, head: User, client: Client
) -> None:
    ledger.publish(*(Order(f"任务{n}", lead=[science], days=120) for n in range(3)))
    run(date(2026, 3, 10))
    client.force_login(officer)
    page = client.get("/tasks/parts/?reminded=2026-03-10.sign%2B1")
    assert "2026-03-10的提醒" in page.content.decode()
    assert page.context["list"].count == 3
    for odd in ("2026-03-10.sign%2B9", "2026-13-10.sign%2B1", "x"):
        wrong = client.get(f"/tasks/parts/?reminded={odd}")
        assert (wrong.status_code, wrong.context["filters"].errors.keys()) == (200, {"reminded"})
    assert "的提醒" not in client.get("/tasks/parts/").content.decode()


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
    assert notice.url == f"/tasks/parts/?reminded={day}.due-1"
    assert run(day + timedelta(5)) == 7
    assert Notice.objects.filter(to=officer).latest("pk").url.endswith(".due%2B1")


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
    past, near, far = date(NEXT - 1, 12, 10), date(NEXT - 1, 12, 28), date(NEXT, 1, 4)
    ahead = [(day - ledger.at.date()).days for day in (past, near, far)]
    for task in ledger.publish(*(Order(str(days), lead=[science], days=days) for days in ahead)):
        actions.move(assignment=part(task, science), verb="sign", by=officer, at=ledger.at)
    Notice.objects.all().delete()
    actions.remind(on=date(NEXT - 1, 12, 15), at=ledger.at.replace(day=15))
    rows = Reminder.objects.order_by("anchor_on").values_list("anchor_on", "provisional")
    assert list(rows) == [(past, False), (near, False), (far, True)]
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
    assert not (Reminder.objects.exists() or Notice.objects.exists())
    assert run(date(2026, 6, 1)) == 1
    assert set(told()) == {"科技联络员", "科技局长"}


def test_a_task_of_nobody_is_nobodys_to_remind_of(ledger: Ledger) -> None:
    task = ledger.publish(Order(days=-30))[0]
    assert run(MOMENT.date()) == 0
    assert fresh(task) == Task.objects.get()
