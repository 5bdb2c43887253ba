"""Open data: files that spreadsheets and programs read, and a dictionary that says all of their fields."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import etree
from tests.governance.targets.goals import observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.disclosure import queries
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.targets.actions import confirm
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Judgement


def table(client: Client, name: str) -> list[dict[str, str]]:
    content = client.get(f"/open/data/{name}.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows(client: Client, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/open/data/{name}.json").json()["rows"]
    return found


def test_both_forms_say_the_same(
    opening: Opening, target: Target, add_task: Any, client: Client, today: date
) -> None:
    add_task("=1+1", "in_progress")
    (line,), (row,) = table(client, "targets"), rows(client, "targets")
    assert (line["目标值"], row["value"]) == ("56000", 56000)
    assert (line["现值"], row["latest"], row["unit"]) == ("50000", 50000, "件")
    assert (line["基数"], row["baseline"]) == ("", None)
    assert (line["累计数"], row["cumulative"]) == ("false", False)
    assert (line["数值日期"], row["as_of"]) == (today.isoformat(),) * 2
    assert (line["数据来源"], row["source"]) == ("'=市统计局月报", "=市统计局月报")
    (task,), (same,) = table(client, "tasks"), rows(client, "tasks")
    assert (task["任务"], same["title"]) == ("'=1+1", "=1+1")
    assert same["units"] == "市市场监管局、市科技局"
    assert [r["under_way"] for r in rows(client, "chapters")] == [1]
    assert rows(client, "plans")[0]["opened_on"] == today.isoformat()


def test_judgements_and_fractions(
    opening: Opening, target: Target, officer: User, coordinator: User, science: Unit,
    client: Client, now: datetime, today: date,
) -> None:  # fmt: skip
    quality = Target.objects.get(indicator="保护环境")
    confirm(target=quality, owner=science, by=coordinator, at=now)
    figure = {"judgement": Judgement.ON_COURSE, "value": None}
    observe(quality, officer, now, today, None, figure=figure)
    observe(target, officer, now, today.replace(day=1), "4.9", figure={"unit": "万件"})
    found = {(r["indicator"], r["as_of"]): r for r in rows(client, "observations")}
    assert found["保护环境", today.isoformat()]["judgement"] == "推进顺利"
    fraction = found["有效注册商标量", today.replace(day=1).isoformat()]
    assert (fraction["value"], fraction["unit"]) == (4.9, "万件")
    assert {r["judgement"] for r in rows(client, "targets")} == {None, "推进顺利"}
    assert "推进顺利" in client.get("/open/news.rss").content.decode()
    page = client.get(f"/open/targets/{quality.pk}/").content.decode()
    assert "推进顺利" in page and "data-chart" not in page


def test_the_dictionary_says_every_field_of_every_file(opening: Opening, client: Client) -> None:
    said = client.get("/open/data/dictionary.json").json()
    page = client.get("/open/data/").content.decode()
    for dataset in queries.DATASETS:
        file = client.get(f"/open/data/{dataset.key}.json").json()
        fields = [field["name"] for field in said[dataset.key]["fields"]]
        assert fields == [field["name"] for field in file["fields"]]
        assert all(list(row) == fields for row in file["rows"])
        assert len(set(fields)) == len(fields)
        for field in said[dataset.key]["fields"]:
            assert field["meaning"] and field["source"] and field["type"]
            assert f"<code>{field['name']}</code>" in page
        assert f"/open/data/{dataset.key}.csv" in page
        assert "注明来源" in file["terms"]


def test_what_there_is_not(client: Client, db: None) -> None:
    for url in ("/open/data/people.csv", "/open/data/targets.xml"):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/open/news.atom", "/open/news.rss"])
def test_the_feeds_hold_plans_and_values(
    url: str, opening: Opening, target: Target, client: Client
) -> None:
    answer = client.get(url)
    assert answer["Content-Type"].startswith("application/")
    said = "".join(str(text) for text in etree.fromstring(answer.content).itertext())
    assert f"公开工作方案：{opening}" in said
    assert "有效注册商标量 5 万件" in said
    assert f"/open/targets/{target.pk}/" in answer.content.decode()


def test_search_engines_are_led_to_public_pages_alone(
    opening: Opening, target: Target, client: Client
) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /\n" in robots and "Allow: /open/\n" in robots
    assert "Disallow: /open/office/\n" in robots
    found = etree.fromstring(client.get("/open/sitemap.xml").content)
    places = [place.text or "" for place in found.iter("{*}loc")]
    assert f"http://testserver/open/targets/{target.pk}/" in places
    for place in places:
        assert client.get(place.removeprefix("http://testserver")).status_code == 200


def test_the_command_line_opens_exports_and_withdraws(
    plan: Plan, coordinator: User, leader: User, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    by = ("--by", coordinator.username)
    call_command("disclosure", "open", "plan", str(plan.pk), "--checked", *by)
    call_command("disclosure", "list")
    assert plan.title in capsys.readouterr().out
    folder = tmp_path / "开放" / "数据"
    call_command("disclosure", "export", str(folder))
    assert len(list(folder.iterdir())) == 1 + 2 * len(queries.DATASETS)
    assert json.loads((folder / "plans.json").read_text("utf-8"))["rows"]
    for words, said in (
        (("open", "plan", str(plan.pk), "--checked", *by), "已经公开"),
        (("open", "plan", "0", "--checked", *by), "没有这个方案"),
        (("withdraw", "plan", "0", "--reason", "理由", *by), "没有公开过"),
        (("withdraw", "plan", str(plan.pk), "--reason", "理由", "--by", "nobody"), "没有这个用户"),
        (
            ("withdraw", "plan", str(plan.pk), "--reason", "理由", "--by", leader.username),
            "不能办理",
        ),
        (("export", str(folder / "plans.json")), "无法写入"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("disclosure", *words)
    call_command("disclosure", "withdraw", "plan", str(plan.pk), "--reason", "有误", *by)
    assert not queries.plans_seen(date.max)
