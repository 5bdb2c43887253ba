"""Telling people, and noting that they have read."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.factories import fresh, queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.actions import mark_read, notify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.notices.queries import notices_of, unread_count

pytestmark = pytest.mark.django_db


def test_each_is_told_once(officer: User, head: User, now: datetime) -> None:
    assert notify(to=[officer, head, officer], text="字" * 400, url="/tasks/1/", at=now) == 2
    assert unread_count(officer) == unread_count(head) == 1
    notice = notices_of(officer).get()
    assert len(str(notice)) == 300
    assert notify(to=[], text="x", url="", at=now) == 0


@pytest.mark.parametrize(
    "url", ["https://example.org/", "//example.org", "/\\example.org", "tasks/"]
)
def test_a_notice_never_leads_out_of_the_house(url: str, officer: User, now: datetime) -> None:
    with pytest.raises(ValueError, match="not a path"):
        notify(to=[officer], text="x", url=url, at=now)


def test_the_newest_stands_first(officer: User, now: datetime) -> None:
    for day in range(3):
        notify(to=[officer], text=f"第{day}天", url="", at=now + timedelta(days=day))
    assert [n.text for n in notices_of(officer)] == ["第2天", "第1天", "第0天"]


def test_one_reads_ones_own_and_once(officer: User, head: User, now: datetime) -> None:
    notify(to=[officer, head], text="x", url="", at=now)
    notify(to=[officer], text="y", url="", at=now)
    mine = notices_of(officer).get(text="x")
    assert mark_read(by=head, at=now, notice=mine) == 0
    assert mark_read(by=officer, at=now, notice=mine) == 1
    assert mark_read(by=officer, at=now + timedelta(days=1), notice=mine) == 0
    assert fresh(mine).read_at == now
    assert mark_read(by=officer, at=now) == 1
    assert (unread_count(officer), unread_count(head)) == (0, 1)


def test_reading_leads_where_there_is_something_to_do(
    client: Client, officer: User, head: User, now: datetime
) -> None:
    notify(to=[officer], text="任务已退回", url="/units/", at=now)
    notify(to=[officer], text="系统将于今晚维护", url="", at=now)
    client.force_login(officer)
    page = client.get("/notices/").content.decode()
    assert "任务已退回" in page
    assert "全部标为已读" in page
    returned = Notice.objects.get(url="/units/")
    answer = client.post(f"/notices/{returned.pk}/read/")
    assert answer.headers["Location"] == "/units/"
    assert "任务已退回" not in client.get("/notices/?unread=on").content.decode()
    upkeep = Notice.objects.get(url="")
    assert client.post(f"/notices/{upkeep.pk}/read/").headers["Location"] == "/notices/"
    client.force_login(head)
    assert client.post(f"/notices/{returned.pk}/read/").status_code == 404
    assert client.get(f"/notices/{returned.pk}/read/").status_code == 405


def test_all_are_read_at_once(client: Client, officer: User, now: datetime) -> None:
    notify(to=[officer], text="x", url="", at=now)
    notify(to=[officer], text="y", url="", at=now)
    client.force_login(officer)
    page = client.post("/notices/read/", follow=True).content.decode()
    assert "已将 2 条通知标为已读" in page
    assert "全部标为已读" not in page


def test_the_list_asks_no_more_for_many(client: Client, officer: User, now: datetime) -> None:
    client.force_login(officer)
    assert "会通知到这里" in client.get("/notices/").content.decode()
    notify(to=[officer], text="x", url="", at=now)
    few = queries_of(client, "/notices/")
    for _ in range(60):
        notify(to=[officer], text="x", url="/units/", at=now)
    assert queries_of(client, "/notices/") == few
