"""The state that stands beside a right is the one that its events give, whatever was told and on any day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhicheng.engines.rights import Event as Fact
from zhicheng.engines.rights import Kind, State, What
from zhicheng.foundation.accounts.models import User
from zhicheng.register.rights import actions, queries
from zhicheng.register.rights.actions import Told
from zhicheng.register.rights.jobs import write_states
from zhicheng.register.rights.models import Right, Source
from zhicheng.register.rights.rules import Facts

pytestmark = pytest.mark.django_db
FILED, GRANTED = date(2017, 7, 21), date(2020, 7, 21)


def assert_true(on: date) -> None:
    """What stands there is what the events give."""
    for right in Right.objects.all():
        status = queries.status_of(right, on, on)
        assert (right.state, right.state_until) == (status.state, status.until), right


def written(right: Right) -> str:
    return Right.objects.get(pk=right.pk).state


def test_it_is_written_with_whatever_is_told(
    right: Right, coordinator: User, now: datetime, client: Client
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    today = timezone.localdate(now)
    assert written(right) == State.IN_FORCE
    told = Told(What.LAPSED, today - timedelta(days=9), today)
    event = actions.tell_event(right=Right.objects.get(), event=told, source="公报", **who)
    assert written(right) == State.LAPSED
    assert_true(today)
    client.force_login(coordinator)
    assert "一种示例装置" in client.get("/rights/?state=lapsed").content.decode()
    assert "一种示例装置" not in client.get("/rights/?state=in_force").content.decode()
    actions.retract_event(event=event, reason="误", **who)
    assert written(right) == State.IN_FORCE
    assert_true(today)


def test_it_is_written_with_what_is_loaded_and_withdrawn(
    right: Right, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    source = Source.objects.create(title="公报", at=now)
    lapsed = Facts(
        kind=Kind.INVENTION, title="", publication=right.publication,
        events=(Fact(What.LAPSED, date(2021, 7, 21), date(2022, 1, 1)),),
    )  # fmt: skip
    new = Facts(
        kind=Kind.DESIGN, title="新", publication="CN305246987",
        events=(Fact(What.FILED, FILED, GRANTED), Fact(What.GRANTED, GRANTED, GRANTED)),
    )  # fmt: skip
    actions.load([lapsed, new], source=source, **who)
    assert [one.state for one in Right.objects.order_by("pk")] == ["lapsed", "in_force"]
    assert_true(timezone.localdate(now))
    actions.withdraw(source=source, reason="误", **who)
    assert [one.state for one in Right.objects.order_by("pk")] == ["in_force", "unknown"]
    assert_true(timezone.localdate(now))


def test_the_night_writes_what_has_come_to_its_end(right: Right) -> None:
    said: list[int] = []
    over = Right.objects.get().state_until
    assert over

    def progress(done: int, total: int, message: str = "") -> None:
        said.append(done)

    assert write_states(over, progress) == {"changed": 0}
    assert write_states(over + timedelta(days=1), progress) == {"changed": 1}
    assert (written(right), said) == (State.EXPIRED, [1])
