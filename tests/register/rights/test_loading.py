"""Many rights at once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zhicheng.engines.rights import Event as Fact
from zhicheng.engines.rights import Kind, State, What
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.register.parties.models import Party
from zhicheng.register.parties.rules import Written
from zhicheng.register.rights import actions, queries
from zhicheng.register.rights.models import Document, Event, Holder, Right, Source
from zhicheng.register.rights.rules import Facts

pytestmark = pytest.mark.django_db

FILED, PUBLISHED, GRANTED = date(2018, 1, 5), date(2019, 7, 9), date(2021, 7, 9)


@pytest.fixture
def source(now: datetime) -> Source:
    return Source.objects.create(title="公报2019年7月", at=now)


def facts(number: int) -> Facts:
    """The publication of an application, with two holders, one of them written twice."""
    return Facts(
        kind=Kind.INVENTION, title=f"示例{number}", place=f"第{number}行",
        publication=f"CN{109000000 + number}", document=f"CN{109000000 + number}A",
        published_on=PUBLISHED, held_on=FILED, known_on=PUBLISHED, symbols=("IPC:H04W40/02",),
        events=(Fact(What.FILED, FILED, PUBLISHED), Fact(What.PUBLISHED, PUBLISHED, PUBLISHED)),
        holders=(Written("示例机械有限公司"), Written("示例大学"), Written("示例大学")),
    )  # fmt: skip


def test_loaded_twice_nothing_is_there_twice(
    source: Source, coordinator: User, now: datetime
) -> None:
    rows = [facts(number) for number in range(3)]
    first, again = (
        actions.load(rows, source=source, by=coordinator, at=now).plain() for _ in range(2)
    )
    assert first == {"added": 3, "known": 0, "events": 6}
    assert again == {"added": 0, "known": 3, "events": 0}
    counts = [model.objects.count() for model in (Right, Event, Holder, Document, Party)]
    assert counts == [3, 6, 6, 3, 2]
    right = Right.objects.get(publication="CN109000001")
    assert (right.place, right.symbols) == ("第1行", ["IPC:H04W40/02"])
    assert {event.place for event in right.events.all()} == {"第1行"}
    assert [entry.after for entry in Entry.objects.filter(verb="rights.load")] == [first, again]


def test_a_grant_is_added_to_what_was_published(
    source: Source, coordinator: User, now: datetime
) -> None:
    asked = facts(1)
    granted = replace(
        asked, number="201710601862.3", document="CN109000001B", published_on=GRANTED,
        held_on=GRANTED, known_on=GRANTED, holders=(Written("东篱食品有限公司"),),
        events=(Fact(What.GRANTED, GRANTED, GRANTED),),
    )  # fmt: skip
    # In one chunk, or one after the other.
    for rows in ([asked, granted], [granted]):
        actions.load(rows, source=source, by=coordinator, at=now)
    right = Right.objects.get()
    assert list(right.events.values_list("what", flat=True)) == ["filed", "published", "granted"]
    assert [str(one.writing) for one in right.holders.all()] == [
        "示例机械有限公司", "示例大学", "东篱食品有限公司",
    ]  # fmt: skip
    assert [one.number for one in right.documents.all()] == ["CN109000001A", "CN109000001B"]


def test_a_right_is_found_by_its_number_where_it_has_no_publication(
    source: Source, coordinator: User, now: datetime
) -> None:
    mark = Facts(kind=Kind.TRADEMARK, title="示例", number="12345678", nice_class=9)
    for _ in range(2):
        actions.load([mark, replace(mark, nice_class=35)], source=source, by=coordinator, at=now)
    assert Right.objects.count() == 2
    assert not Event.objects.exists()


def test_a_chunk_asks_little_more_than_one_row(
    source: Source, coordinator: User, now: datetime
) -> None:
    with CaptureQueriesContext(connection) as asked:
        actions.load([facts(n) for n in range(100)], source=source, by=coordinator, at=now)
    assert len(asked) <= 40
    assert Entry.objects.filter(verb="rights.load").count() == 1


def test_an_outsider_loads_nothing(source: Source, outsider: User, now: datetime) -> None:
    for verb in (actions.load, actions.load_chunk):
        with pytest.raises(PermissionDenied):
            verb([facts(1)], source=source, by=outsider, at=now)
    with pytest.raises(PermissionDenied):
        actions.withdraw(source=source, reason="误", by=outsider, at=now)
    assert not Right.objects.exists()


def test_a_source_is_withdrawn_and_the_days_before_stay_as_they_were(
    source: Source, coordinator: User, now: datetime
) -> None:
    actions.load([facts(1)], source=source, by=coordinator, at=now)
    who: dict[str, Any] = {"source": source, "by": coordinator, "at": now}
    with pytest.raises(ValidationError):
        actions.withdraw(reason=" ", **who)
    done, again = (actions.withdraw(reason="误", **who) for _ in range(2))
    assert done.plain() == {"rights": 1, "events": 2, "holders": 2, "documents": 1}
    assert not any(again.plain().values())
    right, today = Right.objects.get(), timezone.localdate(now)
    day_before = today - timedelta(days=1)
    assert queries.status_of(right, PUBLISHED, day_before).state is State.PUBLISHED
    assert queries.status_of(right, PUBLISHED, today).state is State.UNKNOWN
    assert len(queries.holders_of(right, PUBLISHED, day_before)) == 2
    assert queries.holders_of(right, PUBLISHED, today) == []
    assert not queries.documents_of(right)
    assert not queries.on_file(Right.objects.all())
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        Holder.objects.update(retracted_on=None)
