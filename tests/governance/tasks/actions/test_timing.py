"""What is counted in working days is counted again when a calendar is loaded."""

from datetime import date, datetime

import pytest
from tests.factories import fresh
from tests.foundation.calendars.years import NEXT, with_bridge
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.calendars import actions as calendars
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Task


def test_a_provisional_day_for_signing_becomes_exact(
    ledger: Ledger, science: Unit, coordinator: User, now: datetime
) -> None:
    ledger.at = now.replace(year=NEXT, month=3, day=1)
    before = part(ledger.publish(Order(lead=[science]))[0], science)
    assert before.sign_basis["provisional"] is True
    content = with_bridge("03-02", "03-03", "03-04", "03-05")
    calendars.load_file(content=content, name="放假安排.json", by=coordinator, at=now)
    after = part(before.task, science)
    assert after.sign_basis["provisional"] is False
    assert (before.sign_by or date.max) < (after.sign_by or date.min)
    assert after.task.sign_by == after.sign_by
    assert not list(queries.mistimed(Task.objects.all()))


def load(by: User, at: datetime, *days: str) -> None:
    calendars.load_file(content=with_bridge(*days), name="放假安排.json", by=by, at=at)


@pytest.fixture
def in_spring(ledger: Ledger, now: datetime) -> Ledger:
    """Of a year that nobody has published yet."""
    ledger.at = now.replace(year=NEXT, month=3, day=1)
    return ledger


def notices() -> dict[str, list[str]]:
    """By person, without what those are told who look after the calendars."""
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.select_related("to").exclude(url__startswith="/calendars/"):
        found.setdefault(notice.to.name, []).append(notice.text)
    return found


def test_the_unit_is_told_the_old_day_for_signing_and_the_new_one(
    in_spring: Ledger, science: Unit, market: Unit, officer: User, head: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    before = part(in_spring.publish(Order("甲", lead=[science]))[0], science)
    Notice.objects.all().delete()
    load(coordinator, now, "03-02", "03-03", "03-04", "03-05")
    after = fresh(before)
    words = f"“甲”的签收期限按新载入的放假安排由{before.sign_by}改为{after.sign_by}。"
    told = notices()
    assert set(told) == {"科技联络员", "科技局长"}
    assert [text.endswith(words) for text in told["科技联络员"]] == [True]
    assert Notice.objects.get(to=officer).url == f"/tasks/{before.task_id}/"


def test_many_parts_that_moved_are_one_notice_a_person(
    in_spring: Ledger, science: Unit, officer: User, coordinator: User, now: datetime
) -> None:
    in_spring.publish(*(Order(f"任务{n}", lead=[science]) for n in range(7)))
    Notice.objects.all().delete()
    load(coordinator, now, "03-02", "03-03", "03-04", "03-05")
    notice = Notice.objects.get(to=officer)
    assert notice.text.startswith("有 7 项分工的签收期限按新载入的放假安排调整：")
    assert (notice.text.count("→"), notice.text[-1]) == (5, "…")
    assert notice.url == "/tasks/parts/?stage=assigned"


def test_a_unit_without_people_is_told_to_the_coordinator(
    in_spring: Ledger, science: Unit, coordinator: User, now: datetime
) -> None:
    in_spring.publish(Order("甲", lead=[science]))
    Notice.objects.all().delete()
    load(coordinator, now, "03-02", "03-03", "03-04", "03-05")
    assert set(notices()) == {"统筹甲"}


def test_nobody_is_told_of_a_day_that_stayed(
    in_spring: Ledger, science: Unit, officer: User, coordinator: User, now: datetime
) -> None:
    before = part(in_spring.publish(Order("甲", lead=[science]))[0], science)
    Notice.objects.all().delete()
    load(coordinator, now, "11-08")
    assert fresh(before).sign_by == before.sign_by
    assert notices() == {}
