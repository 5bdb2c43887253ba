"""The pages of the calendars, the sample, and the command."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from tests.engines.calendar.files import NOTICE_2027
from tests.factories import queries_of
from tests.foundation.calendars.years import BEFORE, NEXT, with_bridge, year_file

from zhicheng.engines.calendar import CalendarYear, published
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.calendars import actions, queries, sample
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.calendars.rules import DayKind, asks_for_next_year, kind, months

pytestmark = pytest.mark.django_db


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def upload(client: Client, content: bytes, name: str = "下年.json") -> tuple[int, str]:
    given = {"file": SimpleUploadedFile(name, content)}
    answer = client.post("/calendars/load/", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_coordinator_loads_a_year(client: Client, coordinator: User, now: datetime) -> None:
    client.force_login(coordinator)
    before = page(client, f"/calendars/{NEXT}/")
    assert "预计" in before
    assert "尚未载入" in before
    assert "载入记录" not in before
    status, after = upload(client, year_file())
    assert status == 200
    assert f"已载入{NEXT}年的安排" in after
    assert f"{NEXT}年工作日历" in after
    assert "尚未载入" not in after
    assert f"示例通知：{NEXT}年" in after
    _, after = upload(client, with_bridge("03-03"), "更正.json")
    assert after.count("已替换") == 1
    [row] = LoadedYear.objects.filter(in_force=True)
    answer = client.get(f"/calendars/file/{row.pk}/")
    assert b"".join(answer) == with_bridge("03-03")
    assert "attachment" in answer["Content-Disposition"]


def test_a_wrong_file_says_what_is_wrong(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    status, said = upload(client, year_file(off=[]))
    assert status == 422
    assert f"缺少 {NEXT}-01-01（元旦）" in said
    status, said = upload(client, b" " * 1_000_002)
    assert status == 422
    assert "文件过大" in said
    nothing = client.post("/calendars/load/")
    assert nothing.status_code == 422
    assert "两者取一" in nothing.content.decode()
    status, said = upload(client, b"")
    assert status == 422
    assert "文件是空的" in said
    assert not LoadedYear.objects.exists()


def test_a_coordinator_takes_a_year_back(
    client: Client, coordinator: User, officer: User, now: datetime
) -> None:
    [row] = actions.load_file(content=year_file(), name="下年.json", by=coordinator, at=now)
    url = f"/calendars/withdraw/{row.pk}/"
    client.force_login(officer)
    assert client.get(url).status_code == 403
    assert url not in page(client, f"/calendars/{NEXT}/")
    client.force_login(coordinator)
    assert url in page(client, f"/calendars/{NEXT}/")
    assert "恢复为尚未发布" in page(client, url)
    refused = client.post(url, {"reason": " "})
    assert refused.status_code == 422
    answer = client.post(url, {"reason": "误载"}, follow=True).content.decode()
    assert "已撤回" in answer and "撤回理由：误载" in answer and "尚未载入" in answer
    assert url not in answer
    assert "已被替换或撤回" in page(client, url)
    assert client.post(url, {"reason": "误载"}).status_code == 422
    [known] = LoadedYear.objects.bulk_create([_copy(row, BEFORE)])
    assert "软件自带的安排" in page(client, f"/calendars/withdraw/{known.pk}/")


def _copy(row: LoadedYear, year: int) -> LoadedYear:
    return LoadedYear(year=year, off=[], work=[], source=row.source, at=row.at)


def test_a_coordinator_pastes_the_notice(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post("/calendars/load/", {"text": NOTICE_2027}, follow=True)
    assert "已载入2027年的安排" in answer.content.decode()
    [row] = LoadedYear.objects.all()
    assert (row.year, row.file_name) == (2027, "通知正文.txt")
    assert row.source == "示例办公厅关于2027年部分节假日安排的通知"
    again = client.post("/calendars/load/", {"text": NOTICE_2027})
    assert again.status_code == 422
    assert "2027年的安排与现行的相同" in again.content.decode()


def test_everybody_with_a_role_reads_and_nobody_else(
    client: Client, officer: User, outsider: User
) -> None:
    client.force_login(officer)
    shown = page(client, "/calendars/")
    assert f"{NEXT - 1}年" in shown
    assert "载入一年" not in shown
    assert "载入一年" not in page(client, f"/calendars/{BEFORE}/")
    assert client.get("/calendars/load/").status_code == 403
    assert client.get("/calendars/1949/").status_code == 404
    assert client.get("/calendars/9999/").status_code == 404
    client.force_login(outsider)
    for url in ("/calendars/", f"/calendars/{BEFORE}/", "/calendars/file/1/"):
        assert client.get(url).status_code == 403


def test_what_came_without_a_file_has_none(client: Client, officer: User, now: datetime) -> None:
    sample.create(at=now)
    client.force_login(officer)
    row = LoadedYear.objects.all()[0]
    assert client.get(f"/calendars/file/{row.pk}/").status_code == 404
    assert "系统" in page(client, f"/calendars/{row.year}/")


def test_the_list_asks_no_more_for_many(client: Client, officer: User, now: datetime) -> None:
    client.force_login(officer)
    few = queries_of(client, "/calendars/")
    sample.create(at=now)
    queries.calendar()
    assert queries_of(client, "/calendars/") == few


def test_the_sample_is_the_same_the_second_time(now: datetime) -> None:
    for _ in range(2):
        sample.create(at=now)
    wanted = [n for n in published().years if n >= now.year]
    assert [row.year for row in LoadedYear.objects.order_by("year")] == wanted


# The year as a table


def test_a_month_has_its_weeks_from_monday_to_sunday() -> None:
    september = months(published().year(2026))[8]
    assert september.number == 9
    assert [len(week) for week in september.weeks] == [7] * 5
    first = september.weeks[0]
    assert first[0] is None
    assert first[1] is not None
    assert first[1].day == date(2026, 9, 1)
    days = [cell for week in september.weeks for cell in week if cell]
    assert [cell.day.day for cell in days] == list(range(1, 31))
    assert [cell.day.day for cell in days if cell.mark == "休"] == [25, 26, 27]
    assert [cell.day.day for cell in days if cell.mark == "班"] == [20]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(23, DayKind.WORKING), (12, DayKind.WEEKEND), (26, DayKind.OFF), (20, DayKind.MADE_UP)],
)
def test_the_kind_of_a_day(day: int, wanted: DayKind) -> None:
    assert kind(published().year(2026), date(2026, 9, day)) is wanted


@pytest.mark.parametrize(
    ("day", "asks"),
    [("2026-10-26", False), ("2026-11-02", True), ("2026-11-03", False), ("2026-12-28", True)],
)
def test_when_the_next_year_is_asked_for(day: str, asks: bool) -> None:
    assert asks_for_next_year(date.fromisoformat(day)) is asks


def test_an_older_year_can_still_be_loaded(coordinator: User, now: datetime) -> None:
    """Before the law's tables begin there is nothing to estimate; what a city has, it may load."""
    content = year_file(2027, year=1995, off=["1995-01-01"])
    [row] = actions.load_file(content=content, name="1995.json", by=coordinator, at=now)
    assert isinstance(row.calendar_year(), CalendarYear)
    assert [one.number for one in queries.years(until=NEXT)][-1] == 1995


# The command


def say(*words: str) -> str:
    out = io.StringIO()
    call_command("calendar", *words, stdout=out)
    return out.getvalue()


def test_the_command_loads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "下年.json"
    file.write_bytes(year_file())
    assert say("load", str(file)).startswith(f"已载入{NEXT}年：放假 ")
    with pytest.raises(CommandError, match="与现行的相同"):
        say("load", str(file))
    file.write_bytes(b"{")
    with pytest.raises(CommandError, match="不是放假通知的正文"):
        say("load", str(file))
    with pytest.raises(CommandError, match="打不开"):
        say("load", str(tmp_path / "没有"))


def test_the_command_takes_over_what_was_published() -> None:
    if "没有需要" not in say("published"):
        assert say("published") == "没有需要载入的年份。\n"
