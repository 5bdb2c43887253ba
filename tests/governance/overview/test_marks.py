"""Every number that a page shows opens its rows, and every mark of a chart what it stands for."""

import html
import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.factories import make_area, make_unit
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import AreaKind, Unit, UnitKind
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment

pytestmark = pytest.mark.django_db

FIGURE = re.compile(
    r'href="([^"]+)" class="figure[^"]*">\s*<span class="figure-label">.*?</span>\s*'
    r'<span class="figure-value">([\d,]+)',
    re.DOTALL,
)
NUMBER = re.compile(r'<a href="([^"]+)">([\d,]+)</a>')
BLOCK = re.compile(r'type="application/json">(.*?)</script>')


@pytest.fixture
def city_at_work(
    ledger: Ledger, coordinator: User, science: Unit, market: Unit, officer: User, now: datetime
) -> Unit:
    """Two plans with chapters of the same name, units of city and county, several states and lights."""
    place = make_area("云溪县", AreaKind.COUNTY)
    county = make_unit("云溪县政府", UnitKind.COUNTY, place)
    bureau = make_unit("云溪县市场监管局", UnitKind.OTHER, place)
    tasks = ledger.publish(
        Order("甲", lead=[market], days=-10),
        Order("乙", lead=[market], responsible=[county], days=-20),
        Order("丙", lead=[science], responsible=[county, bureau], chapter="三、保障措施"),
        Order("丁", lead=[science], days=10),
        Order("戊"),
    )
    Ledger(coordinator, now, "示例市另一方案").publish(Order("己", lead=[science], days=-3))
    actions.move(assignment=part(tasks[2], science), verb="sign", by=officer, at=now)
    return science


def numbers(page: str) -> list[tuple[str, int]]:
    """Address and number of everything on a page that is counted and can be opened."""
    found = [*FIGURE.findall(page), *NUMBER.findall(page), *drawn(page)]
    return [(html.unescape(url), int(number.replace(",", ""))) for url, number in found]


def drawn(page: str) -> Iterable[tuple[str, str]]:
    """The same of the marks of its charts."""
    for block in BLOCK.findall(page):
        chart: dict[str, Any] = json.loads(block)
        for series in chart["series"]:
            yield from ((mark["url"], mark["value"]) for mark in series["marks"] if mark["url"])


def rows_behind(client: Client, url: str) -> int:
    said = re.search(r"共 ([\d,]+) 条", client.get(url).content.decode())
    return int(said[1].replace(",", "")) if said else 0


@pytest.mark.parametrize(
    ("address", "least"),
    [("/", 28), ("/wall/", 15), ("/tasks/units/", 12), ("/tasks/units/{unit}/", 5), ("/units/{unit}/", 4)],
)  # fmt: skip
def test_every_number_opens_as_many_rows_as_it_says(
    client: Client, leader: User, city_at_work: Unit, address: str, least: int
) -> None:
    client.force_login(leader)
    page = client.get(address.format(unit=city_at_work.pk)).content.decode()
    found = dict.fromkeys(numbers(page))
    assert len(found) >= least, "the page shows what the story made"
    assert [(url, rows_behind(client, url)) for url, _number in found] == list(found)


@pytest.mark.parametrize("address", ["/", "/tasks/units/", "/tasks/units/{unit}/", "/units/{unit}/"])  # fmt: skip
def test_the_numbers_of_an_officer_open_what_the_officer_may_see(
    client: Client, officer: User, city_at_work: Unit, address: str
) -> None:
    client.force_login(officer)
    page = client.get(address.format(unit=city_at_work.pk)).content.decode()
    found = numbers(page)
    assert found
    assert [(url, rows_behind(client, url)) for url, _number in found] == found


def test_the_bars_of_the_counties_and_the_chapters_are_among_them(
    client: Client, leader: User, city_at_work: Unit
) -> None:
    client.force_login(leader)
    page = client.get("/").content.decode()
    addresses = [url for url, _number in numbers(page)]
    for said in ("area=", "unit=", "chapter=", "stage=", "light=overdue"):
        assert any(said in url for url in addresses), said
    assert (
        sum(number for url, number in numbers(page) if "area=" in url and "light=" in url) == 6
    ), "three parts of a county, in its bar and in the table beneath"


def test_every_square_of_the_matrix_leads_to_why_its_light_is_so(
    client: Client, leader: User, city_at_work: Unit
) -> None:
    client.force_login(leader)
    page = client.get("/tasks/matrix/").content.decode()
    squares = re.findall(r'<a href="(/tasks/parts/(\d+)/light/)" title="([^"：]+)：', page)
    assert len(squares) == Assignment.objects.count()
    for address, key, unit in squares:
        assert str(Assignment.objects.get(pk=key).unit) == unit
        why = client.get(address).content.decode()
        assert unit in why and "时限灯的依据" in why, f"{address} is of {unit}"


@pytest.mark.parametrize("address", ["/tasks/matrix/", "/tasks/timeline/", "/wall/"])
def test_every_task_on_a_chart_opens_that_task(
    client: Client, leader: User, city_at_work: Unit, address: str
) -> None:
    client.force_login(leader)
    page = client.get(address).content.decode()
    tasks = set(re.findall(r'<a href="(/tasks/\d+/)">([\d-]+) ', page))
    assert len(tasks) >= 3
    for url, number in tasks:
        assert number in client.get(url).content.decode()
