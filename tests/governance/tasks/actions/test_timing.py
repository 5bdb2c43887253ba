"""What is counted in working days is counted again when a calendar is loaded."""

from datetime import date, datetime

from tests.foundation.calendars.years import NEXT, with_bridge
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.calendars import actions as calendars
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Task


def test_a_provisional_day_for_signing_becomes_exact(
    ledger: Ledger, science: Unit, coordinator: User, now: datetime
) -> None:
    ledger.at = now.replace(year=NEXT, month=3, day=1)
    before = part(ledger.publish(Order(lead=[science]))[0], science)
    assert before.sign_basis["provisional"] is True
    content = with_bridge("03-02", "03-03", "03-04", "03-05")
    calendars.load_file(content=content, name="放假安排.json", by=coordinator, at=now)
    after = part(before.task, science)
    assert after.sign_basis["provisional"] is False
    assert (before.sign_by or date.max) < (after.sign_by or date.min)
    assert after.task.sign_by == after.sign_by
    assert not list(queries.mistimed(Task.objects.all()))
