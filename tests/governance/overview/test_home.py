"""The first page, by role."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries as Queries
from tests.factories import make_unit, queries_of
from tests.governance.targets.goals import Goal, Goals, observe
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda import registry as agenda
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import Load, Row
from zhicheng.governance.overview import queries, views
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.tasks import actions


def home(client: Client, user: User) -> str:
    client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def figure(text: str, label: str) -> tuple[str, int]:
    """The address and the number of a figure."""
    [found] = [(url, number) for url, said, number in all_figures(text) if said == label]
    return found


def all_figures(text: str) -> list[tuple[str, str, int]]:
    """Address, label and number of every figure."""
    found = re.findall(
        r'href="([^"]+)" class="figure[^"]*">\s*<span class="figure-label">(.*?)</span>\s*'
        r'<span class="figure-value">(\d+)',
        text,
        re.DOTALL,
    )
    return [
        (url.replace("&amp;", "&"), re.sub("<.*?>", "", label).strip(), int(number))
        for url, label, number in found
    ]


@pytest.fixture
def goals(coordinator: User, now: datetime) -> Goals:
    return Goals(coordinator, now)


def test_an_empty_city_says_what_will_stand_there(client: Client, leader: User) -> None:
    text = home(client, leader)
    assert "还没有已发布的方案" in text
    assert "没有逾期任务" in text


def test_targets_show_what_is_known_and_nothing_made_up(
    client: Client, leader: User, goals: Goals, coordinator: User, science: Unit, now: datetime,
    today: date,
) -> None:  # fmt: skip
    target = goals.publish(Goal("高价值发明专利拥有量", 8000))[0]
    row = home(client, leader).partition("高价值发明专利拥有量")[2].split("</tr>")[0]
    assert "≥ 8,000 件" in row
    assert "尚无数据" in row
    assert ">0<" not in row
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    observe(target, coordinator, now, today, 8001)
    text = home(client, leader)
    row = text.partition("高价值发明专利拥有量")[2].split("</tr>")[0]
    for word in ("8,001 件", today.isoformat(), "已达到", "预计可达"):
        assert word in row
    assert f'href="/targets/{target.pk}/"' in text


def test_the_gravest_targets_come_first_however_deep_in_the_document(
    client: Client, leader: User, goals: Goals, coordinator: User, science: Unit, now: datetime,
    today: date,
) -> None:  # fmt: skip
    last_year = {"due": str(today.year - 1)}
    begun = (date(today.year - 2, 1, 1), date(today.year + 2, 12, 31))
    later = {"due": str(today.year + 1)}
    *quiet, well, behind, missed = goals.publish(
        *(Goal(f"指标{n}") for n in range(30)),
        Goal("顺利的指标", 100, values=later), Goal("滞后的指标", 100, values=later),
        Goal("未达到的指标", 100, values=last_year),
        period=begun,
    )  # fmt: skip
    for target in (well, behind, missed):
        targets.confirm(
            target=target, owner=science, baseline=Decimal(0), baseline_on=date(begun[0].year - 1, 12, 31),
            by=coordinator, at=now,
        )  # fmt: skip
        target.refresh_from_db()
    observe(well, coordinator, now, today, 120)
    observe(behind, coordinator, now, today, 1)
    observe(missed, coordinator, now, date(today.year - 1, 12, 31), 60)
    text = home(client, leader)
    shown = [
        row.partition("</a>")[0] for row in text.split('<td class="long" data-head="目标">')[1:]
    ]
    names = [re.sub("<.*?>", "", row) for row in shown]
    assert names[:3] == ["未达到的指标", "滞后的指标", "指标0"], "then what is not known"
    assert "顺利的指标" not in names, "there is no room for it"
    assert len(names) == queries.SHOWN
    wall = client.get("/wall/").content.decode()
    assert wall.index("未达到的指标") < wall.index("滞后的指标")
    assert "顺利的指标" not in wall and quiet[0].indicator not in wall


def test_targets_are_judged_once_between_two_changes(
    leader: User, verifier: User, outsider: User, goals: Goals, coordinator: User, science: Unit,
    officer: User, ledger: Ledger, now: datetime, today: date, django_assert_num_queries: Queries,
) -> None:  # fmt: skip
    [target] = goals.publish(Goal("有效注册商标量", 9000))
    [task] = ledger.publish(Order("甲", lead=[science]))
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    first = queries.gravest_targets(leader, today)
    queries.gravest_targets(verifier, today)
    with django_assert_num_queries(1):  # where the audit chain ends
        assert queries.gravest_targets(verifier, today) is first
    actions.move(assignment=part(task, science), verb="sign", by=officer, at=now)
    assert queries.gravest_targets(leader, today) is first, "a step in a task changes no target"
    observe(target, coordinator, now, today, 9500)
    [(_target, standing)] = queries.gravest_targets(leader, today)
    assert standing.value == 9500, "a change is seen at once"
    assert list(queries.gravest_targets(outsider, today)) == []


def test_a_trajectory_says_where_it_goes_and_leads_to_its_target(
    client: Client, leader: User, goals: Goals, coordinator: User, science: Unit, now: datetime,
    today: date,
) -> None:  # fmt: skip
    target, silent = goals.publish(Goal("有效注册商标量", 9000), Goal("没有数值的指标"))
    first, second = date(today.year, 1, 2), today
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    observe(target, coordinator, now, first, 1000)
    observe(target, coordinator, now, second, 1500)
    text = home(client, leader)
    cell = (
        text.partition("有效注册商标量</a>")[2].partition('data-head="轨迹">')[2].split("</td>")[0]
    )
    assert cell.startswith(f'<a href="/targets/{target.pk}/"><svg class="sparkline"')
    said = re.search('aria-label="([^"]+)"', cell)
    assert said
    assert said[1].startswith("有效注册商标量：轨迹；")
    assert f"实际值 {first} 1,000 至 {second} 1,500" in said[1]
    assert f"预期轨迹 {first} 1,000 至 2028-12-31 9,000" in said[1]
    assert cell.count("<circle") == 2 and cell.count("<polyline") == 2, "measured, and expected"
    empty = (
        text.partition("没有数值的指标</a>")[2].partition('data-head="轨迹">')[2].split("</td>")[0]
    )
    assert "<svg" not in empty and "—" in empty
    assert f"/targets/{silent.pk}/" in text


def test_targets_of_a_draft_are_not_shown(
    leader: User, outsider: User, goals: Goals, coordinator: User
) -> None:
    target = goals.publish(Goal())[0]
    assert queries.targets(leader).get() == target
    assert not queries.targets(outsider).exists()
    goals.publish()
    assert not queries.targets(leader).exists()


def test_every_figure_opens_as_many_rows_as_it_says(
    client: Client, ledger: Ledger, science: Unit, market: Unit, leader: User, officer: User,
    now: datetime,
) -> None:  # fmt: skip
    tasks = ledger.publish(
        Order("甲", lead=[science], days=-3),
        Order("乙", lead=[science], responsible=[market], days=10),
        Order("丙", lead=[market]),
        Order("丁", lead=[market], chapter="三、保障措施"),
    )
    actions.move(assignment=part(tasks[1], science), verb="sign", by=officer, at=now)
    actions.save_draft(
        assignment=part(tasks[1], science), text="", progress=None, seen=None, by=officer, at=now
    )
    text = home(client, leader)
    expected = {
        "任务总数": 4,
        "逾期": 1,
        "滞后": 0,
        "牵头单位逾期未签收": 0,
        "临期": 1,
        "待签收": 3,
        "已签收": 0,
        "办理中": 1,
        "待复核": 0,
        "已复核": 0,
        "已销号": 0,
        "已冻结": 0,
    }
    for label, number in expected.items():
        url, shown = figure(text, label)
        assert shown == number, label
        assert f"共 {number} 条" in client.get(url).content.decode(), label
    states = [number for url, _said, number in all_figures(text) if "stage=" in url]
    assert sum(states) == expected["任务总数"]
    for url, number in re.findall(r'<a href="(/tasks/[^"]*\?[^"]+)">(\d+)</a>', text):
        assert f"共 {number} 条" in client.get(url.replace("&amp;", "&")).content.decode(), url


def test_what_is_overdue_and_whose(
    client: Client, ledger: Ledger, science: Unit, market: Unit, leader: User
) -> None:
    ledger.publish(Order("迟到的任务", lead=[science], responsible=[market], days=-3))
    text = home(client, leader)
    row = text[text.index("迟到的任务") :].split("</tr>")[0]
    assert "市科技局（牵头）、市市场监管局" in row
    assert '<td class="number" data-head="逾期天数">3</td>' in row


def test_an_officer_sees_the_own_work_first_and_no_other_units(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User
) -> None:
    ledger.publish(Order("我的任务", lead=[science]), Order("别人的任务", lead=[market]))
    text = home(client, officer)
    assert text.index("待我办理（1）") < text.index("本单位参与的任务")
    assert "我的任务" in text
    assert "别人的任务" not in text
    assert "各单位分工" not in text
    assert figure(text, "任务总数")[1] == 1


def test_of_what_waits_in_other_rooms_the_beginning_is_shown_with_its_count(
    client: Client, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [Row(Link(f"第{n}件", f"/{n}/"), Light("待签发", Tone.CAUTION)) for n in range(8)]
    load = Load("督办单", 8, rows, "/all/")
    monkeypatch.setattr(agenda, "_waiting", [lambda user, on: load, lambda user, on: None])
    text = home(client, leader)
    assert "督办单（待办 8 项）" in text
    assert len(re.findall(r"第\d件", text)) == queries.WAITING
    assert '<a href="/all/">' in text


def test_whoever_has_no_part_sees_no_figure_of_others(
    client: Client, ledger: Ledger, science: Unit, outsider: User, administrator: User
) -> None:
    ledger.publish(Order("别人的任务", lead=[science]))
    for user in (outsider, administrator):
        text = home(client, user)
        assert "没有等待您办理的事项" in text
        assert all_figures(text) == []
        assert "别人的任务" not in text


def test_what_is_drawn_once_for_all_is_drawn_for_each_language_and_anew_after_a_change(
    client: Client, ledger: Ledger, science: Unit, leader: User, verifier: User, officer: User,
    now: datetime,
) -> None:  # fmt: skip
    [task] = ledger.publish(Order("甲", lead=[science]))
    assert "全市任务" in home(client, leader)
    User.objects.filter(pk=verifier.pk).update(mode="en")
    english = home(client, verifier)
    assert "全市任务" not in english and "任务总数" not in english
    assert figure(home(client, leader), "待签收")[1] == 1
    actions.move(assignment=part(task, science), verb="sign", by=officer, at=now)
    assert figure(home(client, leader), "待签收")[1] == 0


def test_it_is_drawn_again_only_when_what_it_shows_has_changed(
    ledger: Ledger, goals: Goals, science: Unit, leader: User, officer: User, coordinator: User,
    now: datetime, today: date,
) -> None:  # fmt: skip
    [task] = ledger.publish(Order("甲", lead=[science]))
    [target] = goals.publish(Goal("指标"))
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    mine = part(task, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=now)

    def page() -> str:
        return views._of_the_city(leader, today, "zh-hans")

    def draft(seen: int | None) -> int:
        saved = actions.save_draft(
            assignment=mine, text="进展", progress=20, seen=seen, by=officer, at=now
        )
        return saved.draft.version

    version = draft(None)
    drawn = page()
    draft(version)
    assert page() is drawn, "a draft that was saved again shows nowhere on it"
    observe(target, coordinator, now, today, 7)
    valued = page()
    assert valued != drawn
    ledger.publish(Order("乙", lead=[science]))
    assert page() != valued


def test_two_plans_keep_their_chapters_apart(
    client: Client, ledger: Ledger, science: Unit, leader: User, coordinator: User, now: datetime
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    Ledger(coordinator, now, "示例市另一方案").publish(Order("乙", lead=[science]))
    text = home(client, leader)
    assert "示例市另一方案 · 二、重点任务" in text
    assert f"{ledger.plan.title} · 二、重点任务" in text
    assert text.index("另一方案 · ") < text.index(f"{ledger.plan.title} · "), "the newest first"


def test_more_rows_cost_no_more_queries(
    client: Client, ledger: Ledger, science: Unit, market: Unit, leader: User
) -> None:
    def cost() -> int:
        forget_all()
        with CaptureQueriesContext(connection) as captured:
            home(client, leader)
        return len(captured)

    order = Order("甲", lead=[science], days=-1)
    ledger.publish(order)
    client.force_login(leader)
    home(client, leader)
    one = cost()
    third = make_unit("市教育局")
    ledger.publish(
        order, *(Order(n, lead=[science], responsible=[market, third], days=-1) for n in "乙丙")
    )
    assert cost() == one


def test_more_targets_and_values_cost_no_more_queries(
    client: Client, leader: User, goals: Goals, coordinator: User, science: Unit, now: datetime,
    today: date,
) -> None:  # fmt: skip
    def cost() -> list[int]:
        found = []
        for address in ("/", "/wall/"):
            forget_all()
            found.append(queries_of(client, address))
        return found

    given = [Goal(f"指标{n}") for n in range(15)]
    [target] = goals.publish(given[0])
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    observe(target, coordinator, now, today, 7)
    home(client, leader)
    one = cost()
    for target in goals.publish(*given)[1:]:
        targets.confirm(target=target, owner=science, by=coordinator, at=now)
        observe(target, coordinator, now, today, 7)
    assert cost() == one


def test_the_first_page_shows_ten_targets_and_a_list_has_all(
    client: Client, leader: User, goals: Goals
) -> None:
    goals.publish(*(Goal(f"指标{n}") for n in range(60)))
    assert len(re.findall(r'href="/targets/\d+/"', home(client, leader))) == queries.SHOWN
    first, last = (client.get(f"/targets/?page={n}").content.decode() for n in (1, 2))
    assert "共 60 条" in first
    assert ("指标49<" in first, "指标50<" in first, "指标50<" in last) == (True, False, True)
    assert queries_of(client, "/targets/?page=1") == queries_of(client, "/targets/?page=2")


def test_the_first_page_shows_the_first_units_and_a_list_has_all(
    client: Client, ledger: Ledger, leader: User
) -> None:
    ledger.publish(Order("甲", lead=[make_unit(f"市{n:02}局") for n in range(60)]))
    text = home(client, leader)
    assert len(re.findall(r'<th scope="row">市\d\d局</th>', text)) == queries.LINES
    assert '<a href="/tasks/units/">' in text
    pages = [client.get(f"/tasks/units/?page={n}").content.decode() for n in (1, 2)]
    assert [len(re.findall(r'<a href="/tasks/units/\d+/', page)) for page in pages] == [50, 10]
