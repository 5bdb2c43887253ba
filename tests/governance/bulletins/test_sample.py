"""The sample city's papers."""

from datetime import datetime

import pytest

from zhicheng.governance.bulletins import queries
from zhicheng.governance.bulletins import sample as room
from zhicheng.governance.bulletins.models import Issue, Report
from zhicheng.site.management.commands.sample import create_sample

pytestmark = pytest.mark.django_db


def test_a_bulletin_that_was_issued_and_a_report_that_waits(now: datetime) -> None:
    create_sample(at=now)
    assert dict(Report.objects.values_list("kind", "state")) == {
        "quarterly": "issued",
        "yearly": "composed",
    }
    assert queries.disagreements(Issue.objects.get()) == []
    room.create(at=now)
    assert Report.objects.count() == 2


def test_a_city_without_people_stays_without(now: datetime) -> None:
    room.create(at=now)
    assert not Report.objects.exists()
