"""A person's days: as a month, as a file, and in their calendar program."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from tests.factories import queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda import registry
from zhicheng.foundation.agenda.actions import subscribe, unsubscribe
from zhicheng.foundation.agenda.models import Feed
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.audit.models import Entry as AuditRow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def appointments(today: date, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """What the only source knows; a test adds to it."""
    known: list[Entry] = []

    def ask(user: User, first: date, last: date) -> Iterator[Entry]:
        assert user.pk
        yield from (entry for entry in known if first <= entry.day <= last)

    monkeypatch.setattr(registry, "_sources", [])
    registry.source(ask)
    registry.source(ask)  # twice is the same as once
    return known


def due(day: date, title: str = "2026-0001 建立培育库", uid: str = "task-1") -> Entry:
    return Entry(day, uid, "任务到期", title, "/tasks/1/")


def login(user: User, secret: str) -> dict[str, Any]:
    word = base64.b64encode(f"{user.username}:{secret}".encode()).decode()
    return {"headers": {"authorization": f"Basic {word}"}}


def test_the_month_shows_what_is_due_and_how_the_year_works(
    client: Client, officer: User, appointments: list[Entry]
) -> None:
    appointments.append(due(date(2026, 10, 9)))
    client.force_login(officer)
    html = client.get("/agenda/?month=2026-10").content.decode()
    assert "2026-0001 建立培育库" in html and 'href="/tasks/1/"' in html
    assert "休" in html and "班" in html
    assert "尚未公布" not in html


def test_a_year_without_a_published_calendar_is_said_and_not_guessed(
    client: Client, officer: User
) -> None:
    client.force_login(officer)
    html = client.get("/agenda/?month=2099-10").content.decode()
    assert "尚未公布" in html and "month-mark" not in html
    assert "没有与您有关的期限" in html


@pytest.mark.parametrize("month", ["9999-12", "2026-13", "十月"])
def test_a_month_that_there_is_not_is_said(client: Client, officer: User, month: str) -> None:
    client.force_login(officer)
    said = f"没有“{month}”这个月份的日程，以下为本月。"
    assert said in client.get("/agenda/", {"month": month}).content.decode()
    for known in ("", "2026-10"):
        page = client.get("/agenda/", {"month": known}).content.decode()
        assert "这个月份的日程" not in page


def test_a_full_day_leads_to_all_of_it(
    client: Client, officer: User, appointments: list[Entry]
) -> None:
    day = date(2026, 10, 9)
    appointments.extend(due(day, f"第{n:03}项", f"task-{n}") for n in range(60))
    client.force_login(officer)
    html = client.get("/agenda/?month=2026-10").content.decode()
    assert "共 60 项" in html and "第050项" not in html
    first = client.get("/agenda/day/2026-10-09/").content.decode()
    assert "第000项" in first and "第059项" not in first
    assert "第059项" in client.get("/agenda/day/2026-10-09/?page=2").content.decode()


def test_a_day_that_does_not_exist_is_not_found(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/agenda/day/2026-02-30/").status_code == 404
    assert "没有与您有关的期限" in client.get("/agenda/day/2026-02-28/").content.decode()


def test_the_file_holds_all_day_events_that_keep_their_name(
    client: Client, officer: User, appointments: list[Entry], today: date
) -> None:
    appointments.append(due(today))
    client.force_login(officer)
    answer = client.get("/agenda/agenda.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["UID"] == "task-1@zhicheng"
    assert event.decoded("DTSTART") == today, "a day, not a moment"
    assert str(event["SUMMARY"]) == "【任务到期】2026-0001 建立培育库"
    assert str(event["URL"]) == "http://testserver/tasks/1/"


def test_a_calendar_program_reads_with_its_own_password(
    client: Client, officer: User, appointments: list[Entry], now: datetime, today: date
) -> None:
    appointments.append(due(today))
    secret = subscribe(by=officer, at=now)
    answer = client.get("/agenda/feed.ics", **login(officer, secret))
    assert b"task-1@zhicheng" in answer.content
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in client.cookies, "it is no login"


def test_a_new_password_ends_the_one_before(client: Client, officer: User, now: datetime) -> None:
    old = subscribe(by=officer, at=now)
    new = subscribe(by=officer, at=now)
    assert client.get("/agenda/feed.ics", **login(officer, old)).status_code == 401
    assert client.get("/agenda/feed.ics", **login(officer, new)).status_code == 200
    assert Feed.objects.count() == 1
    assert secret_free(AuditRow.objects.values_list("after", flat=True), new)


def secret_free(rows: Any, secret: str) -> bool:
    return all(secret not in str(row) for row in rows)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer x"},
        {"authorization": "Basic !!"},
        {"authorization": "Basic /w=="},
    ],
)
def test_whoever_does_not_name_a_subscription_gets_nothing(
    client: Client, officer: User, now: datetime, headers: Mapping[str, str]
) -> None:
    subscribe(by=officer, at=now)
    answer = client.get("/agenda/feed.ics", headers=headers)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_a_closed_account_and_the_password_of_the_account_open_nothing(
    client: Client, officer: User, now: datetime
) -> None:
    secret = subscribe(by=officer, at=now)
    officer.set_password("an-easy-horse-to-ride-7")
    officer.is_active = False
    officer.save()
    assert client.get("/agenda/feed.ics", **login(officer, secret)).status_code == 401
    officer.is_active = True
    officer.save()
    own = login(officer, "an-easy-horse-to-ride-7")
    assert client.get("/agenda/feed.ics", **own).status_code == 401


def test_the_password_is_shown_once_and_can_be_ended(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "尚未开通" in client.get("/agenda/subscription/").content.decode()
    made = client.post("/agenda/subscription/")
    assert "订阅密码只显示这一次" in made.content.decode() and made["Cache-Control"] == "no-store"
    assert "只显示这一次" not in client.get("/agenda/subscription/").content.decode()
    client.post("/agenda/subscription/end/")
    assert not Feed.objects.exists()
    client.post("/agenda/subscription/end/")  # nothing there: nothing happens


def test_ending_nothing_is_said(officer: User, now: datetime) -> None:
    assert unsubscribe(by=officer, at=now) is False


def test_the_month_asks_the_same_for_any_number_of_entries(
    client: Client, officer: User, appointments: list[Entry]
) -> None:
    client.force_login(officer)
    before = queries_of(client, "/agenda/?month=2026-10")
    appointments.extend(due(date(2026, 10, 9), f"{n}", f"task-{n}") for n in range(40))
    assert queries_of(client, "/agenda/?month=2026-10") == before


def test_what_is_past_and_open_says_so_on_month_and_day(
    client: Client, officer: User, appointments: list[Entry], today: date
) -> None:
    before = today - timedelta(1)
    appointments.append(due(before))
    client.force_login(officer)
    pages = [f"/agenda/?month={before:%Y-%m}", f"/agenda/day/{before}/"]
    for address in pages:
        html = client.get(address).content.decode()
        assert "逾期" in html and "tone-danger" in html
    appointments[:] = [replace(due(before), done=True)]
    for address in pages:
        assert "逾期" not in client.get(address).content.decode()
