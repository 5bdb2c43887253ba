"""The sample city's assessments."""

from datetime import datetime

import pytest

from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment import sample as room
from zhicheng.governance.assessment.models import Adjustment, Appeal, Scheme, Sheet, Snapshot
from zhicheng.site.management.commands.sample import create_sample

pytestmark = pytest.mark.django_db


def test_assessments_of_every_kind_and_state_once(now: datetime) -> None:
    create_sample(at=now)
    assert set(Scheme.objects.values_list("state", flat=True)) == {"draft", "published", "frozen"}
    assert set(Scheme.objects.values_list("subject", flat=True)) == {"units", "counties", "city"}
    kept = Snapshot.objects.get()
    assert queries.disagreements(kept) == []
    ranks = Sheet.objects.filter(scheme=kept.scheme).order_by("rank").values_list("rank", flat=True)
    assert list(ranks) == [1, 2, 3, 4, 4, 6]
    assert Appeal.objects.get().state == "upheld"
    assert Adjustment.objects.get().decision == "accepted"
    assert Sheet.objects.filter(state="submitted").count() == 1
    assert queries.faults_of(Scheme.objects.get(state="draft"))
    before = Scheme.objects.count()
    room.create(at=now)
    assert Scheme.objects.count() == before


def test_a_city_without_people_stays_without(now: datetime) -> None:
    room.create(at=now)
    assert not Scheme.objects.exists()
