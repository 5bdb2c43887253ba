"""What happened is told: signed, once for each receiver, again until it arrives, visibly given up."""

import hashlib
import hmac
import json
import socket
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.foundation.webhooks.receiver import Receiver, receiving
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.jobs.clock import LOOK_EVERY, Clock
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import watch, watches
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.webhooks import actions, queries, transport
from zhicheng.foundation.webhooks.actions import (
    add_endpoint,
    fan_out,
    look,
    send_all,
    send_one,
    sending,
)
from zhicheng.foundation.webhooks.models import Delivery, Endpoint
from zhicheng.foundation.webhooks.rules import LEASE, WAITS, State

pytestmark = pytest.mark.django_db


def something_happens(officer: User) -> Entry:
    """A row of the chain: a token is given."""
    Program(officer)
    return Entry.objects.order_by("-seq")[0]


def test_a_receiver_is_told_once_and_can_check_who_tells(
    endpoint: Endpoint, secret: list[str], receiver: Receiver, officer: User, now: datetime
) -> None:
    entry = something_happens(officer)
    assert (fan_out(at=now), fan_out(at=now)) == (1, 0)
    assert send_all(at=lambda: now) == 1 and send_all(at=lambda: now) == 0
    ((headers, body),) = receiver.got
    row = Delivery.objects.get()
    assert (row.state, row.status, row.attempts) == (State.DONE, 200, 1)
    said = json.loads(body)
    assert said["kind"] == "access.issue" and said["seq"] == entry.seq
    assert said["delivery"] == str(row.uid) == headers["X-Zhicheng-Delivery"]
    assert headers["X-Zhicheng-Event"] == "access.issue"
    t, v1 = (part.partition("=")[2] for part in headers["X-Zhicheng-Signature"].split(","))
    signed = hmac.new(secret[0].encode(), f"{t}.".encode() + body, hashlib.sha256)
    assert v1 == signed.hexdigest()
    assert officer.name not in body.decode() and officer.username not in body.decode()


def test_only_what_was_asked_for_and_only_from_then_on(
    receiver: Receiver, administrator: User, officer: User, now: datetime
) -> None:
    something_happens(officer)
    made, _ = add_endpoint(
        name="x", url=receiver.url, kinds=["tasks.", "access.revoke"], by=administrator, at=now
    )
    program = Program(officer)
    assert fan_out(at=now) == 0
    made.refresh_from_db()
    assert made.after == Entry.objects.order_by("-seq")[0].seq
    from zhicheng.foundation.access.actions import revoke

    revoke(token=program.token, by=officer, at=now)
    assert fan_out(at=now) == 1
    assert Delivery.objects.get().kind == "access.revoke"


def test_what_was_rolled_back_is_told_to_nobody(
    endpoint: Endpoint, officer: User, now: datetime
) -> None:
    with transaction.atomic():
        Program(officer)
        transaction.set_rollback(True)
    assert fan_out(at=now) == 0


