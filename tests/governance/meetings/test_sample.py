"""The sample city's conference, made by real actions, and made once."""

from datetime import datetime

from tests.factories import make_unit, make_user

from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import sample
from zhicheng.governance.meetings.models import Conference, Meeting
from zhicheng.governance.meetings.queries import tasks_of
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import Stage


def test_without_an_office_there_is_nothing_to_do(db: None, now: datetime) -> None:
    sample.create(at=now)
    assert not Conference.objects.exists()


def test_meetings_in_every_state(db: None, now: datetime) -> None:
    for name in sample._MEMBERS:
        make_user(Role.UNIT_HEAD, unit=make_unit(name))
    make_user(Role.UNIT_OFFICER, unit=Unit.objects.get(short_name="市科技局"))
    make_user(Role.COORDINATOR)
    make_user(Role.LEADER)
    sample.create(at=now)
    sample.create(at=now)
    states = set(Meeting.objects.values_list("state", flat=True))
    assert states == {"confirmed", "drafted", "held", "invited", "planned"}
    earlier, later = Meeting.objects.filter(state="confirmed").order_by("held_on")
    assert len(tasks_of(earlier)) == Task.objects.count() == 2
    assert not tasks_of(later)  # that these are entered is left to whoever tries it
    signed = Assignment.objects.filter(unit__short_name="市科技局")
    assert set(signed.values_list("stage", flat=True)) == {Stage.ACCEPTED}
    assert Assignment.objects.get(unit__short_name="市财政局").stage == Stage.ASSIGNED
    assert not list(verify())
