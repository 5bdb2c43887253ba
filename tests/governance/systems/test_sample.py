"""The sample city's systems, made by real actions, and made once."""

from datetime import datetime, timedelta

from django.utils import timezone
from tests.factories import make_user
from tests.governance.systems.buildlist import PERIOD, BuildList, Listed

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import sample
from zhicheng.governance.systems.models import Milestone, Step, System


def test_without_a_coordinator_or_a_list_there_is_nothing_to_do(db: None, now: datetime) -> None:
    sample.create(at=now)
    make_user(Role.COORDINATOR)
    sample.create(at=now)
    assert not Step.objects.exists()


def test_the_list_comes_alive(
    buildlist: BuildList, science: Unit, market: Unit, head: User, officer: User, now: datetime
) -> None:
    buildlist.at = now - timedelta(days=60)
    buildlist.publish(Listed(units=[market]), *(Listed(f"平台{n}") for n in range(6)))
    sample.create(at=now)
    states = set(System.objects.filter(owner=science).values_list("state", flat=True))
    assert states == {"planned", "building", "trial", "running"}
    assert System.objects.filter(owner=None).count() == 1, "one is left for the office"
    assert Milestone.objects.filter(due_on__range=PERIOD).count() == Milestone.objects.count() > 0
    assert not list(verify())
    steps = Step.objects.count()
    sample.create(at=now)
    assert Step.objects.count() == steps, "a second time it does nothing"


def test_it_keeps_within_a_plan_without_a_period(
    buildlist: BuildList, science: Unit, head: User, officer: User, now: datetime
) -> None:
    buildlist.publish(Listed(units=[science]), period=(None, None))
    sample.create(at=now)
    assert Milestone.objects.exists()


def test_what_is_done_lies_in_order_and_in_office_hours(
    buildlist: BuildList, science: Unit, head: User, officer: User, now: datetime
) -> None:
    buildlist.at = now - timedelta(days=90)
    buildlist.publish(*(Listed(f"平台{n}") for n in range(6)))
    sample.create(at=now)
    for system in System.objects.filter(state="running"):
        assert not system.milestones.filter(done_on=None).exists(), (
            "nothing to come of what is done"
        )
        verbs = list(system.steps.order_by("at", "pk").values_list("verb", flat=True))
        assert verbs.index("reach") < verbs.index("try_out") < verbs.index("launch")
        assert not system.link.startswith("/"), "another system than this one"
    made = Step.objects.exclude(verb__in=["open", "assign"])
    for at in made.values_list("at", flat=True):
        assert 9 <= timezone.localtime(at).hour < 19
