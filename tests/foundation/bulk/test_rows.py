"""Rows as plain tuples read like rows that Django saved."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from zhicheng.foundation.bulk.rows import insert, reserve
from zhicheng.register.parties.models import Name, Party
from zhicheng.register.parties.rules import NameKind, PartyKind
from zhicheng.register.rights.models import Right, Source

pytestmark = pytest.mark.django_db


def party(key: int | None, now: datetime) -> Party:
    return Party(
        pk=key, kind=PartyKind.ORGANISATION, name="示例“大学”%s", division="410700",
        confidence=Decimal("0.97"), evidence=[{"kind": "name"}], opened_at=now,
    )  # fmt: skip


PARTY = (
    "id", "kind", "name", "division", "confidence", "evidence", "opened_at",
)  # fmt: skip


def put(*parties: Party) -> int:
    return insert(Party, PARTY, [[getattr(one, name) for name in PARTY] for one in parties])


def test_every_column_reads_as_it_would_of_a_row_that_was_saved(now: datetime) -> None:
    made, saved = party(reserve(Party, 1)[0], now), party(None, now)
    with transaction.atomic():
        assert put(made) == 1
    saved.save()
    columns = [field.attname for field in Party._meta.concrete_fields if not field.primary_key]
    first, second = Party.objects.order_by("pk").values_list(*columns)
    assert first == second
    assert saved.pk > made.pk  # the key that was reserved is nobody else's


def test_what_is_not_named_gets_its_default_and_a_key(now: datetime) -> None:
    source = Source.objects.create(title="公报", at=now)
    rows = [
        ("patent", "invention", f"CN10900000{number}", "示例", source.pk, now)
        for number in range(3)
    ]
    columns = ("family", "kind", "publication", "title", "source_id", "opened_at")
    assert insert(Right, columns, rows) == 3
    found = Right.objects.values_list("publication", "nice_class", "symbols", "number", "version")
    assert list(found) == [(f"CN10900000{number}", 0, [], "", 0) for number in range(3)]


def test_keys_are_reserved_in_blocks_behind_what_is_there(now: datetime) -> None:
    first = reserve(Party, 2)
    with transaction.atomic():
        put(*(party(key, now) for key in first))
    second = reserve(Party, 2)
    assert len({*first, *second}) == 4
    assert min(second) > max(first)
    assert reserve(Party, 0) == []


def test_the_database_still_refuses_and_nothing_of_it_stays(now: datetime) -> None:
    owner = party(None, now)
    owner.save()
    names = [(owner.pk, text, text, text, NameKind.CURRENT) for text in ("一", "二")]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Name, ("party_id", "text", "key", "loose", "kind"), names)
    assert not Name.objects.exists()


def test_no_row_is_no_statement() -> None:
    assert insert(Name, ("text",), []) == 0


def test_days_are_kept_as_days(now: datetime) -> None:
    owner = party(None, now)
    owner.save()
    day = date(2019, 7, 9)
    insert(
        Name, ("party_id", "text", "key", "loose", "kind", "valid_from"),
        [(owner.pk, "旧名", "旧名", "旧名", NameKind.FORMER, day)],
    )  # fmt: skip
    assert (owner.names.get().valid_from, owner.names.get().valid_to) == (day, None)
