"""Lights by unit on the first page, and the page for a screen on the wall."""

import json
import re
from collections import Counter
from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from tests.factories import make_area, make_unit
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import AreaKind, Unit, UnitKind
from zhicheng.governance.overview import wall
from zhicheng.governance.overview.charts import light_chart
from zhicheng.governance.tasks.queries import Tally
from zhicheng.governance.tasks.rules import Condition

pytestmark = pytest.mark.django_db


@pytest.fixture
def city_at_work(ledger: Ledger, science: Unit, market: Unit) -> Unit:
    """Two overdue parts of 市市场监管局; in time are two of units in a county, and one of 市科技局."""
    place = make_area("云溪县", AreaKind.COUNTY)
    county = make_unit("云溪县政府", UnitKind.COUNTY, place)
    bureau = make_unit("云溪县市场监管局", UnitKind.OTHER, place)
    ledger.publish(
        Order("甲", lead=[market], days=-10),
        Order("乙", lead=[market], days=-20),
        Order("丙", lead=[science], responsible=[county, bureau]),
    )
    return county


def charts(html: str) -> list[dict[str, Any]]:
    return [
        json.loads(found) for found in re.findall(r'type="application/json">(.*?)</script>', html)
    ]


def marks_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return [mark for series in chart["series"] for mark in series["marks"] if mark["url"]]


def test_every_mark_opens_as_many_rows_as_it_says(
    client: Client, leader: User, city_at_work: Unit
) -> None:
    client.force_login(leader)
    by_unit, by_county = charts(client.get("/").content.decode())
    marks = [marks_of(chart) for chart in (by_unit, by_county)]
    assert [sum(int(mark["value"]) for mark in found) for found in marks] == [5, 2]
    for mark in chain.from_iterable(marks):
        rows = client.get(mark["url"]).content.decode()
        assert f"共 {mark['value']} 条" in rows


def test_the_unit_with_the_most_overdue_comes_first(
    client: Client, leader: User, city_at_work: Unit, market: Unit
) -> None:
    client.force_login(leader)
    by_unit, by_county = charts(client.get("/").content.decode())
    assert by_unit["categories"][0] == str(market)
    assert by_unit["series"][0]["name"] == "逾期"
    assert by_county["categories"] == ["云溪县"], "all units of a county in one bar"


def test_the_wall_shows_what_is_overdue_and_whose(
    client: Client, leader: User, city_at_work: Unit, market: Unit
) -> None:
    client.force_login(leader)
    html = client.get("/wall/").content.decode()
    assert "逾期 20 天" in html and f"{market}（牵头）" in html
    assert 'hx-trigger="every 60s"' in html


def test_the_wall_renews_only_what_changes(
    client: Client, leader: User, city_at_work: Unit
) -> None:
    client.force_login(leader)
    part = client.get("/wall/?part").content.decode()
    assert part.lstrip().startswith('<div id="wall"') and "<html" not in part


def test_the_wall_says_how_many_it_has_no_room_for(
    client: Client, leader: User, city_at_work: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(leader)
    whole = client.get("/wall/").content.decode()
    assert "另有" not in whole
    for name in ("OVERDUE", "UNITS"):
        monkeypatch.setattr(wall, name, 1)
    short = client.get("/wall/").content.decode()
    left = whole.count('class="wall-days"') - 1
    assert short.count('class="wall-days"') == 1
    assert left and f"另有 {left} 项" in short
    assert re.search(r"另有 \d+ 个单位", short)


def test_the_wall_of_a_quiet_city_says_so(client: Client, leader: User) -> None:
    client.force_login(leader)
    assert "没有逾期任务" in client.get("/wall/").content.decode()


def test_an_officer_of_one_unit_has_no_wall(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/wall/").status_code == 403
    assert 'href="/wall/"' not in client.get("/").content.decode()


def test_a_light_has_the_same_shade_in_every_chart(now: datetime, science: Unit) -> None:
    """Of four lights in one colour, a chart may show any."""

    def shades(*conditions: Condition) -> dict[str, int]:
        counts = Counter(dict.fromkeys(conditions, 1))
        tally = Tally({"unit_id": science.pk, "unit__short_name": "科技"}, 1, Counter(), counts)
        series = light_chart("灯", [tally], now.date()).series
        return {str(each.name): each.shade for each in series}

    whole = shades(*Condition)
    assert [whole[name] for name in ("滞后", "逾期未签收", "启动滞后", "临期")] == [0, 1, 2, 3]
    assert shades(Condition.LATE_START) == {"逾期未签收": 1}
