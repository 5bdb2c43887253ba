"""The sample city: its targets in every state, made by real actions, and made once."""

from datetime import date, datetime

import pytest

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.targets import queries, sample
from zhicheng.governance.targets.models import Observation, Share, Step, Target
from zhicheng.governance.targets.rules import Outlook, Over, Status
from zhicheng.site.management.commands.sample import create_sample

pytestmark = pytest.mark.django_db


def test_the_sample(now: datetime, today: date) -> None:
    create_sample(at=now)
    targets = list(Target.objects.all())
    found = [queries.standing_of(target, today) for target in targets]
    assert {s.status for s in found} >= {Status.MEASURED, Status.MET, Status.NOT_MEASURABLE}
    assert set(Outlook) == {s.outlook for s in found}
    assert any(s.judgement for s in found)
    assert Observation.objects.exclude(corrects=None).exists()
    for target in targets:
        spread = queries.distribution_of(target, Over.AREAS)
        assert not spread.parts or spread.sum.difference == 0
    counts = (Observation.objects.count(), Share.objects.count(), Step.objects.count())
    create_sample(at=now)
    assert counts == (Observation.objects.count(), Share.objects.count(), Step.objects.count())


def test_a_city_without_people_has_none(db: None, now: datetime, coordinator: User) -> None:
    sample.create(at=now)
    assert not Step.objects.exists()
