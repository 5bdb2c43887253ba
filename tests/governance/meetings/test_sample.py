"""The sample city's conference, made by real actions, and made once."""

from datetime import datetime

from tests.factories import make_unit, make_user

from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.governance.meetings import sample
from zhicheng.governance.meetings.models import Conference, Meeting
from zhicheng.governance.tasks.models import Task


def test_without_an_office_there_is_nothing_to_do(db: None, now: datetime) -> None:
    sample.create(at=now)
    assert not Conference.objects.exists()


def test_meetings_in_every_state(db: None, now: datetime) -> None:
    for name in sample._MEMBERS:
        make_user(Role.UNIT_HEAD, unit=make_unit(name))
    make_user(Role.COORDINATOR)
    make_user(Role.LEADER)
    sample.create(at=now)
    sample.create(at=now)
    states = set(Meeting.objects.values_list("state", flat=True))
    assert states == {"confirmed", "drafted", "held", "invited", "planned"}
    assert not Task.objects.exists()  # that they are entered is left to whoever tries it
    assert not list(verify())