def test_a_long_chain_is_looked_at_piece_by_piece(
    endpoint: Endpoint, officer: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_ROWS", 2)
    for _ in range(3):
        something_happens(officer)
    assert [fan_out(at=now) for _ in range(4)] == [1, 2, 0, 0]


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_fails_is_tried_again_with_the_same_id(
    status: int, endpoint: Endpoint, receiver: Receiver, officer: User, now: datetime
) -> None:
    """A redirect is not followed: it is a failure like any other."""
    something_happens(officer)
    fan_out(at=now)
    receiver.statuses = [status]
    assert send_all(at=lambda: now) == 0
    row = Delivery.objects.get()
    assert (row.state, row.status, row.next_at) == (State.WAITING, status, now + WAITS[0])
    assert send_all(at=lambda: now) == 0 and len(receiver.got) == 1, "not before its time"
    later = row.next_at
    assert send_all(at=lambda: later) == 1
    assert receiver.got[0][0]["X-Zhicheng-Delivery"] == receiver.got[1][0]["X-Zhicheng-Delivery"]
    assert receiver.got[0][1] == receiver.got[1][1]


def test_it_is_given_up_in_the_end_and_can_be_sent_again(
    endpoint: Endpoint, receiver: Receiver, officer: User, administrator: User, now: datetime
) -> None:
    something_happens(officer)
    fan_out(at=now)
    receiver.statuses = [503] * (len(WAITS) + 1)
    at = now
    for _ in range(len(WAITS) + 1):
        send_all(at=lambda: at)  # noqa: B023 - called at once
        at = Delivery.objects.get().next_at
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (State.GIVEN_UP, len(WAITS) + 1)
    assert send_all(at=lambda: at + timedelta(days=9)) == 0
    assert queries.endpoints().get().lost == 1  # type: ignore[attr-defined]  # as annotated
    actions.send_again(delivery=row, by=administrator, at=now)
    assert (row.state, row.attempts, row.status) == (State.WAITING, 0, None)
    assert send_all(at=lambda: now) == 1
    assert len({headers["X-Zhicheng-Delivery"] for headers, _ in receiver.got}) == 1


def test_a_silent_receiver_keeps_nobody_waiting(
    endpoint: Endpoint, receiver: Receiver, officer: User, administrator: User, now: datetime
) -> None:
    """Of three messages it is asked to take one; the others wait as long as that, and count no attempt."""
    with receiving() as other:
        silent = Endpoint.objects.get()
        for _ in range(3):
            something_happens(officer)
        fan_out(at=now)
        add_endpoint(name="另一系统", url=other.url, kinds=["access."], by=administrator, at=now)
        something_happens(officer)
        fan_out(at=now)
        receiver.statuses = [503, 200, 200, 200, 200]
        send_all(at=lambda: now)
        assert len(receiver.got) == 1
        assert len(other.got) == 1
        waiting = Delivery.objects.filter(endpoint=silent)
        assert set(waiting.values_list("next_at", flat=True)) == {now + WAITS[0]}
        assert sorted(waiting.values_list("attempts", flat=True)) == [0, 0, 0, 1]
        assert send_all(at=lambda: now + WAITS[0]) == 4


def test_nobody_is_there(endpoint: Endpoint, officer: User, now: datetime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    Endpoint.objects.update(url=f"http://127.0.0.1:{port}/")
    something_happens(officer)
    fan_out(at=now)
    assert send_all(at=lambda: now) == 0
    row = Delivery.objects.get()
    assert row.status is None and "连接不上" in row.error and row.state == State.WAITING


def test_a_slow_receiver_is_not_waited_for(
    endpoint: Endpoint, receiver: Receiver, officer: User, now: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", 0.2)
    receiver.slow = 1
    something_happens(officer)
    fan_out(at=now)
    assert send_all(at=lambda: now) == 0
    assert "没有在" in Delivery.objects.get().error


def test_a_receiver_that_dribbles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """It sends a byte before each step times out, and never comes to an end."""
    monkeypatch.setattr(transport, "LONGEST", 0.5)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dribble() -> None:
            line, _ = server.accept()
            with line:
                try:
                    line.recv(9999)
                    while not ended.wait(0.05):
                        line.sendall(b"H")
                except OSError:
                    pass

        thread = threading.Thread(target=dribble)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        answer = transport.post(url, body=b"{}", headers={}, private=True)
        ended.set()
        thread.join()
    assert answer.status is None and "连接不上" in answer.error


def test_a_clock_that_strikes_before_the_line_is_open() -> None:
    connection = transport._Pinned("x", 80, "127.0.0.1")
    transport._end(connection)
    assert connection.sock is None


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "https://localhost/", "http://[::1]/"])
def test_no_way_into_the_house(url: str) -> None:
    answer = transport.post(url, body=b"{}", headers={}, private=False)
    assert answer.status is None and "内部网络" in answer.error


def test_a_name_is_looked_up_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name meant when it was checked is what is called, whatever it means a moment later."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def looked_up(host: str, *more: Any, **given: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "receiver.example" else host, *more, **given)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    url = receiver.url.replace("127.0.0.1", "receiver.example")
    assert transport.post(url, body=b"{}", headers={}, private=True).status == 200
    assert asked.count("receiver.example") == 1
    assert receiver.got[0][0]["Host"].startswith("receiver.example")


def test_https_needs_a_certificate_that_is_believed(receiver: Receiver) -> None:
    answer = transport.post(
        receiver.url.replace("http:", "https:"), body=b"{}", headers={}, private=True
    )
    assert answer.status is None and "连接不上" in answer.error


def test_a_worker_that_is_killed_while_it_sends(
    endpoint: Endpoint, receiver: Receiver, officer: User, now: datetime, monkeypatch: Any
) -> None:
    """The receiver has it, nobody noted so: it is sent again, with the same id."""
    something_happens(officer)
    fan_out(at=now)

    def killed(*_given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            send_all(at=lambda: now)
    assert len(receiver.got) == 1
    assert send_all(at=lambda: now + LEASE - timedelta(seconds=1)) == 0
    assert send_all(at=lambda: now + LEASE) == 1
    assert receiver.got[0][1] == receiver.got[1][1] and len(receiver.got) == 2


def test_of_two_workers_one_sends(
    endpoint: Endpoint, receiver: Receiver, officer: User, now: datetime
) -> None:
    something_happens(officer)
    fan_out(at=now)
    one, other = Delivery.objects.get(), Delivery.objects.get()
    assert send_one(delivery=one, at=now) is True
    assert send_one(delivery=other, at=now) is False
    assert len(receiver.got) == 1


def test_a_worker_looks_and_does_it(endpoint: Endpoint, receiver: Receiver, officer: User) -> None:
    something_happens(officer)
    at = timezone.now()
    look(at)
    look(at)
    assert Job.objects.filter(kind=queries.SEND).count() == 1
    assert work_once("w", at=at, only=Job.objects.get(kind=queries.SEND)) is not None
    assert Job.objects.get(kind=queries.SEND).result == {"arrived": 1}
    look(at)
    assert Job.objects.filter(kind=queries.SEND).count() == 1


def test_the_clock_looks_every_few_seconds(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[datetime] = []

    def fails(at: datetime) -> None:
        looked.append(at)
        raise RuntimeError("on purpose")

    monkeypatch.setattr("zhicheng.foundation.jobs.registry._watches", [])
    assert watch(fails) is watch(fails) and watches() == (fails,)
    clock = Clock()
    for seconds in (0, 1, LOOK_EVERY.seconds, -60):
        clock._look(now + timedelta(seconds=seconds))
    assert len(looked) == 3, "a fault ends nothing, and a clock set back is followed"


def test_the_worker_waits_for_a_database_that_is_away(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_at: datetime) -> None:
        raise DatabaseError

    monkeypatch.setattr("zhicheng.foundation.jobs.registry._watches", [away])
    with pytest.raises(DatabaseError):
        Clock()._look(now)


def test_looking_costs_little(
    endpoint: Endpoint, now: datetime, django_assert_num_queries: Any
) -> None:
    fan_out(at=now)
    with django_assert_num_queries(4):
        look(now)


def test_where_nobody_is_to_be_told_it_costs_a_query(
    now: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        look(now)
