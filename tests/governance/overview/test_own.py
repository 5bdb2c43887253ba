"""The first page of who works for a unit, and of who sees nothing of the work."""

import re
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import make_unit
from tests.governance.overview.test_home import all_figures, figure, home
from tests.governance.tasks.breaking import broken_down
from tests.governance.tasks.ledger import Ledger, Order, duty, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.rules import Stage


def rows_of(client: Client, url: str) -> int:
    found = re.search(r"共 (\d+) 条", client.get(url).content.decode())
    return int(found[1]) if found else 0


def test_a_county_counts_its_own_parts_in_their_own_state(
    client: Client, ledger: Ledger, science: Unit, county: Area, county_officer: User,
    coordinator: User, officer: User, now: datetime,
) -> None:  # fmt: skip
    mine = make_unit("云溪县政府", UnitKind.COUNTY, county)
    others = [make_unit(f"{name}区政府", UnitKind.COUNTY) for name in ("东篱", "南浦")]
    whole, alone = ledger.publish(
        Order("分县区建库", lead=[science], responsible=[mine]),
        Order("县里独办", lead=[mine], days=-3),
    )
    broken_down(whole, mine, *others, by=coordinator, at=now)
    actions.move(assignment=part(whole, mine), verb="sign", by=county_officer, at=now)
    text = home(client, county_officer)
    assert figure(text, "任务总数")[1] == Assignment.objects.filter(unit=mine).count() == 3
    assert figure(text, "待签收")[1] == queries.to_sign(county_officer).count() == 2
    assert figure(text, "已签收")[1] == 1, "the unit's own state, whatever the lead's"
    for url, label, number in all_figures(text):
        assert rows_of(client, url) == number, label
    summary = {
        one.key["unit_id"]: one for one in queries.counts_for(county_officer, now.date()).units
    }
    assert summary[mine.pk].total == 3
    assert summary[mine.pk].stages[Stage.ASSIGNED] == 2
    assert "任务总数中，子任务" in text
    assert rows_of(client, "/tasks/parts/?whose=own&level=sub") == 1
    late = text[text.index("逾期任务</h2>") :].split("</section>")[0]
    assert alone.number in late and whole.number not in late
    assert 'href="/tasks/parts/?whose=own&amp;light=overdue"' in late


def test_what_is_late_elsewhere_is_not_late_here(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User, now: datetime
) -> None:
    [task] = ledger.publish(Order("迟到的任务", lead=[market], responsible=[science], days=-3))
    Assignment.objects.filter(unit=science).update(stage=Stage.CLOSED, closed_at=now)
    text = home(client, officer)
    assert figure(text, "逾期")[1] == 0
    assert "没有逾期任务" in text
    assert task.number not in text[text.index("逾期任务</h2>") :]


def test_who_follows_the_city_is_offered_no_own_unit(
    client: Client, ledger: Ledger, science: Unit, leader: User, officer: User
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    for user, offered in ((leader, False), (officer, True)):
        client.force_login(user)
        assert ('name="whose"' in client.get("/tasks/parts/").content.decode()) == offered


def test_the_total_says_what_is_in_it(
    client: Client, ledger: Ledger, science: Unit, market: Unit, leader: User, coordinator: User,
    officer: User, now: datetime,
) -> None:  # fmt: skip
    [task] = ledger.publish(
        Order("甲", lead=[science]),
        duties=[duty("每年12月20日前报告工作。", "yearly 12-20", science)],
    )
    assert "任务总数中" not in home(client, leader)
    broken_down(task, market, by=coordinator, at=now)
    opened = actions.open_occurrences(on=now.date(), at=now)
    assert opened
    said = re.search(
        r"任务总数中，子任务 <a href=\"([^\"]+)\">1</a> 项，周期性任务 (\d+) 项",
        home(client, leader),
    )
    assert said
    assert int(said[2]) == opened
    assert rows_of(client, said[1]) == 1
    assert f"周期性任务 {opened} 项" in home(client, officer)


def test_a_head_sees_first_what_waits_for_the_signature(
    client: Client, ledger: Ledger, science: Unit, head: User, officer: User, now: datetime
) -> None:
    *_, last = ledger.publish(*(Order(f"任务{n}", lead=[science], days=n + 20) for n in range(7)))
    mine = part(last, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    actions.save_draft(
        assignment=mine, text="已建库。", progress=40, seen=None, hand_up=True, by=officer, at=now
    )
    words = f"审阅并报送（{officer.name}已提请）"
    client.force_login(head)
    for address in ("/", "/tasks/mine/"):
        text = client.get(address).content.decode()
        assert "有 1 份报告已提请审阅报送" in text
        assert text.count(words) == 1
        first = text[text.index("<tbody>") :].split("</tr>")[0]
        assert words in first and f'href="/tasks/parts/{mine.pk}/report/"' in first
        assert last.number in first, "though it is due last"
        assert "办理事项" in text
    client.force_login(officer)
    for address in ("/", "/tasks/mine/"):
        assert "审阅并报送" not in client.get(address).content.decode()


def test_more_work_costs_a_unit_no_more_queries(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User, head: User,
    now: datetime,
) -> None:  # fmt: skip
    def cost() -> list[int]:
        found = []
        for user in (officer, head):
            client.force_login(user)
            for address in ("/", "/tasks/mine/", "/tasks/parts/?whose=own"):
                client.get(address)
                with CaptureQueriesContext(connection) as captured:
                    client.get(address)
                found.append(len(captured))
        return found

    def work(*names: str) -> None:
        for task in ledger.publish(*(Order(n, lead=[science], days=-1) for n in names)):
            mine = part(task, science)
            actions.move(assignment=mine, verb="sign", by=officer, at=now)
            actions.save_draft(
                assignment=mine, text="稿", progress=1, seen=None, hand_up=True, by=officer, at=now
            )
        ledger.publish(*(Order(n, lead=[science], responsible=[market], days=-1) for n in names))

    work("甲")
    one = cost()
    work("乙", "丙", "丁")
    assert cost() == one


def test_the_administrator_finds_what_the_role_does_and_no_figure(
    client: Client, ledger: Ledger, science: Unit, administrator: User, outsider: User
) -> None:
    ledger.publish(Order("别人的任务", lead=[science]))
    text = home(client, administrator)
    for address in ("/people/", "/units/", "/calendars/", "/jobs/"):
        assert f'class="btn btn-outline-primary" href="{address}"' in text
        assert client.get(address).status_code == 200
    assert "您是系统管理员" in text and "zhicheng backup" in text
    other = home(client, outsider)
    assert "您的账号目前没有岗位" in other
    for shown in (text, other):
        assert all_figures(shown) == []
        assert "还没有已发布的方案" not in shown and "没有逾期任务" not in shown


def test_the_auditor_sees_the_ledger_as_it_is(
    client: Client, ledger: Ledger, science: Unit, auditor: User
) -> None:
    ledger.publish(Order("甲", lead=[science]))
    text = home(client, auditor)
    assert "全市任务" in text
    assert figure(text, "任务总数")[1] == 1
