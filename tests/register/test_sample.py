"""The register of the sample city: made once, with something in every state."""

from datetime import datetime

import pytest

from zhicheng.foundation.audit.queries import verify
from zhicheng.register.parties.models import Mandate, Party, Splitting, Writing
from zhicheng.register.parties.sample import create as create_parties
from zhicheng.register.rights.models import Event, Right
from zhicheng.register.rights.rules import Family
from zhicheng.register.rights.sample import create as create_rights

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]


def test_there_is_something_of_everything() -> None:
    assert set(Right.objects.values_list("family", flat=True)) == set(Family)
    assert Writing.objects.filter(party=None).count() >= 3
    assert Party.objects.exclude(merged_into=None).exists()
    assert Splitting.objects.exists()
    assert Mandate.objects.exists()
    assert Party.objects.exclude(area=None).values("area").distinct().count() >= 4
    assert Event.objects.exclude(retracted_on=None).exists()
    assert list(verify()) == []


def test_a_second_time_nothing_is_added(now: datetime) -> None:
    before = Party.objects.count(), Right.objects.count()
    create_parties(at=now)
    create_rights(at=now)
    assert (Party.objects.count(), Right.objects.count()) == before
