"""The auditor's pages."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from unittest.mock import patch

import pytest
from django.db import connection
from django.http import FileResponse
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook
from tests.factories import make_user, queries_of, reason_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit import views
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import Personal
from zhicheng.foundation.audit.queries import field_name, row_name, subject_type_name, subject_types
from zhicheng.foundation.audit.registry import named_verbs, verb_name
from zhicheng.foundation.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(officer: User, head: User, now: datetime) -> list[Entry]:
    """A renaming by the officer two days ago, a grant by the head yesterday, the clock today."""
    day = timedelta(days=1)
    renaming = record(
        by=officer,
        at=now - 2 * day,
        verb="accounts.change_details",
        subject=officer,
        before={"name": Personal("user:1", "林知夏"), "unit": 1},
        after={"name": Personal("user:1", "林知秋"), "unit": 2},
        reason="更正",
    )
    assert officer.unit is not None
    grant = record(by=head, at=now - day, verb="accounts.grant", subject=officer.unit)
    clock = record(by=None, at=now, verb="test.clock", subject=head, after={"on": True})
    return [renaming, grant, clock]


@pytest.fixture
def auditing(client: Client, auditor: User, rows: list[Entry]) -> Client:
    client.force_login(auditor)
    return client


def page(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def shown(client: Client, rows: list[Entry], **query: str) -> list[int]:
    """Which of the three rows the list shows."""
    text = page(client, "/audit/", **query)
    return [n for n, row in enumerate(rows) if f'href="/audit/{row.seq}/"' in text]


def test_a_subject_leads_to_its_page_where_a_room_has_one(
    client: Client, auditor: User, officer: User, now: datetime
) -> None:
    pages = {"units.unit": "audit:entry"}
    entry = record(by=officer, at=now, verb="test.unit", subject=officer.unit)  # type: ignore[arg-type]  # has one
    other = record(by=officer, at=now, verb="test.person", subject=officer)
    client.force_login(auditor)
    for url in ("/audit/", f"/audit/{entry.seq}/"):
        with patch.dict("zhicheng.foundation.audit.registry._pages", pages, clear=True):
            linked = page(client, url)
        with patch.dict("zhicheng.foundation.audit.registry._pages", clear=True):
            plain = page(client, url)
        words = f'<a href="/audit/{officer.unit_id}/">{subject_type_name("units.unit")} '
        assert words in linked
        assert words not in plain
    assert "科技联络员" in page(client, f"/audit/{other.seq}/")


def test_rows_are_found_by_who_what_on_what_and_when(
    auditing: Client, rows: list[Entry], officer: User, head: User, now: datetime
) -> None:
    yesterday = (now - timedelta(days=1)).date().isoformat()
    assert shown(auditing, rows) == [0, 1, 2]
    assert shown(auditing, rows, actor="联络") == [0]
    assert shown(auditing, rows, actor=head.username) == [1]
    assert shown(auditing, rows, actor="系统") == [2]
    assert shown(auditing, rows, actor="没有此人") == []
    assert shown(auditing, rows, verb="accounts.grant") == [1]
    assert shown(auditing, rows, subject_type="units.unit") == [1]
    assert shown(auditing, rows, subject_type="accounts.user", subject_id=str(head.pk)) == [2]
    assert shown(auditing, rows, since=yesterday) == [1, 2]
    assert shown(auditing, rows, until=yesterday) == [0, 1]
    assert shown(auditing, rows, since="昨天") == [0, 1, 2]


def test_rows_are_shown_in_words(auditing: Client, rows: list[Entry]) -> None:
    text = page(auditing, "/audit/")
    for word in ("科技联络员", "修改人员信息", "授予角色", "系统", "用户", "更正", "test.clock"):
        assert word in text


def test_the_list_is_exported_without_personal_data(auditing: Client) -> None:
    response = auditing.get("/audit/?export=xlsx")
    assert isinstance(response, FileResponse)
    content = b"".join(response.streaming_content)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "修改人员信息" in words
    assert not [word for word in words if "林知" in word]


def test_a_row_shows_what_changed_and_personal_data_only_for_a_purpose(
    auditing: Client, rows: list[Entry]
) -> None:
    url = f"/audit/{rows[0].seq}/"
    text = page(auditing, url)
    assert "（个人信息，已加密）" in text
    assert "林知" not in text
    assert "不能更改" in page(auditing, f"{url}personal/")
    refused = auditing.post(f"{url}personal/", {"purpose": " "})
    assert refused.status_code == 422
    assert "林知" not in refused.content.decode()
    answer = auditing.post(f"{url}personal/", {"purpose": "核实改名"})
    assert "林知夏" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert reason_of(Entry.objects.get(verb="audit.open_personal")) == "核实改名"
    assert "林知" not in page(auditing, url)


def test_a_row_without_personal_data_has_nothing_to_open(
    auditing: Client, rows: list[Entry]
) -> None:
    assert "查看个人信息" not in page(auditing, f"/audit/{rows[2].seq}/")
    assert "没有记录前后数值" in page(auditing, f"/audit/{rows[1].seq}/")


def test_the_chain_is_verified_on_a_page(auditing: Client, rows: list[Entry]) -> None:
    text = page(auditing, "/audit/verify/")
    assert "没有记录被改动、删除或调换顺序" in text
    last = Entry.objects.latest("seq")
    assert f"{last.seq}:{last.digest}" in text
    GUARD.remove(connection)
    Entry.objects.filter(seq=rows[1].seq).update(reason="别的理由")
    text = page(auditing, "/audit/verify/")
    assert f"第 {rows[1].seq} 条记录被改动" in text
    assert "不完整" in text


def test_of_a_long_chain_the_latest_part_is_verified(
    auditing: Client, rows: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ROWS_AT_ONCE", 2)
    GUARD.remove(connection)
    Entry.objects.filter(seq=1).update(reason="别的理由")
    text = page(auditing, "/audit/verify/")
    assert "没有记录被改动" in text
    assert "zhicheng audit verify" in text


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.AUDITOR])
def test_nobody_else_gets_in(role: Role, client: Client, rows: list[Entry], science: Unit) -> None:
    client.force_login(make_user(role, unit=science, area=science.area))
    for url in ("/audit/", "/audit/verify/", "/audit/1/", "/audit/1/personal/"):
        assert client.get(url).status_code == 403
    assert client.post("/audit/1/personal/", {"purpose": "x"}).status_code == 403


def test_the_list_asks_no_more_for_many(auditing: Client, officer: User, now: datetime) -> None:
    few = queries_of(auditing, "/audit/")
    for _ in range(60):
        record(by=officer, at=now, verb="test.many", subject=officer)
    assert queries_of(auditing, "/audit/") == few


def test_verbs_have_names_and_what_has_none_is_shown_as_it_is() -> None:
    assert verb_name("accounts.grant") == "授予角色"
    assert verb_name("no.such") == "no.such"
    assert ("accounts.grant", "授予角色") in named_verbs()
    with translation.override("en"):
        assert verb_name("systems.launch") == "Build list: Go live"
        assert ("tasks.sign", "Acknowledge") in named_verbs()
    assert subject_type_name("units.unit") == "单位"
    assert subject_type_name("gone.model") == "gone.model"


def test_every_kind_of_row_has_a_chinese_name() -> None:
    english = [name for _label, name in subject_types() if re.search("[A-Za-z]", name)]
    assert english == []


def test_people_are_shown_by_name_and_values_by_what_they_are_called(
    auditing: Client, rows: list[Entry], officer: User, head: User
) -> None:
    listed = page(auditing, "/audit/")
    assert f"用户 {officer}" in listed and f"用户 {head}" in listed
    renaming, grant, clock = (page(auditing, f"/audit/{row.seq}/") for row in rows)
    assert f"用户 {officer}" in renaming and ">姓名<" in renaming
    assert officer.unit and f"单位 {officer.unit.pk}：{officer.unit}" in grant
    assert ">是<" in clock


def test_names_of_what_is_gone_are_its_keys(officer: User) -> None:
    assert field_name("gone.model", "as_of") == "as_of"
    assert field_name("accounts.user", "nothing") == "nothing"
    assert (
        field_name("units.area", "short_name") == field_name("units.unit", "short_name") == "简称"
    )
    assert (
        row_name("gone.model", "1")
        == row_name("units.unit", "0")
        == row_name("units.unit", "x")
        == ""
    )
