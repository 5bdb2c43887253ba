"""Writing a row, opening what is sealed in one, and eight writers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_user, reason_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import Deed, open_personal, record, record_all
from zhicheng.foundation.audit.models import Entry, Head
from zhicheng.foundation.audit.permissions import SYSTEM, require
from zhicheng.foundation.audit.personal import Personal, opened
from zhicheng.foundation.audit.queries import history, verify
from zhicheng.foundation.units.models import Area, Unit

THREADS, ROWS_EACH = 8, 12


@pytest.mark.django_db
def test_a_row_says_who_when_what_before_and_after(officer: User, now: datetime) -> None:
    entry = record(
        by=officer,
        at=now,
        verb="tasks.sign",
        subject=officer,
        before={"state": "assigned"},
        after={"state": "signed", "on": now.date()},
        reason="已阅",
    )
    stored = Entry.objects.get(seq=entry.seq)
    assert (stored.actor, stored.at, stored.verb) == (str(officer.pk), now, "tasks.sign")
    assert (stored.subject_type, stored.subject_id) == ("accounts.user", str(officer.pk))
    assert stored.before == {"state": "assigned"}
    said = {"state": "signed", "on": now.date().isoformat()}
    assert opened(stored.after) == {**said, "reason": "已阅"}
    assert "已阅" not in str(stored.after), "what a person wrote stands in the chain only sealed"
    assert list(history(officer)) == [stored]
    assert str(stored) == f"1 tasks.sign accounts.user:{officer.pk}"
    assert str(Head.objects.get()).startswith("1 ")


@pytest.mark.django_db
def test_many_deeds_of_one_action_are_chained_in_their_order(
    officer: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record(by=officer, at=now, verb="test.before", subject=officer, reason="先有密钥")
    deeds = [Deed("test.many", officer, after={"row": n}, reason=f"第{n}项") for n in range(20)]
    with django_assert_num_queries(4):  # lock the end, one key, the end, all rows
        entries = record_all(deeds, by=officer, at=now)
    assert [entry.seq for entry in entries] == list(range(2, 22))
    assert [opened(entry.after) for entry in entries[:2]] == [
        {"row": 0, "reason": "第0项"},
        {"row": 1, "reason": "第1项"},
    ]
    record(by=officer, at=now, verb="test.after", subject=officer)
    assert list(verify()) == []


@pytest.mark.django_db
def test_no_deed_no_row(officer: User, now: datetime) -> None:
    assert record_all([], by=officer, at=now) == []
    assert not Head.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("by", [None, SYSTEM])
def test_the_system_signs_as_itself(by: None, officer: User, now: datetime) -> None:
    assert record(by=by, at=now, verb="test.clock", subject=officer).actor == "system"


@pytest.mark.django_db
def test_what_failed_leaves_no_row(officer: User, now: datetime) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record(by=officer, at=now, verb="test.fails", subject=officer)
        raise RuntimeError
    assert not Entry.objects.exists()
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_its_actions_transaction_is_refused(officer: User, now: datetime) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(by=officer, at=now, verb="test.alone", subject=officer)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_keep_the_chain_whole(officer: User, now: datetime) -> None:
    def write(writer: int) -> None:
        try:
            for row in range(ROWS_EACH):
                with transaction.atomic():
                    record(
                        by=officer,
                        at=now,
                        verb="test.many",
                        subject=officer,
                        after={"writer": writer, "row": row, "who": Personal("user:1", "林知夏")},
                    )
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    assert Entry.objects.count() == THREADS * ROWS_EACH
    assert list(verify()) == []


@pytest.fixture
def renamed(officer: User, now: datetime) -> Entry:
    return record(
        by=officer,
        at=now,
        verb="test.rename",
        subject=officer,
        before={"name": Personal("user:1", "林知夏")},
        after={"name": Personal("user:1", "林知秋")},
    )


@pytest.mark.django_db
def test_the_auditor_opens_personal_data_for_a_purpose_that_is_written_down(
    renamed: Entry, auditor: User, now: datetime
) -> None:
    shown = open_personal(entry=renamed, purpose=" 核实改名申请 ", by=auditor, at=now)
    assert (shown.before, shown.after) == ({"name": "林知夏"}, {"name": "林知秋"})
    trace = Entry.objects.get(verb="audit.open_personal")
    assert (trace.actor, reason_of(trace)) == (str(auditor.pk), "核实改名申请")
    assert (trace.subject_type, trace.subject_id) == ("audit.entry", str(renamed.seq))


@pytest.mark.django_db
def test_without_a_purpose_nothing_opens(renamed: Entry, auditor: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="目的"):
        open_personal(entry=renamed, purpose="  ", by=auditor, at=now)
    assert not Entry.objects.filter(verb="audit.open_personal").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [r for r in Role if r is not Role.AUDITOR])
def test_nobody_else_opens_personal_data(role: Role, renamed: Entry, now: datetime) -> None:
    unit, area = renamed_places()
    person = make_user(role, unit=unit, area=area)
    with pytest.raises(PermissionDenied):
        open_personal(entry=renamed, purpose="好奇", by=person, at=now)


def renamed_places() -> tuple[Unit, Area]:
    """Wherever a role needs a unit or an area."""
    unit = Unit.objects.get()
    return unit, unit.area


def test_the_system_needs_no_role() -> None:
    require("audit.read", SYSTEM)
