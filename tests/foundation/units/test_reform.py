"""Renaming a unit, and letting another do its work: names on a day, successors, who may."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from tests.factories import fresh, make_unit

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units import actions, queries
from zhicheng.foundation.units.models import Alias, Reform, Unit
from zhicheng.foundation.units.rules import ReformKind, last_heirs, reform_faults
from zhicheng.foundation.units.succession import Estate, estates, leave

pytestmark = pytest.mark.django_db
DOCUMENT = "示例市机构改革方案（示委〔2026〕3号）"


def rename(unit: Unit, by: User, at: datetime, **changes: Any) -> Reform:
    given = {
        "name": "示例市科学技术和知识产权局", "short_name": "市科技知识产权局", "on": at.date(),
        "document": DOCUMENT, **changes,
    }  # fmt: skip
    return actions.rename(unit=unit, by=by, at=at, **given)


def succeed(unit: Unit, heir: Unit, by: User, at: datetime, **changes: Any) -> Any:
    given = {"kind": ReformKind.MERGE, "on": at.date(), "document": DOCUMENT, **changes}
    return actions.succeed(unit=unit, successor=heir, by=by, at=at, **given)


def test_a_renamed_unit_had_its_name_on_its_days(
    science: Unit, coordinator: User, now: datetime
) -> None:
    today = now.date()
    rename(science, coordinator, now, name="甲局", short_name="甲", on=today - timedelta(30))
    rename(fresh(science), coordinator, now, name="乙局", short_name="乙")
    unit = fresh(science)
    assert unit.name == "乙局"
    names = {days: queries.name_on(unit, today - timedelta(days)) for days in (31, 30, 1, 0)}
    assert names == {31: "示例市科技局", 30: "甲局", 1: "甲局", 0: "乙局"}
    short = [queries.short_name_on(unit, today - timedelta(days)) for days in (31, 30, 0)]
    assert short == ["市科技局", "甲", "乙"]
    assert set(Alias.objects.values_list("name", flat=True)) == {
        "示例市科技局", "市科技局", "甲局", "甲",
    }  # fmt: skip
    assert [row.name for row in queries.reforms_of(unit)] == ["示例市科技局", "甲局"]


def test_a_unit_can_have_its_name_back(science: Unit, coordinator: User, now: datetime) -> None:
    rename(science, coordinator, now, on=now.date() - timedelta(1))
    rename(fresh(science), coordinator, now, name="示例市科技局", short_name="市科技局")
    assert set(Alias.objects.values_list("name", flat=True)) == {
        "示例市科学技术和知识产权局", "市科技知识产权局",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"short_name": "市市场监管局"}, "short_name"),
        ({"name": "示例市科技局", "short_name": "市科技局"}, "name"),
        ({"document": ""}, "document"),
        ({"on": date(2999, 1, 1)}, "on"),
    ],
)
def test_bad_names_and_days_are_refused(
    science: Unit, market: Unit, coordinator: User, now: datetime, changes: dict[str, Any],
    field: str,
) -> None:  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        rename(science, coordinator, now, **changes)
    assert set(refused.value.message_dict) == {field}
    assert fresh(science).name == "示例市科技局"
    assert not Reform.objects.exists()


def test_open_work_goes_to_the_successor(
    science: Unit, market: Unit, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[Unit, Unit, date]] = []

    def take(old: Unit, new: Unit, *, on: date, by: Any, at: datetime) -> int:
        went.append((old, new, on))
        return 3

    monkeypatch.setattr("zhicheng.foundation.units.succession._known", [])
    estate = leave(Estate("工作", lambda unit: 3, take))
    assert leave(estate) is estate
    assert list(estates()) == [estate]
    [found] = succeed(science, market, coordinator, now)
    assert (found.title, found.count) == ("工作", 3)
    assert went == [(science, market, now.date())]
    assert not fresh(science).active
    assert queries.heirs() == {science.pk: market.pk}
    with pytest.raises(ValidationError, match="已经撤销"):
        succeed(fresh(science), market, coordinator, now)


def test_the_last_successor_does_the_work() -> None:
    assert last_heirs({1: 2, 2: 3, 4: 1}) == {1: 3, 2: 3, 4: 3}
    assert last_heirs({1: 2, 2: 1}) == {1: 1, 2: 2}


def test_days_follow_each_other() -> None:
    day = date(2026, 3, 1)
    assert reform_faults(day, day, day - timedelta(1), "文件") == {}
    assert set(reform_faults(day, day, day, "文件")) == {"on"}


@pytest.mark.parametrize("gone", [True, False])
def test_nobody_succeeds_who_is_gone_or_the_same(
    science: Unit, market: Unit, coordinator: User, now: datetime, gone: bool
) -> None:
    heir = market if gone else science
    Unit.objects.filter(pk=market.pk).update(active=False)
    with pytest.raises(ValidationError) as refused:
        succeed(science, heir, coordinator, now)
    assert set(refused.value.message_dict) == {"successor"}
    assert fresh(science).active


def test_renaming_is_no_succession(
    science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="更名") as refused:
        succeed(science, market, coordinator, now, kind=ReformKind.RENAME)
    assert set(refused.value.message_dict) == {"kind"}
    assert fresh(science).active


def test_a_document_whose_title_is_too_long_is_refused_before_anything_changed(
    science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        succeed(science, market, coordinator, now, document="文" * 201)
    assert set(refused.value.message_dict) == {"document"}
    assert fresh(science).active


@pytest.mark.parametrize("who", ["administrator", "leader", "head", "verifier", "outsider"])
def test_only_the_coordinator_reforms(
    who: str, request: pytest.FixtureRequest, science: Unit, market: Unit, now: datetime
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        rename(science, person, now)
    with pytest.raises(PermissionDenied):
        succeed(science, market, person, now)


def test_history_is_kept(science: Unit, coordinator: User, now: datetime) -> None:
    rename(science, coordinator, now)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Reform.objects.update(name="x")


def test_the_pages(
    client: Client, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    client.force_login(coordinator)
    url, today = f"/units/{science.pk}/", now.date().isoformat()
    assert "并入或撤销" in client.get(url).content.decode()
    assert client.get(f"{url}rename/").status_code == 200
    given = {"name": "甲局", "short_name": "甲", "on": "2026-01-01", "document": DOCUMENT}
    said = client.post(f"{url}rename/", {**given, "short_name": "市市场监管局"})
    assert said.status_code == 422
    assert "甲局" in said.content.decode()
    said = client.post(f"{url}rename/", given, follow=True)
    assert "沿革" in said.content.decode()
    assert "将转由承接单位办理" in client.get(f"{url}succeed/").content.decode()
    heir = {"kind": "abolish", "successor": market.pk, "on": today, "document": DOCUMENT}
    assert client.post(f"{url}succeed/", {**heir, "successor": science.pk}).status_code == 422
    said = client.post(f"{url}succeed/", heir, follow=True)
    assert "已撤销" in said.content.decode()
    assert "甲局" in client.get(f"/units/{market.pk}/").content.decode()


def test_the_command(
    science: Unit, market: Unit, coordinator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--on", "2026-01-01", "--document", DOCUMENT, "--by", coordinator.username]
    names = ["--name", "甲局", "--short-name", "甲"]
    call_command("units", "rename", "市科技局", *names, *given)
    with pytest.raises(CommandError, match="晚于"):
        call_command("units", "succeed", "甲", "--successor", "市市场监管局", *given)
    given[1] = "2026-01-02"
    call_command("units", "succeed", "甲", "--successor", "市市场监管局", *given)
    call_command("units", "list")
    said = capsys.readouterr().out
    assert "甲局\t已撤销" in said
    assert "2026-01-01\t示例市科技局 更名" in said
    with pytest.raises(CommandError, match="没有“乙”"):
        call_command("units", "succeed", "甲", "--successor", "乙", *given)


def test_the_command_asks_for_the_permission(science: Unit, head: User) -> None:
    with pytest.raises(CommandError, match="不能办理"):
        call_command(
            "units", "rename", "市科技局", "--name", "甲局", "--short-name", "甲", "--on",
            "2026-01-01", "--document", DOCUMENT, "--by", head.username,
        )  # fmt: skip


def test_whom_a_reform_joined(
    science: Unit, market: Unit, office: Unit, coordinator: User, now: datetime
) -> None:
    assert queries.kin_of([science.pk]) == {science.pk}
    succeed(science, market, coordinator, now)
    third = make_unit("市新设局")
    succeed(third, market, coordinator, now)
    all_of_it = {science.pk, market.pk, third.pk}
    assert [queries.kin_of([key]) for key in sorted(all_of_it)] == [all_of_it] * 3
    assert queries.kin_of([office.pk]) == {office.pk}
    assert queries.kin_of([]) == set()
