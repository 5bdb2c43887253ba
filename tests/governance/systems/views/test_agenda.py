"""What the build list tells a person's agenda."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from tests.factories import make_unit, make_user
from tests.governance.systems.buildlist import BuildList, Listed

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Area
from zhicheng.governance.systems.models import Milestone, System
from zhicheng.governance.systems.views.load import milestone_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender(building: System, today: date) -> Milestone:
    """What is due next of the system that 市科技局 builds."""
    return Milestone.objects.create(system=building, name="完成招标", due_on=today + timedelta(30))


def test_who_builds_and_who_follows_the_city_have_the_days(
    tender: Milestone, officer: User, head: User, leader: User, other_officer: User, outsider: User
) -> None:
    for user in (officer, head, leader):
        [entry] = milestone_days(user, tender.due_on, tender.due_on)
        assert entry.title == f"完成招标：{tender.system.name}"
        assert (entry.day, entry.done) == (tender.due_on, False)
        assert entry.url == f"/systems/{tender.system_id}/"
    for user in (other_officer, outsider):
        assert not list(milestone_days(user, tender.due_on, tender.due_on))
    after = tender.due_on + timedelta(1)
    assert not list(milestone_days(leader, after, after))


def test_a_county_officer_has_those_of_the_units_there(
    buildlist: BuildList, county: Area, county_officer: User, today: date
) -> None:
    bureau = make_unit("云溪县科技局", area=county)
    [system] = buildlist.publish(Listed(units=[bureau]))
    Milestone.objects.create(system=system, name="上线", due_on=today)
    assert [entry.title for entry in milestone_days(county_officer, today, today)] == [
        f"上线：{system.name}"
    ]
    elsewhere = make_user(Role.UNIT_OFFICER, unit=make_unit("市教育局"))
    assert not list(milestone_days(elsewhere, today, today))


def test_what_was_reached_is_done_and_what_is_stopped_or_not_listed_has_no_days(
    tender: Milestone, leader: User, buildlist: BuildList, today: date
) -> None:
    Milestone.objects.filter(pk=tender.pk).update(done_on=today, said_on=today)
    [entry] = milestone_days(leader, tender.due_on, tender.due_on)
    assert entry.done
    System.objects.filter(pk=tender.system_id).update(state="stopped")
    assert not list(milestone_days(leader, tender.due_on, tender.due_on))
    System.objects.filter(pk=tender.system_id).update(state="building")
    buildlist.publish()
    assert not list(milestone_days(leader, tender.due_on, tender.due_on))


def test_the_calendar_program_has_them(
    client: Client, tender: Milestone, officer: User, now: datetime
) -> None:
    client.force_login(officer)
    events = Calendar.from_ical(client.get("/agenda/agenda.ics").content).walk("VEVENT")
    [event] = [e for e in events if e["UID"] == f"system-milestone-{tender.pk}@zhicheng"]
    assert event.decoded("DTSTART") == tender.due_on
    assert str(event["SUMMARY"]) == f"【建设节点】完成招标：{tender.system.name}"
    assert client.get(str(event["URL"])).status_code == 200
