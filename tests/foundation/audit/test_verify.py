"""``zhicheng audit verify`` finds what someone did who owns the database and took the triggers away."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.guard import GUARD
from zhicheng.foundation.audit.models import Entry, Head
from zhicheng.foundation.audit.queries import end, holds_anchor, verify
from zhicheng.foundation.audit.rules import START, End

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(officer: User, now: datetime) -> list[Entry]:
    return [
        record(by=officer, at=now, verb="test.step", subject=officer, after={"step": step})
        for step in range(6)
    ]


def alter() -> None:
    Entry.objects.filter(seq=3).update(reason="别的理由")


def backdate() -> None:
    Entry.objects.filter(seq=3).update(at=datetime.fromisoformat("2020-01-01T00:00:00+00:00"))


def change_values() -> None:
    Entry.objects.filter(seq=3).update(after={"step": 99})


def take_away() -> None:
    Entry.objects.filter(seq=3).delete()


def close_the_gap() -> None:
    """Remove a row and number the later ones anew, so that none seems to be missing."""
    Entry.objects.filter(seq=3).delete()
    for seq in (4, 5, 6):
        Entry.objects.filter(seq=seq).update(seq=F("seq") - 1)


def swap() -> None:
    Entry.objects.filter(seq=3).update(seq=100)
    Entry.objects.filter(seq=4).update(seq=3)
    Entry.objects.filter(seq=100).update(seq=4)


def cut() -> None:
    Entry.objects.filter(seq__gt=4).delete()


def cut_with_the_head() -> None:
    """Remove the end and make the head fit, as far as the rows allow."""
    Entry.objects.filter(seq__gt=4).delete()
    Head.objects.update(seq=4, digest=Entry.objects.get(seq=4).digest)


def remove_the_head() -> None:
    Head.objects.all().delete()


def remove_all_rows() -> None:
    Entry.objects.all().delete()


def add_one() -> None:
    last = Entry.objects.get(seq=6)
    Entry.objects.filter(pk=last.pk).update(verb="test.other", seq=7)
    last.save(force_insert=True)


@pytest.mark.parametrize(
    ("tamper", "kinds"),
    [
        (alter, {"altered"}),
        (backdate, {"altered"}),
        (change_values, {"altered"}),
        (take_away, {"missing"}),
        (close_the_gap, {"altered", "reordered", "cut"}),
        (swap, {"altered", "reordered"}),
        (cut, {"cut"}),
        (cut_with_the_head, {"cut"}),
        (remove_the_head, {"cut"}),
        (remove_all_rows, {"cut"}),
        (add_one, {"altered", "reordered", "cut"}),
    ],
)
def test_it_is_found(tamper: Callable[[], None], kinds: set[str], chain: list[Entry]) -> None:
    GUARD.remove(connection)
    tamper()
    assert {fault.kind for fault in verify()} == kinds
    with pytest.raises(CommandError, match="审计链不完整"):
        call_command("audit", "verify", stderr=StringIO())


def test_a_whole_chain_is_said_to_be_whole_with_its_anchor(chain: list[Entry]) -> None:
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert "共 6 条记录" in out.getvalue()
    assert f"6:{chain[-1].digest}" in out.getvalue()


def test_an_empty_chain_holds() -> None:
    assert list(verify()) == []
    assert end() == START


def test_a_later_part_is_read_alone(chain: list[Entry]) -> None:
    GUARD.remove(connection)
    Entry.objects.filter(seq=2).update(reason="别的理由")
    assert list(verify(after=3)) == []
    assert [fault.seq for fault in verify(after=1)] == [2]
    assert [fault.seq for fault in verify(after=99)] == [2]  # there is no such row: read all


def test_an_anchor_shows_the_return_of_an_old_backup(
    chain: list[Entry], officer: User, now: datetime
) -> None:
    anchor = end()
    assert holds_anchor(anchor)
    GUARD.remove(connection)
    # The backup of the fourth row comes back, and work goes on from there.
    fourth = chain[3]
    Entry.objects.filter(seq__gt=4).delete()
    Head.objects.update(seq=4, digest=fourth.digest)
    for _ in range(3):
        record(by=officer, at=now, verb="test.after", subject=officer)
    assert list(verify()) == []
    assert not holds_anchor(anchor)
    with pytest.raises(CommandError):
        call_command("audit", "verify", anchor=anchor, stderr=StringIO())


@pytest.mark.parametrize("text", ["6", "x:" + "a" * 64, "6:short", ":"])
def test_a_malformed_anchor_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="锚点"):
        call_command("audit", "verify", "--anchor", text)


def test_an_anchor_can_be_given_as_it_was_printed(chain: list[Entry]) -> None:
    out = StringIO()
    call_command("audit", "verify", "--anchor", f"6:{chain[-1].digest}", stdout=out)
    assert "审计链完整" in out.getvalue()
    assert End(6, chain[-1].digest) == end()
