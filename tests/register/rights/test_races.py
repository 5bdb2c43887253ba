"""Two sources that bring the same right and the same new names at the same moment."""

from datetime import date, datetime
from functools import partial

import pytest
from tests.moments import at_once

from zhicheng.engines.rights import Event as Fact
from zhicheng.engines.rights import Kind, What
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import verify
from zhicheng.register.parties.models import Party, Writing
from zhicheng.register.parties.rules import Written
from zhicheng.register.rights import actions
from zhicheng.register.rights.models import Event, Right, Source
from zhicheng.register.rights.rules import Facts

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2019, 7, 9)


def facts(number: int) -> Facts:
    return Facts(
        kind=Kind.UTILITY_MODEL, title=f"示例{number}", publication=f"CN{209000000 + number}",
        events=(Fact(What.GRANTED, DAY, DAY),), held_on=DAY, known_on=DAY,
        holders=(Written(f"示例{number % 5}机械有限公司"),),
    )  # fmt: skip


def test_two_imports_at_once_make_each_right_and_each_party_once(
    coordinator: User, now: datetime
) -> None:
    rows = [facts(number) for number in range(50)]
    sources = [Source.objects.create(title=f"公报{number}", at=now) for number in range(2)]
    done = at_once(
        *(partial(actions.load, rows, source=one, by=coordinator, at=now) for one in sources)
    )
    assert sorted(one.added for one in done if isinstance(one, actions.Loaded)) == [0, 50]
    counts = [model.objects.count() for model in (Right, Event, Party, Writing)]
    assert counts == [50, 50, 5, 5]
    assert list(verify()) == []
