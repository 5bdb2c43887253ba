"""Loading a year: into force, the older one kept, everybody told who must know."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.foundation.calendars.years import BEFORE, NEXT, with_bridge, year_file

from zhicheng.engines.calendar import Calendar, CalendarUnknown, CalendarYear, estimated, published
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import SYSTEM, Doer
from zhicheng.foundation.calendars import actions, following, queries
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.jobs import registry
from zhicheng.foundation.jobs.clock import run_day
from zhicheng.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
NEW_YEAR = date(NEXT, 1, 1)
A_DAY = date(NEXT, 3, 3)


def load(by: User, at: datetime, content: bytes | None = None) -> list[LoadedYear]:
    return actions.load_file(content=content or year_file(), name=f"{NEXT}.json", by=by, at=at)


def test_a_loaded_year_is_known(coordinator: User, now: datetime) -> None:
    with pytest.raises(CalendarUnknown):
        queries.calendar().is_working_day(NEW_YEAR)
    [row] = load(coordinator, now)
    assert not queries.calendar().is_working_day(NEW_YEAR)
    assert (row.year, row.source, row.by, row.at) == (NEXT, f"示例通知：{NEXT}年", coordinator, now)
    assert row.file is not None
    assert (row.file_name, row.file.size) == (f"{NEXT}.json", len(year_file()))
    assert str(row) == f"{NEXT}年"


def test_it_stands_in_the_audit_chain(coordinator: User, now: datetime) -> None:
    before = queries.calendar().version
    [row] = load(coordinator, now)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id) == ("calendars.load_year", str(row.pk))
    assert entry.before == {"version": before}
    assert row.file is not None
    assert entry.after == {
        "version": queries.calendar().version,
        "year": NEXT,
        "source": row.source,
        "off": len(row.off),
        "work": 0,
        "file": row.file.sha256,
    }


def test_a_newer_one_replaces_it_and_the_older_is_kept(coordinator: User, now: datetime) -> None:
    [first] = load(coordinator, now)
    [second] = load(coordinator, now, with_bridge("03-03"))
    assert not queries.calendar().is_working_day(A_DAY)
    first.refresh_from_db()
    assert (first.in_force, second.in_force) == (False, True)
    assert first.calendar_year().is_working_day(A_DAY)
    assert list(queries.loads(NEXT)) == [second, first]


def test_the_same_once_more_is_refused(coordinator: User, now: datetime) -> None:
    load(coordinator, now)
    with pytest.raises(ValidationError, match=f"{NEXT}年的安排与现行的相同"):
        load(coordinator, now, year_file(source="另一份通知"))
    assert LoadedYear.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.json", b"{", "不是放假通知的正文"),
        ("x.json", year_file(off=[]), "缺少"),
        ("x.exe", year_file(), "请核对后重新上传"),
    ],
)
def test_a_file_that_is_wrong_changes_nothing(
    name: str, content: bytes, message: str, coordinator: User, now: datetime
) -> None:
    before = queries.calendar().version
    with pytest.raises(ValidationError, match=message):
        actions.load_file(content=content, name=name, by=coordinator, at=now)
    assert queries.calendar().version == before
    assert not LoadedYear.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()
    assert not Notice.objects.exists()


def test_every_problem_is_a_line_of_its_own(coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError) as refused:
        load(coordinator, now, year_file(off=[]))
    assert len(refused.value.messages) > 5


def test_who_may_load(
    coordinator: User, administrator: User, officer: User, leader: User, now: datetime
) -> None:
    for person in (officer, leader):
        with pytest.raises(PermissionDenied):
            load(person, now)
    load(administrator, now)
    load(coordinator, now, with_bridge("03-03"))
    with pytest.raises(PermissionDenied):
        actions.load_published(by=officer, at=now)


def test_who_looks_after_the_calendars_is_told(
    coordinator: User, administrator: User, officer: User, now: datetime
) -> None:
    load(coordinator, now)
    [notice] = Notice.objects.all()
    assert (notice.to, notice.url) == (administrator, f"/calendars/{NEXT}/")
    assert f"{NEXT}年放假调休安排已载入" in notice.text


def test_of_two_at_once_the_second_is_told(coordinator: User, now: datetime) -> None:
    """The other one commits between this one's look and its row."""
    load(coordinator, now)
    blind = type(LoadedYear.objects.all())
    with (
        patch.object(blind, "update", lambda rows, **values: 0),
        pytest.raises(ValidationError, match="刚刚已有人载入"),
    ):
        load(coordinator, now, with_bridge("03-03"))
    assert LoadedYear.objects.count() == 1


