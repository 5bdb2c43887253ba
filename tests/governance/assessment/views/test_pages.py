"""Lists, the ranking, and who sees what."""

import io
from datetime import datetime, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.factories import make_user, queries_of, stand_in
from tests.governance.assessment.house import (
    Office,
    entries,
    fresh_scheme,
    fresh_sheet,
    sheet_of,
)
from tests.governance.assessment.pages import LIST, QUALITY, text, url

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.agenda.registry import sources
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import loads
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.models import (
    Dimension,
    Scheme,
    Sheet,
)


def test_the_ranking_with_dimensions_its_print_and_export(
    client: Client, announced: Scheme, other_officer: User
) -> None:
    client.force_login(other_officer)
    address = url("ranking", announced.pk)
    page = text(client, address)
    assert page.index("市市场监管局") < page.index("市科技局")
    assert "打印" in text(client, f"{address}?print=1")
    answer = client.get(f"{address}?export=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a file is streamed
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("名次", "单位", "推进落实", "信息报送", "加减分", "总分")
    assert [tuple(row) for row in rows[1:]] == [
        (1, "市市场监管局", 60, 30, None, 90), (2, "市科技局", 30, 30, None, 60),
    ]  # fmt: skip


def test_who_sees_which_totals(
    client: Client, scheme: Scheme, submitted: Sheet, offices: Office, science: Unit,
    other_officer: User, outsider: User, leader: User,
) -> None:  # fmt: skip
    offices.verify(submitted)
    client.force_login(other_officer)
    page = text(client, url("scheme", scheme.pk))
    assert "市市场监管局" in page
    assert "市科技局" not in page, "before the announcement"
    assert client.get(url("sheet", submitted.pk)).status_code == 404
    assert client.get(url("entry", entries(submitted)[QUALITY].pk)).status_code == 404
    client.force_login(leader)
    assert "市科技局" in text(client, url("scheme", scheme.pk))
    assert "60" in text(client, url("sheet", submitted.pk))
    client.force_login(outsider)
    assert client.get(LIST).status_code == 403
    assert client.get(url("scheme", scheme.pk)).status_code == 404


def test_the_list_is_filtered_and_asks_the_same_for_one_and_for_many(
    client: Client, scheme: Scheme, offices: Office, coordinator: User, science: Unit
) -> None:
    client.force_login(coordinator)
    queries_of(client, LIST)
    one = queries_of(client, LIST)
    for number in range(3):
        offices.draft([science], title=f"草稿{number}", origin="provincial")
    assert queries_of(client, LIST) == one
    assert "草稿1" not in text(client, f"{LIST}?origin=own")
    assert "草稿1" in text(client, f"{LIST}?q=草稿&state=draft&year={scheme.year}")
    assert "自评 0/2，核定 0/2" in text(client, f"{LIST}?group=year")
    assert scheme.title in text(client, f"{LIST}?group=origin")


def test_a_sheet_asks_the_same_for_one_and_for_many(
    client: Client, draft: Scheme, offices: Office, science: Unit, officer: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    client.force_login(officer)
    dimension = Dimension.objects.get(name="信息报送")
    counts = []
    for number in (1, 4):
        scheme = offices.draft([science], title=f"第{number}份")
        row = scheme.dimensions.get(name="信息报送")
        row.indicators.all().delete()
        for n in range(number):
            asked = actions.Asked(f"指标{n}", dimension.weight / number)
            actions.save_indicator(dimension=row, asked=asked, by=coordinator, at=now)
        offices.publish(fresh_scheme(scheme))
        page = url("sheet", sheet_of(scheme, science).pk)
        queries_of(client, page)
        counts.append(queries_of(client, page))
    assert counts[0] == counts[1]


def test_a_unit_and_a_persons_days_know_of_the_scheme(
    scheme: Scheme, science: Unit, office: Unit, head: User, now: datetime
) -> None:
    today = now.date()
    found = [load for load in loads(head, science, today) if str(load.title) == "考核自评"]
    assert [load.count for load in found] == [1]
    assert not [load for load in loads(head, office, today) if str(load.title) == "考核自评"]
    days = [
        entry
        for source in sources()
        for entry in source(head, today, today + timedelta(40))
        if entry.uid.startswith("assessment-")
    ]
    assert [entry.day for entry in days] == [scheme.self_by]


@pytest.mark.parametrize("name", ["add_dimension", "add_clause", "choose", "edit", "discard"])
def test_a_draft_is_nobody_elses(client: Client, draft: Scheme, verifier: User, name: str) -> None:
    client.force_login(verifier)
    assert client.get(url(name, draft.pk)).status_code == 404


def test_a_deputy_is_named_in_the_history(
    client: Client, sheet: Sheet, head: User, science: Unit, now: datetime
) -> None:
    deputy = make_user(Role.AUDITOR, name="代理人")
    stand_in(deputy, head, on=now.date())
    for entry in entries(sheet).values():
        actions.score(entry=entry, score=None, note="无", by=deputy, at=now)
    actions.move(sheet=fresh_sheet(sheet), verb="submit", by=deputy, at=now)
    client.force_login(head)
    assert "代理人（代科技局长）" in text(client, url("sheet", sheet.pk))
