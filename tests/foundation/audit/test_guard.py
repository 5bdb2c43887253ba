"""The database itself refuses to change or remove a row of the chain."""

from datetime import datetime

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(officer: User, now: datetime) -> Entry:
    return record(by=officer, at=now, verb="test.something", subject=officer)


def test_a_row_cannot_be_altered(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(seq=entry.seq).update(reason="别的理由")


def test_a_row_cannot_be_removed(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


def test_a_row_cannot_be_altered_by_hand(entry: Entry) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE audit_entry SET reason = 'other' WHERE seq = %s", [entry.seq])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_database_is_emptied_after_a_test_that_committed(
    time: str, officer: User, now: datetime
) -> None:
    with transaction.atomic():
        assert record(by=officer, at=now, verb="test.something", subject=officer).seq == 1


def test_a_row_cannot_be_written_over(entry: Entry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry")
        else:
            cursor.execute("TRUNCATE audit_entry")
    assert Entry.objects.get() == entry


def test_migrating_puts_the_triggers_back(entry: Entry) -> None:
    GUARD.remove(connection)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(reason="别的理由")