def test_the_database_knows_one_year_in_force(coordinator: User, now: datetime) -> None:
    [row] = load(coordinator, now)
    row.pk, row.stamp = None, type(row.stamp)(int=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# Taken back


def take_back(row: LoadedYear, by: User, at: datetime, reason: str = "载入了征求意见稿") -> None:
    actions.withdraw(loaded=row, reason=reason, by=by, at=at)


def test_a_year_that_was_loaded_by_mistake_is_taken_back(
    coordinator: User, administrator: User, now: datetime
) -> None:
    told: list[tuple[tuple[int, ...], bool]] = []

    def follower(calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime) -> None:
        told.append((years, years[0] in calendar.years))

    before = queries.calendar().version
    [row] = load(coordinator, now)
    with patch.object(following, "_followers", [follower]):
        take_back(row, coordinator, now)
    assert told == [((NEXT,), False)]
    assert queries.calendar().version == before
    with pytest.raises(CalendarUnknown):
        queries.calendar().is_working_day(NEW_YEAR)
    found = queries.loads(NEXT).get()
    assert (found.in_force, found.withdrawn_at) == (False, now)
    assert found.withdrawn_because == "载入了征求意见稿"
    assert Entry.objects.latest("seq").verb == "calendars.withdraw_year"
    assert Notice.objects.filter(to=administrator, text__contains="已撤回").count() == 1
    [again] = load(coordinator, now)  # and loaded anew when it is right
    assert (again.in_force, queries.calendar().is_working_day(NEW_YEAR)) == (True, False)


def test_what_the_library_knows_holds_again(coordinator: User, now: datetime) -> None:
    found = published().year(BEFORE)
    off, work = (sorted(map(str, days)) for days in (found.off, found.work))
    wrong = [*off, f"{BEFORE}-03-04"]
    [row] = load(coordinator, now, year_file(BEFORE, off=wrong, work=work))
    take_back(row, coordinator, now)
    assert queries.calendar().year(BEFORE).off == found.off


def test_what_is_not_taken_back(
    coordinator: User, officer: User, leader: User, now: datetime
) -> None:
    [row] = load(coordinator, now)
    for person in (officer, leader):
        with pytest.raises(PermissionDenied):
            take_back(row, person, now)
    with pytest.raises(ValidationError, match="请写明撤回的理由"):
        take_back(row, coordinator, now, " ")
    assert LoadedYear.objects.get().in_force
    take_back(row, coordinator, now)
    with pytest.raises(ValidationError, match="已被替换或撤回"):
        take_back(row, coordinator, now)
    actions.load_published(by=coordinator, at=datetime(BEFORE, 5, 1, tzinfo=UTC))
    with pytest.raises(ValidationError, match="撤回后没有变化"):
        take_back(LoadedYear.objects.get(year=BEFORE), coordinator, now)


# The calendar in use


def test_a_city_may_put_its_own_in_place_of_a_published_year(
    coordinator: User, now: datetime
) -> None:
    found = published().year(BEFORE)
    day = next(d for n in range(99) if found.is_working_day(d := date(BEFORE, 3, 1) + timedelta(n)))
    off, work = (sorted(map(str, days)) for days in (found.off | {day}, found.work))
    load(coordinator, now, year_file(BEFORE, off=off, work=work))
    assert not queries.calendar().is_working_day(day)


def test_the_calendar_is_built_once_a_version(
    coordinator: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load(coordinator, now)
    first = queries.calendar()
    with django_assert_num_queries(1):
        assert queries.calendar() is first


def test_what_came_to_nothing_is_not_remembered(coordinator: User, now: datetime) -> None:
    """A load that is rolled back, and then another one that gets the same key in the table."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        load(coordinator, now, with_bridge("03-03"))
        assert not queries.calendar().is_working_day(A_DAY)
        raise ZeroDivisionError
    load(coordinator, now)
    assert queries.calendar().is_working_day(A_DAY)


# By the clock


def library(*years: int) -> Any:
    """A release of the product whose library has these years, and some before them."""
    known = (CalendarYear(n, estimated(n).off, frozenset(), "新版软件") for n in years)
    return patch.object(actions, "published", lambda: published().replaced_by(known))


def at_work(on: date) -> list[dict[str, Any]]:
    """Do the calendars' work of a day; what its jobs said."""
    mine = {name: d for name, d in registry._dailies.items() if name == "calendars.check"}
    at = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
    with patch.object(registry, "_dailies", mine), patch.object(timezone, "now", lambda: at):
        return [job.result for _daily, job, _worked in run_day(on=on, at=at)]


SUNDAY = date(BEFORE, 11, 30) - timedelta(days=date(BEFORE, 11, 30).isoweekday() % 7)
MONDAY = SUNDAY + timedelta(days=1)


def test_a_year_that_comes_with_a_release_is_taken_over_once(
    coordinator: User, administrator: User
) -> None:
    with library(NEXT, NEXT + 1):
        assert at_work(SUNDAY) == [{"loaded": [BEFORE, NEXT, NEXT + 1], "told": 0}]
        assert at_work(SUNDAY - timedelta(days=1)) == [{"loaded": [], "told": 0}]
    row = LoadedYear.objects.get(year=NEXT)
    assert (row.source, row.by, row.file) == ("新版软件", None, None)
    assert Entry.objects.filter(actor=SYSTEM.pk).count() == 3
    assert Notice.objects.filter(to=coordinator, url=f"/calendars/{NEXT}/").count() == 1


def test_followers_learn_of_it() -> None:
    told: list[tuple[int, ...]] = []

    def follower(calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime) -> None:
        assert calendar.year(years[-1])
        told.append(years)

    with patch.object(following, "_followers", []), library(NEXT):
        following.follow(follower)
        at_work(SUNDAY)
    assert told == [(BEFORE, NEXT)]


def test_this_years_own_calendar_is_no_news(coordinator: User) -> None:
    assert at_work(SUNDAY) == [{"loaded": [BEFORE], "told": 0}]
    assert not Notice.objects.exists()


def test_from_november_on_the_next_year_is_asked_for_on_mondays(
    coordinator: User, administrator: User, officer: User
) -> None:
    for n in range(7):
        at_work(MONDAY + timedelta(days=n))
    told = Notice.objects.filter(text__startswith=f"{NEXT}年放假调休安排尚未载入")
    assert {notice.to for notice in told} == {coordinator, administrator}
    assert (told.count(), told[0].url) == (2, "/calendars/load/")


def test_not_when_it_is_there(coordinator: User, now: datetime) -> None:
    load(coordinator, now)
    assert at_work(MONDAY)[0]["told"] == 0
    assert at_work(date(BEFORE, 10, 5))[0]["told"] == 0
