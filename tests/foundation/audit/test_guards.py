"""A guard makes the database itself refuse what its table is never to lose."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from zhicheng.foundation.audit.guards import KEPT, Guard, Refusal, keep, only_added_to

pytestmark = pytest.mark.django_db

REFUSED = "this shelf is only added to"
SHELF = Guard(only_added_to("shelf", REFUSED))
DRAWER = Guard(
    [Refusal("drawer_kept", "UPDATE OF label", "shelf", "sealed", "OLD.label = 'sealed'")]
)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def shelf() -> Iterator[None]:
    run("CREATE TABLE shelf (id integer PRIMARY KEY, label varchar(20))")
    run("INSERT INTO shelf VALUES (1, 'first')")
    yield
    run("DROP TABLE shelf")


def labels() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT label FROM shelf ORDER BY id")
        return [label for (label,) in cursor.fetchall()]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "change",
    ["UPDATE shelf SET label = 'other'", "DELETE FROM shelf"],
)
def test_what_is_only_added_to_keeps_its_rows(change: str) -> None:
    SHELF.install(connection)
    with pytest.raises(DatabaseError, match=REFUSED):
        run(change)
    run("INSERT INTO shelf VALUES (2, 'second')")
    assert labels() == ["first", "second"]


@pytest.mark.usefixtures("shelf")
def test_nor_can_they_be_written_over_or_swept_away() -> None:
    """Each database has a way round the triggers of single rows: REPLACE the one, TRUNCATE the other."""
    SHELF.install(connection)
    replace = "INSERT OR REPLACE INTO shelf VALUES (1, 'other')"
    with pytest.raises(DatabaseError, match=REFUSED):
        run(replace if connection.vendor == "sqlite" else "TRUNCATE shelf")
    assert labels() == ["first"]


@pytest.mark.usefixtures("shelf")
def test_a_condition_says_which_rows_are_kept() -> None:
    DRAWER.install(connection)
    run("UPDATE shelf SET label = 'sealed'")
    with pytest.raises(DatabaseError, match="sealed"):
        run("UPDATE shelf SET label = 'open'")
    run("UPDATE shelf SET id = 7")  # another column than the one that is kept


@pytest.mark.usefixtures("shelf")
def test_a_guard_stands_aside_and_comes_back() -> None:
    SHELF.install(connection)
    SHELF.install(connection)
    SHELF.remove(connection)
    run("UPDATE shelf SET label = 'other'")
    assert labels() == ["other"]


def test_a_table_that_is_not_there_yet_is_left_for_later() -> None:
    SHELF.install(connection)
    SHELF.remove(connection)


def test_every_room_that_keeps_something_has_its_guard_in_force() -> None:
    tables = {refusal.table for guard in KEPT for refusal in guard.refusals}
    assert {"audit_entry", "plans_version", "tasks_step", "targets_step", "systems_step"} <= tables
    assert tables <= set(connection.introspection.table_names())


def test_a_guard_is_kept_once() -> None:
    before = list(KEPT)
    keep(KEPT[0])
    assert before == KEPT
