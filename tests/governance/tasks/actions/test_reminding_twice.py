"""The reminders of a morning whose work is done twice, with new rows in between."""

from datetime import date, datetime, timedelta

from django.test import Client
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions

MOMENT = datetime.fromisoformat("2026-03-02T09:30:00+08:00")


def run(on: date) -> int:
    return actions.remind(on=on, at=MOMENT + timedelta((on - MOMENT.date()).days))


def test_a_second_run_of_one_morning_speaks_of_its_own_rows_alone(
    coordinator: User, science: Unit, officer: User, head: User, client: Client
) -> None:
    ledger = Ledger(coordinator, MOMENT)
    orders = [Order(f"任务{n}", lead=[science], days=120) for n in range(5)]
    ledger.publish(*orders[:3])
    Notice.objects.all().delete()
    day = date(2026, 3, 10)
    assert (run(day), run(day)) == (3, 0)
    ledger.publish(*orders)
    Notice.objects.exclude(url__contains="reminded").delete()
    assert (run(day), run(day)) == (2, 0)
    notices = Notice.objects.filter(to=officer).order_by("pk")
    assert [n.url.partition("=")[2] for n in notices] == [f"{day}.sign%2B1", f"{day}.sign%2B1.2"]
    client.force_login(officer)
    for notice, count in zip(notices, (3, 2), strict=True):
        assert notice.text.startswith(f"有 {count} 项")
        assert client.get(notice.url).context["list"].count == count
